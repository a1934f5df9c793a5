import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  forbiddenWithoutToken,
  forbiddenWithToken,
  noTokenToRenew,
} from '../../../../src/core/diagnosis/forbiddenSentences.ts';

describe('what is said about kubectl’s Forbidden', () => {
  it('is, where no token of ours decides, why, with the context’s name cleaned', () => {
    assert.match(forbiddenWithoutToken(undefined), /^kubectl has no current context\. No token/);
    assert.match(
      forbiddenWithoutToken({ contextName: 'a\n[b](command:c)' }),
      /^kubectl’s current context “a\?\[b\]\?\(command:c\)” does not get its token from VS Code\. No token/,
    );
  });

  it('is the same where somebody wants a new token and kubectl gets none from VS Code', () => {
    assert.match(noTokenToRenew(undefined), /^kubectl has no current context\. There is no token that/);
    assert.match(noTokenToRenew({ contextName: 'a' }), /“a” does not get its token from VS Code\. There is no token/);
  });

  it('is else whose token it is and what it says, and in a foreign terminal that it is the current context’s', () => {
    const token = { purpose: 'prod', accountLabel: 'ada@contoso.com', says: 'names no group' };
    const said = 'prod, for ada@contoso.com. The token names no group. If you joined a group';
    const [own, other] = [true, false].map((isOwnTerminal) => forbiddenWithToken({ ...token, isOwnTerminal }));
    assert.ok(own?.startsWith(said), own);
    assert.ok(other?.startsWith(`kubectl’s current context is ${said}`), other);
  });
});
