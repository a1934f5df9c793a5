import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Account } from '../../../../src/core/entra/signIn.ts';
import type { TokenTarget } from '../../../../src/core/entra/tokenTarget.ts';
import { type ShownToken, tokenStatusTexts } from '../../../../src/features/token/tokenStatusTexts.ts';

const account: Account = { id: 'ada.home', label: 'ada@contoso.com' };
const target: TokenTarget = { purpose: 'prod', tenantId: 'contoso', scope: 'aks/.default', accountId: account.id };
const expiresOnMs = Date.UTC(2031, 4, 6, 12);
const minutes = (count: number): number => expiresOnMs - count * 60_000;
const token: ShownToken = { kind: 'token', target, account, token: { token: 'secret', expiresOnMs } };
const failed: ShownToken = { kind: 'failed', target, account, message: 'No network.' };
const signedOut: ShownToken = { kind: 'signedOut' };

describe('the status bar', () => {
  const states: readonly (readonly [string, ShownToken, number, string, string, boolean])[] = [
    ['counts the minutes', token, minutes(65), '1h 05m', 'AKS token for prod: 1h 05m left', false],
    ['counts the last minute', token, minutes(0.5), '<1m', 'AKS token for prod: <1m left', false],
    ['warns of an expired token', token, minutes(0), 'expired', 'AKS: the token has expired', true],
    ['warns of a lacking sign-in', failed, minutes(9), 'needs sign-in', 'AKS: a sign-in is needed for prod', true],
    ['is calm where nobody is signed in', signedOut, minutes(9), 'signed out', 'AKS: signed out. Sign in', false],
  ];
  for (const [what, shown, nowMs, text, accessibleLabel, needsAttention] of states) {
    it(`${what}, for a screen reader too`, () => {
      const texts = tokenStatusTexts(shown, nowMs);
      assert.equal(texts.text, `$(key) AKS: ${text}`);
      assert.equal(texts.accessibleLabel, accessibleLabel);
      assert.equal(texts.needsAttention, needsAttention);
    });
  }

  it('signs in on a click where nobody is, else offers what can be done, with what a sign-in is needed for', () => {
    const commandOf = (shown: ShownToken): unknown => {
      const { command, arguments: given } = tokenStatusTexts(shown, minutes(9)).command;
      return [command, given];
    };
    assert.deepEqual(commandOf(signedOut), ['aksEntra.signIn', []]);
    assert.deepEqual(commandOf(token), ['aksEntra.showTokenActions', []]);
    assert.deepEqual(commandOf(failed), ['aksEntra.showTokenActions', ['prod']]);
  });

  it('says in its tooltip for whom, where and until when the token is, as the token itself says', () => {
    const said = { ...token, token: { ...token.token, tenantId: 'fabrikam', audience: 'aks' } };
    const until = new Date(expiresOnMs).toLocaleString();
    const common = [
      ['Token for', 'prod'],
      ['Account', 'ada@contoso.com'],
    ];
    assert.deepEqual(tokenStatusTexts(said, minutes(9)).tooltip, [
      ...common,
      ['Tenant', 'fabrikam'],
      ['Audience', 'aks'],
      ['Expires', until],
    ]);
    assert.deepEqual(tokenStatusTexts(token, minutes(-9)).tooltip, [
      ...common,
      ['Tenant', 'contoso'],
      ['Audience', 'aks/.default'],
      ['Expired', until],
    ]);
  });

  it('says in its tooltip why there is no token', () => {
    assert.deepEqual(tokenStatusTexts(failed, minutes(9)).tooltip.at(-1), ['Problem', 'No network.']);
    assert.match(String(tokenStatusTexts(signedOut, minutes(9)).tooltip), /^Sign in to Azure/);
  });

  it('never says the token itself', () => {
    assert.doesNotMatch(JSON.stringify(tokenStatusTexts(token, minutes(9))), /secret/);
  });
});
