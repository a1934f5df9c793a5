import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmPlaceCredentials } from '../../../../src/adapters/azure/armPlaceCredentials.ts';
import { type CredentialTarget, hubTarget, namespaceTarget } from '../../../../src/core/clusters/credentialTarget.ts';
import { seenFleets, seenNamespaces } from '../../../../src/core/clusters/seenPlaces.ts';
import type { Interaction } from '../../../../src/core/entra/signIn.ts';
import { fetchChosenCredential } from '../../../../src/features/credentials/fetchCredential.ts';
import { ada, nia } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture, armHost, publicCloud } from '../../adapters/azure/armFixture.ts';
import { KeyList } from '../kubectlSignIn/keyList.ts';

/** Whose credential is fetched, by whom, and which call Azure wants a second factor for. */
const cases = [
  { of: 'a cluster', upn: ada.upn, isAdmin: false, path: 'listClusterUserCredential' },
  { of: 'a cluster’s administrator', upn: ada.upn, isAdmin: true, path: 'listClusterAdminCredential' },
  { of: 'a managed namespace', upn: nia.upn, isAdmin: false, path: 'managedNamespaces/[^/]+/listCredential' },
  { of: 'a fleet’s hub', upn: nia.upn, isAdmin: false, path: 'fleets/[^/]+/listCredentials' },
] as const;

describe('a second factor for a credential', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
  });
  after(() => arm.simulator.close());

  for (const { of, upn, isAdmin, path } of cases) {
    describe(`of ${of}`, () => {
      let target: CredentialTarget;
      beforeEach(async () => {
        await arm.signInAs(upn);
        target = await targetFor(path);
        arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true, host: armHost, path });
      });

      function fetched(interaction: Interaction): Promise<{ readonly kind: string }> {
        const ports = {
          clusterCredentials: arm.credentials,
          placeCredentials: () => Promise.resolve(new ArmPlaceCredentials(arm.client)),
          cloud: () => publicCloud,
          kubectlSignIn: new KeyList(),
          inventory: { outdated: () => undefined },
        };
        const request = {
          choice: { format: 'exec', loginMode: 'devicecode' },
          isAdmin,
          address: 'default',
          isShownOnly: false,
        } as const;
        return fetchChosenCredential(ports, target, arm.caller(interaction), request);
      }

      it('is given in one window, with the claims that Azure named, and the credential arrives', async () => {
        assert.equal((await fetched('allowed')).kind, isAdmin ? 'static' : 'exec');
        assert.equal(arm.signIn.prompts, 1);
        assert.equal(arm.signIn.requests.filter(({ claims }) => claims !== undefined).length, 1);
        assert.deepEqual(arm.simulator.surprises(), []);
      });

      it('is not asked for again where the user closes the window: that cancels it', async () => {
        arm.signIn.isWindowClosed = true;
        await arm.isCancelled(fetched('allowed'));
        assert.equal(arm.signIn.prompts, 1);
      });

      it('opens no window from the background: a sign-in is needed', async () => {
        await arm.rejectsWith(fetched('silent'), 'signedOut', /AADSTS50076/);
        assert.equal(arm.signIn.prompts, 0);
      });
    });
  }

  async function targetFor(path: string): Promise<CredentialTarget> {
    if (path.startsWith('listCluster')) {
      return arm.clusterNamed('payments-prod', production);
    }
    const { subscriptions } = await arm.listAll();
    const [namespace] = subscriptions.flatMap(seenNamespaces);
    const [fleet] = subscriptions.flatMap(seenFleets);
    assert.ok(namespace !== undefined && fleet !== undefined);
    return path.startsWith('fleets') ? hubTarget(fleet) : namespaceTarget(namespace);
  }
});
