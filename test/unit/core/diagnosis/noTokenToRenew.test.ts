import assert from 'node:assert/strict';
import { it } from 'node:test';
import { noTokenToRenew } from '../../../../src/core/diagnosis/noTokenToRenew.ts';

it('where somebody wants a new token and kubectl gets none from VS Code, it says why, with the context’s name cleaned', () => {
  assert.match(noTokenToRenew(undefined), /^kubectl has no current context\. There is no token that/);
  assert.match(
    noTokenToRenew({ contextName: 'a\n[b](command:c)' }),
    /^kubectl’s current context “a\?\[b\]\?\(command:c\)” does not get its token from VS Code\. There is no token/,
  );
});
