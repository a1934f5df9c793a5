import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findKubectls } from '../../kubectl.ts';
import type { AzureAuthorizer, FleetMembership, RoleAssignment } from '../scenario.ts';
import { KubectlSession, surprisesOf } from './kubectlSession.ts';
import { adminGroupId, alice, tenantId, type TestCluster } from './startTestCluster.ts';

const [kubectl] = findKubectls().slice(-1);
const azureRbac = {
  aadProfile: { managed: true, adminGroupObjectIDs: null, enableAzureRBAC: true, tenantID: tenantId },
};
const cluster =
  '/subscriptions/subscription/resourceGroups/group/providers/Microsoft.ContainerService/managedClusters/test';
const fleet = '/subscriptions/subscription/resourceGroups/group/providers/Microsoft.ContainerService/fleets/all';
const denied = /: User does not have access to the resource in Azure\. Update role assignment to allow access\.$/m;

describe('AKS’s authorizer for Azure RBAC', { skip: kubectl === undefined }, () => {
  let session: KubectlSession;

  before(async () => {
    assert.ok(kubectl);
    session = await KubectlSession.begin(kubectl);
  });

  after(() => session.end());

  it('asks at the cluster only where the request has no namespace, and at the fleet of a member after that', async () => {
    const alone = await start();
    assert.match(await refused(alone, 'get', 'nodes'), denied);
    assert.deepEqual(askedFor(alone, '/api/v1/nodes'), [cluster]);
    const member = await start([], memberOf());
    assert.match(await refused(member, 'get', 'nodes'), denied);
    assert.deepEqual(askedFor(member, '/api/v1/nodes'), [cluster, fleet]);
  });

  it('asks at the four scopes of a namespace in their order, each only where the one before was denied', async () => {
    const scopes = [
      `${cluster}/namespaces/web`,
      `${cluster}/managedNamespaces/web`,
      `${fleet}/namespaces/web`,
      `${fleet}/managedNamespaces/web`,
    ];
    const principalObjectId = alice.oid;
    const grants: [RoleAssignment[], FleetMembership['roleAssignments']][] = [
      [[{ role: 'AKS RBAC Reader', principalObjectId, below: 'namespaces/web' }], []],
      [[{ role: 'AKS RBAC Reader', principalObjectId, below: 'managedNamespaces/web' }], []],
      [[], [{ level: 'Reader', principalObjectId, below: 'namespaces/web' }]],
      [[], [{ level: 'Reader', principalObjectId, below: 'managedNamespaces/web' }]],
    ];
    for (const [index, [atCluster, atFleet]] of grants.entries()) {
      const target = await start(atCluster, memberOf(atFleet));
      await session.succeed(target, { token: await target.mint() }, 'get', 'pods', '-n', 'web');
      assert.deepEqual(askedFor(target, '/api/v1/namespaces/web/pods'), scopes.slice(0, index + 1));
      assert.match(await refused(target, 'get', 'pods', '-n', 'other'), denied);
    }
    const target = await start([], memberOf());
    assert.match(await refused(target, 'get', 'pods', '-n', 'web'), denied);
    assert.deepEqual(askedFor(target, '/api/v1/namespaces/web/pods'), scopes);
  });

  it('covers no custom resources by Reader and Writer', async () => {
    const target = await start([{ role: 'AKS RBAC Writer', principalObjectId: alice.oid }]);
    assert.match(
      await refused(target, 'get', 'virtualservices', '-n', 'web'),
      /^Error from server \(Forbidden\): virtualservices\.networking\.istio\.io is forbidden: User "alice@contoso\.example" cannot list resource "virtualservices" in API group "networking\.istio\.io" in the namespace "web": User does not have access/m,
    );
    target.cluster.roleAssignments.push({ role: 'AKS RBAC Admin', principalObjectId: alice.oid });
    await session.succeed(target, { token: await target.mint() }, 'get', 'virtualservices', '-n', 'web');
  });

  it('denies where Azure does not answer its check, at the first scope', async () => {
    const target = await start([], undefined, { isFailing: true });
    assert.match(
      await refused(target, 'get', 'pods', '-n', 'web'),
      /: Access denied due to Azure RBAC check failure\. Please retry later\. \(requestID: [0-9a-f-]{36}, statusCode: 429\): /,
    );
    assert.deepEqual(askedFor(target, '/api/v1/namespaces/web/pods'), [`${cluster}/namespaces/web`]);
  });

  it('has no opinion about others than Azure’s, or denies them, and asks nothing', async () => {
    const target = await start([{ role: 'AKS RBAC Cluster Admin', principalObjectId: alice.oid }]);
    const impersonating = ['get', 'nodes', '--as=somebody'];
    assert.match(await refused(target, ...impersonating), /: Azure does not have opinion for this non AAD user\. /);
    target.cluster.azureAuthorizer = { deniesOthers: true };
    assert.match(await refused(target, ...impersonating), /: Access denied by Azure RBAC for non AAD users\. /);
  });

  it('lets no service principal in that is in more than 200 groups', async () => {
    const target = await start([{ role: 'AKS RBAC Cluster Admin', principalObjectId: alice.oid }]);
    target.memberships.set(alice.oid, [adminGroupId]);
    const overage = { _claim_names: { groups: 'src1' } };
    const app = { token: await target.mint({ ...overage, idtyp: 'app', upn: undefined } as object) };
    assert.match(await session.fail(target, app, 'get', 'nodes'), /You must be logged in to the server/);
    assert.match(surprisesOf(target).at(-1) ?? '', /more than 200 groups/);
    await session.succeed(target, { token: await target.mint(overage) }, 'get', 'nodes');
  });

  it('does not help against the policies of AKS Automatic', async () => {
    const target = await start([{ role: 'AKS RBAC Cluster Admin', principalObjectId: alice.oid }]);
    target.cluster.deniedByPolicy = ['configmaps'];
    const file = await session.file({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    assert.match(
      await refused(target, 'create', '-f', file),
      /^Error from server \(Forbidden\): error when creating ".*": admission webhook "validation\.gatekeeper\.sh" denied the request: \[azurepolicy-/m,
    );
  });

  async function start(
    roleAssignments: RoleAssignment[] = [],
    member?: FleetMembership,
    azureAuthorizer?: AzureAuthorizer,
  ): Promise<TestCluster> {
    return session.start(azureRbac, {
      roleAssignments,
      ...(member === undefined ? {} : { fleet: member }),
      ...(azureAuthorizer === undefined ? {} : { azureAuthorizer }),
    });
  }

  async function refused(target: TestCluster, ...args: string[]): Promise<string> {
    return session.fail(target, { token: await target.mint() }, ...args);
  }

  function memberOf(roleAssignments: FleetMembership['roleAssignments'] = []): FleetMembership {
    return { scope: fleet, roleAssignments };
  }

  function askedFor({ calls }: TestCluster, path: string): readonly string[] | undefined {
    return calls.find((call) => call.path.startsWith(path))?.askedScopes;
  }
});
