import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmFleetMembers } from '../../../../src/adapters/azure/armFleetMembers.ts';
import { ArmPlaceCredentials } from '../../../../src/adapters/azure/armPlaceCredentials.ts';
import { hubTarget, namespaceTarget, type PlacedTarget } from '../../../../src/core/clusters/credentialTarget.ts';
import { seenClusters, type SeenFleet } from '../../../../src/core/clusters/seenCluster.ts';
import { seenFleets, seenNamespaces } from '../../../../src/core/clusters/seenPlaces.ts';
import { parsePlaceCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { ada, nia } from '../../../simulator/scenarios/people.ts';
import { ArmFixture } from './armFixture.ts';

describe('credentials of managed namespaces and of fleets’ hubs', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let places: ArmPlaceCredentials;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(async () => {
    await arm.signInAs(nia.upn);
    places = new ArmPlaceCredentials(arm.client);
  });
  after(() => arm.simulator.close());

  it('are found by who has no right on any cluster, and fetched in their name', async () => {
    const { subscriptions } = await arm.listAll();
    assert.deepEqual(subscriptions.flatMap(seenClusters), []);
    const { namespace, fleet } = await found();
    for (const target of [namespace, hubTarget(fleet)]) {
      const text = await places.placeCredential(target, arm.caller());
      const credential = parsePlaceCredential(text, { contextName: target.cluster.name });
      assert.equal(credential.kind, 'exec');
    }
    assert.equal(namespace.cluster.name, 'autopilot-dev-checkout');
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('are explained without Azure RBAC, with the line that turns it on', async () => {
    const { namespace } = await found();
    const cluster = arm.simulator.directory.scenario.clusters.find(({ name }) => name === 'autopilot-dev');
    Object.assign(cluster?.arm.properties.aadProfile ?? {}, { enableAzureRBAC: false });
    await arm.rejectsWith(
      places.placeCredential(namespace, arm.caller()),
      'unexpectedAnswer',
      /only where the cluster uses Entra ID authorization.*az aks update -g rg-dev -n autopilot-dev --enable-aad --enable-azure-rbac.*Cluster User Role.*Azure said: Azure RBAC has to be enabled/,
    );
  });

  it('are explained by Azure’s own words where the cluster is known to use Azure RBAC, or is stopped', async () => {
    const { namespace } = await found();
    const { place } = namespace;
    assert.ok(place.kind === 'namespace');
    const cluster = arm.simulator.directory.scenario.clusters.find(({ name }) => name === 'autopilot-dev');
    Object.assign(cluster?.arm.properties.aadProfile ?? {}, { enableAzureRBAC: false });
    for (const known of [
      { authorization: 'azureRbac', power: 'Running' },
      { authorization: 'none', power: 'Stopped' },
    ] as const) {
      const target: PlacedTarget = { ...namespace, place: { ...place, cluster: { ...namespace.cluster, ...known } } };
      await assert.rejects(places.placeCredential(target, arm.caller()), (error: Error) => {
        assert.doesNotMatch(error.message, /only where the cluster uses/);
        assert.match(error.message, /Azure RBAC has to be enabled/);
        return true;
      });
    }
  });

  it('name the role that is missing', async () => {
    const { namespace, fleet } = await found();
    const { roleAssignments } = arm.simulator.directory.scenario;
    roleAssignments.splice(0, Infinity, ...roleAssignments.filter(({ role }) => role !== 'AKS Namespace User'));
    await arm.rejectsWith(
      places.placeCredential(namespace, arm.caller()),
      'missingRole',
      /lacks the role “Azure Kubernetes Service Namespace User”/,
    );
    roleAssignments.push({ scope: fleet.fleet.id, role: 'Reader', principalObjectId: nia.objectId });
    roleAssignments.splice(0, Infinity, ...roleAssignments.filter(({ role }) => role !== 'Contributor'));
    await arm.rejectsWith(
      places.placeCredential(hubTarget(fleet), arm.caller()),
      'missingRole',
      /lacks the role “Azure Kubernetes Fleet Manager Hub Cluster User Role”/,
    );
  });

  it('have the members of a fleet beside them, which nothing but the fleet has to show', async () => {
    const { fleet } = await found();
    const members = await new ArmFleetMembers(arm.client).members(fleet, arm.caller());
    assert.deepEqual(
      members.map(({ clusterName, resourceGroup }) => [clusterName, resourceGroup]),
      [['autopilot-dev', 'rg-dev']],
    );
    await arm.signInAs(ada.upn);
    await arm.rejectsWith(
      new ArmFleetMembers(arm.client).members({ ...fleet, account: arm.signIn.account }, arm.caller()),
      'missingRole',
      /./,
    );
  });

  async function found(): Promise<{ readonly namespace: PlacedTarget; readonly fleet: SeenFleet }> {
    const { subscriptions } = await arm.listAll();
    const [namespace, ...others] = subscriptions.flatMap(seenNamespaces);
    const [fleet] = subscriptions.flatMap(seenFleets);
    assert.ok(namespace !== undefined && fleet !== undefined);
    assert.deepEqual(others, []);
    return { namespace: namespaceTarget(namespace), fleet };
  }
});
