import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ShownSignIn } from '../../../../src/features/token/shownSignIn.ts';
import { countsMinutes, nextLook, type NextLook } from '../../../../src/features/token/nextLook.ts';
import { tokenStatusTexts } from '../../../../src/features/token/tokenStatusTexts.ts';

const endMs = Date.UTC(2031, 4, 6, 12);
const minute = 60_000;
const target = { purpose: 'prod', tenantId: 't', scope: 's' };
const account = { id: 'a', label: 'ada@contoso.com' };
const contextName = 'prod';
const token: ShownSignIn = {
  kind: 'token',
  contextName,
  target,
  account,
  token: { token: 'secret', expiresOnMs: endMs },
};
const failed: ShownSignIn = { kind: 'failed', contextName, target, account, message: 'No.', needsSignIn: true };
const noContext: ShownSignIn = { kind: 'noContext', reason: 'None.', isSignedOut: false };
const certificate: ShownSignIn = {
  kind: 'other',
  contextName,
  signIn: { kind: 'certificate', data: '' },
  validity: { fromMs: 0, untilMs: endMs },
};

function look(
  signIn: ShownSignIn,
  nowMs: number,
  isFocused: boolean,
  ends: readonly number[] = [],
): NextLook | undefined {
  const { changesInMs } = tokenStatusTexts(signIn, nowMs, 'contextAndTime');
  const dueMs = changesInMs === undefined ? undefined : nowMs + changesInMs;
  return nextLook({ signIn, dueMs, held: ends.map((expiresOnMs) => ({ expiresOnMs })) }, nowMs, isFocused);
}

function wait(...parameters: Parameters<typeof look>): number | undefined {
  return look(...parameters)?.inMs;
}

describe('the status bar looks again', () => {
  it('at the next minute of its own token while the window has the focus', () => {
    assert.deepEqual(look(token, endMs - 90_500, true), { inMs: 30_501, asks: true });
    assert.deepEqual(look(failed, 0, true), { inMs: minute, asks: true });
  });

  it('once a minute for its table and at the end of a token in it, near that end only, and asks nobody', () => {
    assert.deepEqual(look(token, endMs - 90_500, true, [endMs - 80_500, endMs]), { inMs: 10_001, asks: false });
    assert.deepEqual(look(noContext, endMs - 90_500, true, [endMs, endMs + 1]), { inMs: minute, asks: false });
    assert.deepEqual(look(noContext, endMs - 50 * minute, true, [endMs]), { inMs: 40 * minute, asks: false });
    assert.equal(wait(noContext, endMs, true, [endMs]), undefined);
  });

  it('asks once a minute where kubectl gets no token, whatever is in the table', () => {
    const ends = [1, 2, 3, 4, 5, 6].map((seconds) => endMs + seconds * 7_000);
    let [asked, drawn] = [0, 0];
    let dueMs = endMs - 5 * minute;
    for (let nowMs = dueMs - minute; nowMs < endMs - minute;) {
      const next = nextLook({ signIn: failed, dueMs, held: ends.map((expiresOnMs) => ({ expiresOnMs })) }, nowMs, true);
      assert.ok(next);
      nowMs += next.inMs;
      asked += Number(next.asks);
      drawn += Number(!next.asks);
      dueMs = next.asks ? nowMs + minute : dueMs;
    }
    assert.deepEqual([asked, drawn], [5, 0]);
  });

  it('tells a time far away by the clock where nothing else draws the table each minute', () => {
    assert.equal(countsMinutes(endMs, endMs - 11 * minute, undefined), false);
    assert.equal(countsMinutes(endMs, endMs - 10 * minute, undefined), true);
    assert.equal(countsMinutes(endMs, endMs - 80 * minute, 30_501), true);
  });

  it('never where nothing changes by itself', () => {
    assert.equal(wait(noContext, 0, true), undefined);
  });

  it('not before its token runs out while another window has the focus', () => {
    assert.equal(wait(token, endMs - 90 * minute, false, [endMs - 80 * minute]), 90 * minute + 1);
    assert.equal(wait(certificate, endMs - 90 * minute, false), 90 * minute + 1);
    assert.equal(wait(certificate, 0, false), 24 * 60 * minute, 'no longer than a timer can wait');
    for (const shown of [token, failed, noContext]) {
      assert.equal(wait(shown, endMs, false, [endMs]), undefined);
    }
  });

  it('a few times only, over the hours of a token that nobody looks at', () => {
    const looks: number[] = [];
    for (let nowMs = endMs - 85 * minute; looks.length < 10;) {
      const ms = wait(token, nowMs, false, [endMs, endMs - minute]);
      if (ms === undefined) {
        break;
      }
      nowMs += ms;
      looks.push(nowMs);
    }
    assert.deepEqual(looks, [endMs + 1]);
  });
});
