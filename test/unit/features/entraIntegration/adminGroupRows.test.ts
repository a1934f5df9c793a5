import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FoundGroup } from '../../../../src/core/directory/groupSearch.ts';
import {
  adminGroupRows,
  type AdminGroupState,
  afterAnswer,
  afterTyping,
} from '../../../../src/features/entraIntegration/adminGroupRows.ts';
import { admins, platform } from '../../core/entraIntegration/rawClusters.ts';

const aksAdmins: FoundGroup = { objectId: admins, name: 'aks-admins' };
const team: FoundGroup = { objectId: platform, name: 'platform-team' };
const nothing: AdminGroupState = {
  typed: '',
  ticked: new Map(),
  own: [],
  found: undefined,
  refusal: undefined,
  mayCreate: undefined,
};

function outline(state: Partial<AdminGroupState>): string[] {
  return adminGroupRows({ ...nothing, ...state }).flatMap(({ heading, rows }) =>
    rows.map(({ label }) => (heading === '' ? label : `${heading}: ${label}`)),
  );
}

describe('the picker of admin groups', () => {
  it('offers the account’s own groups first, and none of them as the last thing', () => {
    assert.deepEqual(outline({ own: [aksAdmins, team] }), [
      'groups that you are in: aks-admins',
      'groups that you are in: platform-team',
      'Go on without an admin group',
    ]);
  });

  it('says what going on without a group means', () => {
    const [group] = adminGroupRows(nothing).slice(-1);
    assert.equal(group?.rows[0]?.detail, 'Then nobody is cluster admin through a group.');
  });

  it('offers to go on first as soon as something is ticked, with the names', () => {
    const ticked = new Map([[admins, aksAdmins]]);
    assert.deepEqual(outline({ own: [aksAdmins, team], ticked }), [
      'Go on with 1 admin group',
      'ticked: $(check) aks-admins',
      'groups that you are in: platform-team',
    ]);
    assert.equal(adminGroupRows({ ...nothing, ticked })[0]?.rows[0]?.detail, '“aks-admins”');
  });

  it('puts what is found before what is ticked while somebody types, each group once', () => {
    const ticked = new Map([[admins, aksAdmins]]);
    assert.deepEqual(outline({ typed: 'team', own: [aksAdmins, team], found: [aksAdmins, team], ticked }), [
      'groups that you are in: platform-team',
      'ticked: $(check) aks-admins',
    ]);
    assert.deepEqual(outline({ typed: 'plat', found: [team] })[0], 'found: platform-team');
  });

  it('takes pasted ids, and nothing that is none', () => {
    assert.deepEqual(outline({ typed: `${admins} ${platform}` }), ['pasted: Take these 2 object ids']);
    const [pasted] = adminGroupRows({ ...nothing, typed: admins });
    assert.deepEqual(pasted?.rows[0]?.value, { kind: 'toggle', groups: [{ objectId: admins }] });
    assert.deepEqual(outline({ typed: `${admins}x`, found: [] }), [
      '$(info) No security group has this word in its name.',
    ]);
  });

  it('says why there is nothing: nobody may search, or nothing has such a name', () => {
    const why = 'Microsoft Graph does not let this sign-in search groups.';
    assert.ok(outline({ refusal: { why, isFinal: true } }).includes(`$(info) ${why}`));
    assert.ok(outline({ typed: 'x', found: [] }).includes('$(info) No security group has this word in its name.'));
    assert.ok(outline({}).includes('$(info) Type a part of a group’s name, or paste object ids.'));
  });

  it('never goes on by Enter while somebody types', () => {
    const looking = '$(info) Looking for security groups with this word in their name…';
    assert.deepEqual(outline({ typed: 'x' }), [looking]);
    assert.deepEqual(outline({ typed: 'x', ticked: new Map([[admins, aksAdmins]]) }), [
      looking,
      'ticked: $(check) aks-admins',
    ]);
  });

  it('cleans the names of groups', () => {
    const odd = { objectId: admins, name: '$(check) a\nb' };
    assert.deepEqual(outline({ own: [odd] })[0], 'groups that you are in: $?(check) a?b');
  });

  it('offers to make a group of what is typed, last, once it is known what there is', () => {
    const state = { typed: ' team-new ', mayCreate: true };
    const create = 'new: Create a group “team-new”…';
    assert.deepEqual(outline(state), ['$(info) Looking for security groups with this word in their name…']);
    assert.deepEqual(outline({ ...state, found: [team] }), ['found: platform-team', create]);
    assert.deepEqual(outline({ ...state, found: [] }).at(-1), create);
    assert.deepEqual(outline({ ...state, refusal: { why: 'No.', isFinal: true } }), ['$(info) No.', create]);
  });

  it('says how a group is made elsewhere where VS Code may not, and nothing while nobody knows', () => {
    const state = { typed: 'x', found: [] };
    assert.equal(outline({ ...state, mayCreate: false }).at(-1), 'new: How to create a group “x”…');
    assert.equal(outline(state).length, 1);
  });

  it('makes no group of an id, of nothing, or of a name that Graph does not take', () => {
    for (const typed of [admins, '', '  ', 'x'.repeat(257)]) {
      const rows = outline({ typed, found: [], mayCreate: true });
      assert.ok(!rows.some((row) => row.includes('Create')), rows.join());
    }
  });
});

describe('what is asked while somebody types a group’s name', () => {
  const lost = { ...nothing, ...afterAnswer({ kind: 'unanswered', why: 'No answer.' }, 'found') };
  const refused = { ...nothing, ...afterAnswer({ kind: 'refused', why: 'Not allowed.' }, 'own') };

  it('is looked for again after an answer that was lost', () => {
    assert.ok(outline(lost).includes('$(info) No answer.'));
    const { change, isToLookFor } = afterTyping(lost, 'team');
    assert.equal(isToLookFor, true);
    assert.deepEqual(outline({ ...lost, ...change }), [
      '$(info) Looking for security groups with this word in their name…',
    ]);
    const found = afterAnswer({ kind: 'found', groups: [team] }, 'found');
    assert.deepEqual(outline({ ...lost, ...change, ...found }), ['found: platform-team']);
  });

  it('is looked for no more once the directory refused, which stays said', () => {
    const { change, isToLookFor } = afterTyping(refused, 'team');
    assert.equal(isToLookFor, false);
    assert.deepEqual(outline({ ...refused, ...change }), ['$(info) Not allowed.']);
    const own = afterAnswer({ kind: 'found', groups: [team] }, 'own');
    assert.equal(afterTyping({ ...refused, ...own }, 'x').isToLookFor, false);
  });

  it('is not looked for where it is nothing, or an id', () => {
    for (const typed of ['', ' ', admins, `${admins}, ${platform}`]) {
      assert.equal(afterTyping(nothing, typed).isToLookFor, false);
    }
  });
});
