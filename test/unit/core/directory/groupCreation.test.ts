import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { letsCreateGroups, nicknameOf } from '../../../../src/core/directory/groupCreation.ts';
import { groupLines } from '../../../../src/core/directory/groupLines.ts';

describe('making a group', () => {
  for (const [scopes, may] of [
    ['Group.ReadWrite.All User.Read', true],
    ['group.readwrite.all', true],
    ['Directory.ReadWrite.All', true],
    ['Directory.AccessAsUser.All', true],
    ['Group.Read.All GroupMember.ReadWrite.All Directory.Read.All User.Read', false],
    ['Group.ReadWrite.All.Not', false],
    ['', false],
  ] as const) {
    it(`is ${may ? '' : 'not '}offered to who has ${scopes === '' ? 'no permission' : scopes}`, () => {
      assert.equal(letsCreateGroups(scopes.split(' ')), may);
    });
  }

  it('takes a mail nickname from the name', () => {
    for (const [name, nickname] of [
      ['aks-admins', 'aks-admins'],
      ['Größe der "Welt" @ Köln', 'Gro-e-der-Welt-Koln'],
      ['  .x. ', 'x'],
      ['管理者', 'aks-admins'],
      ['x'.repeat(100), 'x'.repeat(64)],
    ] as const) {
      assert.equal(nicknameOf(name), nickname);
    }
  });

  it('takes a nickname that Graph and every shell take, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        assert.match(nicknameOf(name), /^[\w][\w.-]{0,63}$/);
      }),
    );
  });

  it('has lines for az where VS Code may not, without a character that a shell knows', () => {
    const { az, text } = groupLines("it's; $(rm) `x`", 'o-1');
    assert.equal(
      az,
      'az ad group create --display-name it-s-rm-x --mail-nickname it-s-rm-x\naz ad group member add --group it-s-rm-x --member-id o-1',
    );
    assert.ok(text.includes(az));
    assert.match(text, /ask an administrator .* Groups Administrator/);
    assert.match(groupLines('x', undefined).az, /--member-id OBJECT_ID$/);
  });
});
