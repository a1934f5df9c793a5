import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { clouds } from '../../../../src/core/azure/clouds.ts';
import { homeTenantOf } from '../../../../src/core/entra/homeTenant.ts';
import type { TokenRequest } from '../../../../src/core/entra/signIn.ts';
import { UnansweredChallenges } from '../../../../src/core/entra/unansweredChallenges.ts';
import { ClusterRow } from '../../../../src/features/clusters/clusterNodes.ts';
import { signInToTenant } from '../../../../src/features/clusters/signInToTenant.ts';

const home = '11111111-2222-3333-4444-555555555555';
const account = { id: `99999999-2222-3333-4444-555555555555.${home}`, label: 'ada@contoso.com' };

describe('a sign-in with an account that could not be listed', () => {
  it('answers the challenge of its tenants’ list, which is a call to its home tenant', async () => {
    const challenges = new UnansweredChallenges();
    const refuse = () => Promise.reject(new AksEntraError('signedOut', 'only a prompt helps'));
    const challenged: TokenRequest = {
      account,
      tenantId: homeTenantOf(account),
      scope: clouds.public.armScope,
      interaction: 'silent',
      claims: 'YQ==',
    };
    await assert.rejects(challenges.answer(challenged, refuse));
    const asked: TokenRequest[] = [];
    const signIn = {
      token: (request: TokenRequest) =>
        challenges.answer(request, (each) => {
          asked.push(each);
          return Promise.resolve({ token: 'a token', expiresOnMs: 0 });
        }),
    };
    const inventory = { refresh: () => Promise.resolve() };
    const failure = { account, error: new AksEntraError('signedOut', 'no') };
    await signInToTenant(signIn, inventory, clouds.public, new ClusterRow({ kind: 'accountFailure', failure }));
    assert.deepEqual(asked, [{ ...challenged, interaction: 'allowed' }]);
    assert.deepEqual(challenges.of(account), []);
  });
});
