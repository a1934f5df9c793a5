import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  afterAnswer,
  afterOwnGroups,
  afterTyping,
  nothingKnown,
  principalRows,
} from '../../../../src/features/access/principalRows.ts';
import { ben, guest, team } from '../../core/access/accessFixture.ts';

describe('principalRows', () => {
  it('offer groups and people that were found, and tell a guest', () => {
    const rows = principalRows({ ...nothingKnown, typed: 'x', found: [team, ben, guest] });
    assert.deepEqual(
      rows.map(({ label, description }) => `${label} ${description ?? ''}`),
      [
        `$(organization) Team R&D ${team.objectId}`,
        '$(person) Ben Ortega ben@contoso.com',
        `$(person) Dan guest · ${guest.objectId}`,
      ],
    );
  });

  it('take a pasted object id, also where the directory refuses, and nothing else then', () => {
    const [row, ...others] = principalRows({
      ...nothingKnown,
      typed: ` ${ben.objectId.toUpperCase()} `,
      refusal: { why: 'Graph says no.', isFinal: true },
    });
    assert.deepEqual([row?.value, others.length], [{ kind: 'id', objectId: ben.objectId }, 0]);
    const refused = principalRows({ ...nothingKnown, typed: 'ben', refusal: { why: 'Graph says no.', isFinal: true } });
    assert.deepEqual(
      refused.map(({ label, value }) => [label, value]),
      [['$(info) Graph says no.', undefined]],
    );
  });

  it('offer whom one chose before going back, until somebody types', () => {
    const rows = (typed: string) => principalRows({ ...nothingKnown, typed, before: ben });
    assert.deepEqual(rows('')[0]?.value, { kind: 'principal', principal: ben });
    assert.equal(rows('x')[0]?.value, undefined);
  });

  it('say what to do, that it looks, and that there is nobody', () => {
    const note = (typed: string, found?: []): string =>
      principalRows({ ...nothingKnown, typed, ...(found === undefined ? {} : { found }) })
        .map(({ label, detail = '' }) => `${label} ${detail}`)
        .join();
    assert.match(note(''), /Type a part of the name/);
    assert.match(note('x'), /Looking for groups and people/);
    assert.match(note('x', []), /No group and no person/);
  });

  it('offer the groups that one is in before anything is typed, and each group once', () => {
    const own = afterOwnGroups({ kind: 'found', groups: [{ objectId: team.objectId, name: 'Team R&D' }] });
    const labels = (over: object): string[] =>
      principalRows({ ...nothingKnown, ...own, ...over }).map(
        ({ label, description }) => `${label} ${description ?? ''}`,
      );
    const mine = `$(organization) Team R&D you are in it · ${team.objectId}`;
    assert.deepEqual(labels({}), [mine]);
    assert.deepEqual(labels({ before: team }), [mine]);
    assert.deepEqual(labels({ typed: 'r&d', found: [team] }), [mine]);
    assert.match(labels({ typed: 'ben' }).join(), /^\$\(info\) Looking for/);
    assert.deepEqual(afterOwnGroups({ kind: 'refused', why: 'No.' }), {});
  });
});

describe('what is asked while somebody types', () => {
  it('is looked for again after an answer that was lost, and no more once the directory refused', () => {
    const lost = { ...nothingKnown, ...afterAnswer({ kind: 'unanswered', why: 'No answer.' }) };
    assert.match(principalRows(lost)[0]?.label ?? '', /No answer\./);
    assert.deepEqual(afterTyping(lost, 'ben'), {
      change: { typed: 'ben', found: undefined, refusal: undefined },
      isToLookFor: true,
    });
    const refused = afterAnswer({ kind: 'refused', why: 'Not allowed.' });
    assert.equal(afterTyping({ ...nothingKnown, ...refused }, 'ben').isToLookFor, false);
    assert.equal(afterTyping(nothingKnown, ben.objectId).isToLookFor, false);
  });
});
