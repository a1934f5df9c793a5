import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { oldestAndNewestKubectl, type Kubectl } from '../../kubectl.ts';
import { KubectlSession, surprisesOf } from './kubectlSession.ts';
import { adminGroupId, alice, tenantId } from './startTestCluster.ts';

const bob = { oid: 'b0b00000-0000-4000-8000-000000000001', upn: 'bob@contoso.example' };
const developers = 'dddddddd-0000-4000-8000-000000000001';

for (const kubectl of oldestAndNewestKubectl()) {
  describeWith(kubectl);
}

function describeWith(kubectl: Kubectl): void {
  let session: KubectlSession;
  before(async () => {
    session = await KubectlSession.begin(kubectl);
  });
  after(() => session.end());

  const succeed = (...call: Parameters<KubectlSession['run']>): Promise<string> => session.succeed(...call);
  const fail = (...call: Parameters<KubectlSession['run']>): Promise<string> => session.fail(...call);

  describe(`grants in the simulated API server, given by ${kubectl.path}`, () => {
    it('lets a group do exactly what a RoleBinding says, in its namespace, until that is deleted', async () => {
      const target = await session.start();
      const admin = { token: await target.mint({ groups: [adminGroupId] }) };
      const member = { token: await target.mint({ ...bob, groups: [developers] }) };

      assert.equal(await succeed(target, admin, 'create', 'namespace', 'shop'), 'namespace/shop created\n');
      await fail(target, member, 'get', 'pods', '-n', 'shop');
      const create = ['create', 'rolebinding', 'developers', '--clusterrole=edit', `--group=${developers}`];
      assert.equal(
        await succeed(target, admin, ...create, '-n', 'shop'),
        'rolebinding.rbac.authorization.k8s.io/developers created\n',
      );
      await succeed(target, member, 'get', 'secrets', '-n', 'shop');
      await succeed(target, member, 'create', 'configmap', 'settings', '--from-literal=a=b', '-n', 'shop');
      assert.match(await succeed(target, member, 'get', 'configmaps', '-n', 'shop'), /^settings +1 +\d+s$/m);
      assert.match(await fail(target, member, 'get', 'secrets', '-n', 'default'), /in the namespace "default"/);
      assert.match(
        await fail(target, member, ...create, '-n', 'shop'),
        /cannot create resource "rolebindings" in API group "rbac\.authorization\.k8s\.io" in the namespace "shop"/,
      );
      assert.match(
        await succeed(target, admin, 'get', 'rolebindings', '-n', 'shop', '-o', 'wide'),
        new RegExp(`^developers +ClusterRole/edit +\\d+s +${developers}`, 'm'),
      );

      await succeed(target, admin, 'delete', 'rolebinding', 'developers', '-n', 'shop');
      assert.match(await fail(target, member, 'get', 'pods', '-n', 'shop'), /forbidden/);
      await succeed(target, admin, 'delete', 'namespace', 'shop');
      assert.match(await fail(target, admin, 'get', 'namespace', 'shop'), /namespaces "shop" not found/);
      assert.match(
        await fail(target, admin, ...create, '-n', 'shop'),
        /^error: failed to create rolebinding: namespaces "shop" not found$/m,
      );
      assert.match(
        await fail(target, admin, 'delete', 'namespace', 'default'),
        /namespaces "default" is forbidden: this namespace may not be deleted/,
      );
    });

    it('applies a manifest, and again with other people, but not with another role', async () => {
      const target = await session.start();
      const admin = { token: await target.mint({ groups: [adminGroupId] }) };
      const binding = (role: string, ...names: string[]): object => ({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'readers' },
        subjects: names.map((name) => ({ kind: 'User', name, apiGroup: 'rbac.authorization.k8s.io' })),
        roleRef: { kind: 'ClusterRole', name: role, apiGroup: 'rbac.authorization.k8s.io' },
      });
      const apply = async (manifest: object): Promise<string[]> => ['apply', '-f', await session.file(manifest)];
      const name = 'clusterrolebinding.rbac.authorization.k8s.io/readers';

      assert.equal(
        await succeed(target, admin, ...(await apply(binding('view', bob.upn))), '--dry-run=server'),
        `${name} created (server dry run)\n`,
      );
      const reader = { token: await target.mint({ ...bob, groups: [] }) };
      await fail(target, reader, 'get', 'pods', '-A');
      assert.equal(await succeed(target, admin, ...(await apply(binding('view', bob.upn)))), `${name} created\n`);
      assert.equal(await succeed(target, admin, ...(await apply(binding('view', bob.upn)))), `${name} unchanged\n`);
      await succeed(target, reader, 'get', 'pods', '-A');
      assert.match(await fail(target, reader, 'get', 'secrets', '-A'), /secrets is forbidden/);
      assert.equal(await succeed(target, admin, ...(await apply(binding('view', 'eve')))), `${name} configured\n`);
      await fail(target, reader, 'get', 'pods', '-A');
      assert.match(
        await fail(target, admin, ...(await apply(binding('edit', 'eve')))),
        /The ClusterRoleBinding "readers" is invalid: roleRef: Invalid value: .*: cannot change roleRef/,
      );
      const misspelt = { ...binding('view', 'eve'), subjcts: [] };
      assert.match(
        await fail(target, admin, ...(await apply(misspelt))),
        /strict decoding error: unknown field "subjcts"/,
      );
      assert.match(
        await fail(target, admin, 'create', 'clusterrolebinding', 'readers', '--clusterrole=view', '--user=eve'),
        /clusterrolebindings\.rbac\.authorization\.k8s\.io "readers" already exists/,
      );
    });

    it('lets nobody give more than they have, but for the verbs bind and escalate', async () => {
      const target = await session.start({}, { bindings: [{ role: 'cluster-admin', subject: 'boss' }] });
      target.cluster.arm.properties.aadProfile = {
        managed: true,
        adminGroupObjectIDs: [],
        enableAzureRBAC: false,
        tenantID: tenantId,
      };
      const boss = await target.authority.issueClient({ commonName: 'boss', organizations: [] });
      const user = { token: await target.mint({ groups: [developers] }) };
      await succeed(target, boss, 'create', 'rolebinding', 'alice', '--clusterrole=admin', `--user=${alice.upn}`);

      await succeed(target, user, 'create', 'rolebinding', 'bob', '--clusterrole=edit', `--user=${bob.upn}`);
      assert.equal(
        await fail(target, user, 'create', 'rolebinding', 'more', '--clusterrole=cluster-admin', `--user=${bob.upn}`),
        'error: failed to create rolebinding: rolebindings.rbac.authorization.k8s.io "more" is forbidden: ' +
          `user "alice@contoso.example" (groups=["${developers}" "system:authenticated"]) ` +
          'is attempting to grant RBAC permissions not currently held:\n' +
          '{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}\n',
      );
      assert.match(
        await fail(target, user, 'create', 'rolebinding', 'none', '--clusterrole=nope', `--user=${bob.upn}`),
        /clusterrole\.rbac\.authorization\.k8s\.io "nope" not found/,
      );
      const role = ['create', 'role', 'nodes', '--verb=list,get', '--resource=nodes'];
      assert.match(
        await fail(target, user, ...role),
        /\{APIGroups:\[""\], Resources:\["nodes"\], Verbs:\["list" "get"\]\}/,
      );

      await succeed(target, boss, 'create', 'role', 'giver', '--verb=bind,escalate', '--resource=clusterroles,roles');
      await succeed(target, boss, 'create', 'rolebinding', 'giver', '--role=giver', `--user=${alice.upn}`);
      await succeed(target, user, ...role);
      await succeed(target, user, 'create', 'rolebinding', 'more', '--clusterrole=cluster-admin', `--user=${bob.upn}`);
    });

    it('tells of what happens while kubectl watches and waits', async () => {
      const target = await session.start();
      const admin = { token: await target.mint({ groups: [adminGroupId] }) };
      await succeed(target, admin, 'create', 'namespace', 'shop');
      await succeed(target, admin, 'create', 'configmap', 'settings', '-n', 'shop');
      await succeed(target, admin, 'create', 'configmap', 'other', '--from-literal=a=b', '-n', 'shop');
      const watched = session.run(
        target,
        admin,
        ...['get', 'configmaps', '-n', 'shop', '-w', '--output-watch-events', '--request-timeout=8s'],
      );
      const waited = succeed(
        target,
        admin,
        ...['wait', '--for=delete', 'configmap/settings', '-n', 'shop', '--timeout=20s'],
      );
      await untilWatched(() => target.calls.filter(({ path }) => path.includes('watch=true')).length >= 2);
      await succeed(target, admin, 'delete', 'configmap', 'settings', '-n', 'shop');
      assert.match(await waited, /configmap\/settings condition met/);
      assert.match((await watched).stdout, /^ADDED +settings +0 [^]*^DELETED +settings +0/m);
      assert.match(
        await succeed(target, admin, 'wait', '--for=jsonpath={.data.a}=b', 'configmap/other', '-n', 'shop'),
        /condition met/,
      );
      assert.deepEqual(surprisesOf(target), []);
    });

    it('answers for the one who is impersonated, where the caller may impersonate', async () => {
      const target = await session.start();
      const admin = { token: await target.mint({ groups: [adminGroupId] }) };
      const member = { token: await target.mint({ groups: [developers] }) };
      target.cluster.bindings.push({ role: 'view', subject: developers });

      const canI = (...as: string[]) =>
        session.run(target, admin, 'auth', 'can-i', 'list', 'pods', '-n', 'default', ...as);
      assert.equal((await canI()).stdout, 'yes\n');
      assert.equal((await canI(`--as=${bob.upn}`)).stdout, 'no\n');
      assert.equal((await canI(`--as=${bob.upn}`, `--as-group=${developers}`)).stdout, 'yes\n');
      assert.equal(
        await fail(target, member, 'get', 'pods', '--as', bob.upn),
        `Error from server (Forbidden): users "${bob.upn}" is forbidden: User "alice@contoso.example" cannot ` +
          'impersonate resource "users" in API group "" at the cluster scope\n',
      );
      assert.match(
        await fail(target, admin, 'get', 'nodes', '--as', bob.upn, '--as-group', developers),
        new RegExp(`nodes is forbidden: User "${bob.upn}" cannot list resource "nodes"`),
      );
    });
  });
}

/** kubectl says nothing once its watch is there; the simulator's record does. */
async function untilWatched(isThere: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!isThere()) {
    assert.ok(Date.now() < end, 'kubectl never watched');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
