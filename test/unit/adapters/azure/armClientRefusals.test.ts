import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import type { ArmRefusalName } from '../../../simulator/arm/refusals.ts';
import { contoso } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

const cannot = 'Could not get the clusterUser credential of payments-prod: ';
const group = `/subscriptions/${production.subscriptionId}/resourceGroups/rg-payments`;
const subnet = '/virtualNetworks/hub/subnets/aks';

/** What a person reads, and the code that chooses the button. */
const refusals: Record<
  Exclude<ArmRefusalName, 'policyMfa'>,
  readonly [code: AksEntraErrorCode, starts: string, ends: string]
> = {
  scopeLocked: [
    'unexpectedAnswer',
    `${cannot}a lock on ${group} forbids it; a read-only lock also forbids fetching credentials.`,
    ' Ask an owner to remove the lock.',
  ],
  linkedScope: [
    'missingRole',
    `${cannot}it needs Microsoft.Network/virtualNetworks/subnets/join/action on /subscriptions/`,
    `${subnet} too. Ask an owner of that resource for a role that allows it.`,
  ],
  linkedScopeDenied: [
    'unexpectedAnswer',
    `${cannot}a deny assignment on /subscriptions/`,
    ' No role helps against it: ask the person who made it.',
  ],
  denyAssignment: [
    'unexpectedAnswer',
    `${cannot}the deny assignment “Managed by the platform team” forbids Microsoft.ContainerService/managedClusters/listClusterUserCredential/action.`,
    ' No role helps against it: ask the person who made it, or an owner of the subscription.',
  ],
  policy: [
    'unexpectedAnswer',
    `${cannot}the Azure Policy “Clusters in the EU only” forbids it.`,
    ' Ask the people who look after the policies of the subscription.',
  ],
  regionNotOffered: [
    'regionNotOffered',
    `${cannot}Azure does not offer this in that region to this subscription.`,
    ' Choose another region.',
  ],
  otherTenant: [
    'notFound',
    `${cannot}it belongs to another tenant than the one that was asked; it may have been moved.`,
    ' Refresh the cluster list.',
  ],
};

describe('a refusal of ARM that no role explains', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(() => arm.signInAs());
  after(() => arm.simulator.close());

  const credential = async (interaction: 'silent' | 'allowed' = 'silent'): Promise<string> =>
    arm.credentials.userCredential(
      await arm.clusterNamed('payments-prod', production),
      arm.caller(interaction),
      'exec',
    );

  for (const [name, [code, starts, ends]] of Object.entries(refusals)) {
    it(`is told with its cause and its way out: ${name}`, async () => {
      const refusal = name as ArmRefusalName;
      arm.simulator.faults.set({ kind: 'refused', refusal, path: 'listClusterUserCredential' });
      const text = new RegExp(`^${literal(starts)}.*${literal(ends)}$`);
      await arm.rejectsWith(credential(), code, text);
      assert.equal(arm.armCalls().filter((path) => path.includes('listClusterUserCredential')).length, 1);
      assert.equal(arm.signIn.prompts, 0);
    });

    it(`is a row of the listing with the same words: ${name}`, async () => {
      arm.simulator.faults.set({ kind: 'refused', refusal: name as ArmRefusalName });
      await arm.rejectsWith(arm.directory.clusters(arm.caller(), production), code, new RegExp(`${literal(ends)}$`));
    });
  }

  it('that asks for multi-factor authentication is answered with its claims, silently where Entra allows it', async () => {
    arm.simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', path: 'listClusterUserCredential' });
    assert.match(await credential(), /kubelogin/);
    assert.equal(arm.signIn.prompts, 0);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('that asks for multi-factor authentication asks for a sign-in, not for a role, where the claims do not help', async () => {
    arm.simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', path: 'listClusterUserCredential' });
    arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, path: 'nothing' });
    await arm.rejectsWith(credential(), 'signedOut', /Multi-factor authentication is needed.*AADSTS50076/);
    assert.equal(arm.signIn.prompts, 0);
    assert.match(await credential('allowed'), /kubelogin/);
    assert.equal(arm.signIn.prompts, 1);
  });
});

describe('a refusal of Entra', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(() => arm.signInAs());
  after(() => arm.simulator.close());

  const advice: readonly (readonly [number, RegExp])[] = [
    [50053, /locked after too many wrong sign-ins.*Wait some minutes/],
    [50055, /password has expired\. Sign in in a browser/],
    [90072, /not a guest of that tenant\. Ask for an invitation/],
    [500200, /personal Microsoft account.*Use a work or school account/],
    [530003, /a device that your organisation manages/],
    [530036, /blocks device codes\. Choose another login mode/],
    [530084, /token protection.*VS Code sign-in can/],
  ];
  for (const [aadsts, text] of advice) {
    it(`is told with what to do, of a silent request and of one with a window: AADSTS${aadsts}`, async () => {
      arm.simulator.faults.set({ kind: 'failingTenant', tenantId: contoso.tenantId, aadsts });
      const withCode = new RegExp(`${text.source}.*\\(AADSTS${aadsts}\\)$`);
      await arm.rejectsWith(arm.directory.clusters(arm.caller(), production), 'signedOut', withCode);
      await arm.rejectsWith(arm.directory.clusters(arm.caller('allowed'), production), 'signInFailed', withCode);
      assert.equal(arm.signIn.prompts, 1);
    });
  }
});

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
