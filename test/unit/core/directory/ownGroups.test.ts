import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupsInToken } from '../../../../src/core/directory/ownGroups.ts';

const person = { oid: 'o' };
const source = 'https://graph.windows.net/t/users/o/getMemberObjects';

describe('the groups in a token', () => {
  it('are those that it names, in small letters', () => {
    assert.deepEqual(groupsInToken({ ...person, groups: ['AAA', 'b', 1] }), {
      kind: 'known',
      ids: new Set(['aaa', 'b']),
      source: 'token',
    });
  });

  it('are none where it names none', () => {
    assert.deepEqual(groupsInToken(person), { kind: 'known', ids: new Set(), source: 'token' });
    assert.deepEqual(groupsInToken({ ...person, _claim_names: {} }), {
      kind: 'known',
      ids: new Set(),
      source: 'token',
    });
  });

  it('are unknown where there are too many for it, which it says in one of two ways', () => {
    for (const claims of [
      { ...person, _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: source } } },
      { ...person, hasgroups: true },
    ]) {
      assert.deepEqual(groupsInToken(claims), { kind: 'unknown', why: 'tooMany' });
    }
  });

  it('are unknown where it is no token of a person that can be read', () => {
    for (const claims of [undefined, {}, { groups: ['a'] }]) {
      assert.deepEqual(groupsInToken(claims), { kind: 'unknown', why: 'noToken' });
    }
  });
});
