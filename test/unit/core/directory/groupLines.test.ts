import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupLines } from '../../../../src/core/directory/groupLines.ts';

const oid = '11111111-2222-4333-8444-555555555555';

function linesFor(name: string): { readonly az: readonly string[]; readonly text: string } {
  const { az, text } = groupLines(name, oid);
  assert.ok(text.includes(az));
  return { az: az.split('\n'), text };
}

describe('how a group is made elsewhere', () => {
  for (const [name, nickname] of [
    ['lab-admins', 'lab-admins'],
    ['Payments Admins (Prod)', 'Payments-Admins-Prod'],
    ['Entwicklung & Prüfung', 'Entwicklung-Prufung'],
    ['team: web/api', 'team-web-api'],
  ] as const) {
    it(`makes one of exactly the name that somebody typed, with a nickname of its own: ${name}`, () => {
      const { az, text } = linesFor(name);
      assert.deepEqual(az, [
        `az ad group create --display-name '${name}' --mail-nickname ${nickname}`,
        `az ad group member add --group '${name}' --member-id ${oid}`,
      ]);
      assert.doesNotMatch(text, /in different ways/);
    });
  }

  for (const [name, nickname] of [
    ['O’Brien’s team', 'O-Brien-s-team'],
    ["it's", 'it-s'],
    ['a "core" group', 'a-core-group'],
    ['100% web', '100-web'],
    ['a\\b', 'a-b'],
    ['R&D', 'R-D'],
    ['Admins(Prod)', 'Admins-Prod'],
    ['$HOME `x`', 'HOME-x'],
    ['-rf', 'rf'],
    ['two\nlines', 'two-lines'],
    ['日本語 “x”', 'x'],
  ] as const) {
    it(`calls one otherwise, and says so, where shells do not read its name alike: ${JSON.stringify(name)}`, () => {
      const { az, text } = linesFor(name);
      assert.equal(az[0], `az ad group create --display-name ${nickname} --mail-nickname ${nickname}`);
      assert.match(
        text,
        new RegExp(`The lines call it “${nickname}”: shells read one of the characters .* in different ways`),
      );
    });
  }

  it('has a place for who is to be in it where nobody knows their object id', () => {
    assert.match(groupLines('lab', undefined).az, /--member-id OBJECT_ID$/);
  });
});
