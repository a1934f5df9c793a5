import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { oldestAndNewestKubectl, type Kubectl } from '../../kubectl.ts';
import { createCertificateAuthority } from '../certificates.ts';
import { aksServerAppId, localAdministrator } from './authentication.ts';
import { KubectlSession, surprisesOf } from './kubectlSession.ts';
import { adminGroupId, alice, managedEntra, otherTenantId, tenantId } from './startTestCluster.ts';
import { staticTokenOf } from './staticToken.ts';

const kubectls = oldestAndNewestKubectl();

it('finds a real kubectl', () => {
  assert.ok(kubectls.length > 0, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
});

for (const kubectl of kubectls) {
  describeWith(kubectl);
}

function describeWith(kubectl: Kubectl): void {
  let session: KubectlSession;

  before(async () => {
    session = await KubectlSession.begin(kubectl);
  });
  after(() => session.end());

  const start = (...options: Parameters<KubectlSession['start']>) => session.start(...options);
  const run = (...call: Parameters<KubectlSession['run']>) => session.run(...call);
  const succeed = (...call: Parameters<KubectlSession['run']>) => session.succeed(...call);
  const fail = (...call: Parameters<KubectlSession['run']>) => session.fail(...call);

  describe(`the simulated API server, seen by ${kubectl.path}`, () => {
    it('gives a member of the admin group everything that kubectl reads', async () => {
      const target = await start();
      const user = { token: await target.mint({ groups: [adminGroupId] }) };

      assert.match(await succeed(target, user, 'version'), /^Server Version: .*v1\.33\.5/m);
      const nodes = (await succeed(target, user, 'get', 'nodes')).trim().split('\n');
      assert.match(nodes[0] ?? '', /^NAME +STATUS +ROLES +AGE +VERSION$/);
      assert.match(nodes[1] ?? '', /^aks-nodepool1-12345678-vmss000000 +Ready +<none> +12d +v1\.33\.5$/);
      assert.match(nodes[2] ?? '', /^aks-nodepool1-12345678-vmss000001 +NotReady +<none> +12d +v1\.33\.5$/);
      assert.match(
        await succeed(target, user, 'get', 'nodes', '-o', 'wide'),
        /INTERNAL-IP.*\n.* 10\.224\.0\.4 +<none>/,
      );
      const list = JSON.parse(await succeed(target, user, 'get', 'nodes', '-o', 'json')) as {
        items: { kind: string }[];
      };
      assert.deepEqual(
        list.items.map(({ kind }) => kind),
        ['Node', 'Node'],
      );
      assert.match(
        await succeed(target, user, 'get', 'no/aks-nodepool1-12345678-vmss000000', '-o', 'yaml'),
        /^kind: Node$/m,
      );
      assert.match(await succeed(target, user, 'get', 'namespaces'), /^kube-system +Active +12d$/m);
      assert.match(
        await succeed(target, user, 'get', 'services', '-A'),
        /^kube-system +kube-dns +ClusterIP +10\.0\.0\.10/m,
      );
      assert.equal(await succeed(target, user, 'get', 'pods', '-A'), '');
      assert.equal(await succeed(target, user, 'get', 'all', '-n', 'kube-public'), '');
      assert.match(await succeed(target, user, 'api-resources'), /^nodes +no +v1 +false +Node$/m);
      assert.match(await succeed(target, user, 'api-versions'), /^apps\/v1$/m);
      const clusterInfo = await succeed(target, user, 'cluster-info');
      assert.match(clusterInfo, /control plane.* is running at .*https:\/\/127\.0\.0\.1/);
      assert.match(clusterInfo, /CoreDNS.* is running at/);
      assert.match(await succeed(target, user, 'describe', 'nodes'), /Kubelet Version: +v1\.33\.5/);
      assert.equal(await succeed(target, user, 'get', '--raw', '/readyz'), 'ok');
      assert.deepEqual(surprisesOf(target), []);
    });

    it('tells who one is and what one may', async () => {
      const target = await start();
      const admin = { token: await target.mint({ groups: [adminGroupId] }) };
      const outsider = { token: await target.mint({ groups: [] }) };

      assert.equal(await succeed(target, admin, 'auth', 'can-i', 'list', 'nodes'), 'yes\n');
      assert.equal((await run(target, outsider, 'auth', 'can-i', 'list', 'nodes')).stdout, 'no\n');
      assert.match(await succeed(target, admin, 'auth', 'can-i', '--list'), /^\*\.\* +\[\] +\[\] +\[\*\]$/m);
      const few = await succeed(target, outsider, 'auth', 'can-i', '--list');
      assert.match(few, /^selfsubjectaccessreviews\.authorization\.k8s\.io +\[\] +\[\] +\[create\]$/m);
      assert.doesNotMatch(few, /^\*\.\*/m);
      if (kubectl.minor >= 28) {
        const who = await succeed(target, admin, 'auth', 'whoami');
        assert.match(who, /^Username +alice@contoso\.example$/m);
        assert.match(who, new RegExp(`^Groups +\\[${adminGroupId} system:authenticated\\]$`, 'm'));
        assert.match(who, new RegExp(`^Extra: oid +\\[${alice.oid}\\]$`, 'm'));
      } else {
        // The beta API that this kubectl knows is off in a real cluster too.
        assert.match(await fail(target, admin, 'auth', 'whoami'), /selfsubjectreviews API is not enabled/);
      }
      assert.deepEqual(surprisesOf(target), []);
    });

    it('forbids in Kubernetes’ own words what no binding gives, and records it', async () => {
      const target = await start();
      const user = { token: await target.mint({ groups: ['another-group'] }) };
      assert.equal(
        await fail(target, user, 'get', 'nodes'),
        'Error from server (Forbidden): nodes is forbidden: User "alice@contoso.example" cannot list resource "nodes" ' +
          'in API group "" at the cluster scope\n',
      );
      assert.match(
        await fail(target, user, 'get', 'deployments.apps/web', '-n', 'shop'),
        /deployments\.apps "web" is forbidden: User ".*" cannot get resource "deployments" in API group "apps" in the namespace "shop"/,
      );
      assert.match(
        await fail(target, user, 'get', '--raw', '/metrics'),
        /forbidden: User ".*" cannot get path "\/metrics"/,
      );
      assert.equal(surprisesOf(target).length, 3);
    });

    it('follows a membership or a binding that changes while it runs', async () => {
      const target = await start();
      const token = await target.mint({ _claim_names: { groups: 'src1' } });
      await fail(target, { token }, 'get', 'nodes');
      target.memberships.set(alice.oid, [...Array(201).keys()].map((index) => `group-${index}`).concat(adminGroupId));
      await succeed(target, { token }, 'get', 'nodes');

      const viewer = { token: await target.mint({ groups: [] }) };
      await fail(target, viewer, 'get', 'pods', '-A');
      target.cluster.bindings.push({ role: 'view', subject: alice.upn });
      await succeed(target, viewer, 'get', 'pods', '-A');
      await fail(target, viewer, 'get', 'nodes');
      await fail(target, viewer, 'get', 'secrets', '-A');
    });

    it('names a guest without upn by the object id', async () => {
      const target = await start();
      const guest = { oid: '90e57000-0000-4000-8000-000000000001', upn: undefined };
      // jose leaves out what is undefined, as Entra leaves out a guest's upn.
      const claims = guest as unknown as { oid: string };
      assert.match(
        await fail(target, { token: await target.mint({ ...claims, groups: [] }) }, 'get', 'nodes'),
        new RegExp(`User "${guest.oid}" cannot list resource "nodes"`),
      );
      await succeed(target, { token: await target.mint({ ...claims, groups: [adminGroupId] }) }, 'get', 'nodes');
    });

    it('refuses tokens that are not for it, each with its reason in the record', async () => {
      const target = await start();
      const foreign = await start();
      const groups = [adminGroupId];
      const refused: [RegExp, string][] = [
        [/audience/, await target.mint({ groups, aud: 'https://management.azure.com/' })],
        [/audience/, await target.mint({ groups, aud: `spn:${aksServerAppId}` })],
        [/issuer/, await target.mint({ groups, iss: `https://sts.windows.net/${otherTenantId}/` })],
        [/issuer/, await target.mint({ groups, iss: `https://login.microsoftonline.com/${tenantId}/v2.0` })],
        [/expired/, await target.mint({ groups }, -60)],
        [/signature/, await foreign.mint({ groups })],
        [/signature/, 'not-a-token'],
      ];
      for (const [reason, token] of refused) {
        target.calls.length = 0;
        const stderr = await fail(target, { token }, 'get', 'nodes');
        assert.match(stderr, /You must be logged in to the server/, String(reason));
        const [first] = surprisesOf(target);
        assert.match(first ?? '', reason);
        assert.ok(!JSON.stringify(target.calls).includes(token), 'the token is in the record');
      }
    });

    it('takes the tokens of a legacy cluster for its own server app only', async () => {
      const serverAppID = '5e53e000-0000-4000-8000-000000000001';
      const aadProfile = { adminGroupObjectIDs: null, clientAppID: 'client', serverAppID, tenantID: tenantId };
      const target = await start({ aadProfile }, { bindings: [{ role: 'cluster-admin', subject: adminGroupId }] });
      const groups = [adminGroupId];
      await succeed(target, { token: await target.mint({ groups, aud: `spn:${serverAppID}` }) }, 'get', 'nodes');
      await fail(target, { token: await target.mint({ groups }) }, 'get', 'nodes');
    });

    it('lets a client certificate of its own authority do everything until local accounts are disabled', async () => {
      const target = await start();
      const administrator = {
        commonName: localAdministrator.userName,
        organizations: localAdministrator.groups,
      };
      const certificate = await target.authority.issueClient(administrator);
      await succeed(target, certificate, 'get', 'nodes');
      const ordinary = await target.authority.issueClient({ commonName: 'ann', organizations: ['a', 'b'] });
      assert.match(await fail(target, ordinary, 'get', 'nodes'), /User "ann" cannot list resource "nodes"/);
      const stranger = await createCertificateAuthority('ca');
      assert.match(
        await fail(target, await stranger.issueClient(administrator), 'get', 'nodes'),
        /You must be logged in to the server/,
      );

      target.cluster.arm.properties.disableLocalAccounts = true;
      const refusals = [certificate, { token: staticTokenOf(target.cluster) }];
      for (const user of refusals) {
        assert.match(await fail(target, user, 'get', 'nodes'), /You must be logged in to the server/);
      }
      await succeed(target, { token: await target.mint({ groups: [adminGroupId] }) }, 'get', 'nodes');
    });

    it('knows only local accounts on a cluster without Entra', async () => {
      const target = await start({ aadProfile: null });
      await succeed(target, { token: staticTokenOf(target.cluster) }, 'get', 'nodes');
      await fail(target, { token: await target.mint({ groups: [adminGroupId] }) }, 'get', 'nodes');
      assert.match(surprisesOf(target)[0] ?? '', /without Entra/);
    });

    it('asks Azure RBAC where the cluster has it, and passes on its refusal', async () => {
      const target = await start({
        aadProfile: { managed: true, adminGroupObjectIDs: null, enableAzureRBAC: true, tenantID: tenantId },
      });
      const user = { token: await target.mint({ groups: ['readers'] }) };
      const denial =
        'Error from server (Forbidden): nodes is forbidden: User "alice@contoso.example" cannot list resource "nodes" ' +
        'in API group "" at the cluster scope: User does not have access to the resource in Azure. ' +
        'Update role assignment to allow access.\n';
      assert.equal(await fail(target, user, 'get', 'nodes'), denial);
      assert.match(
        (await run(target, user, 'auth', 'can-i', 'list', 'nodes')).stdout,
        /^no - User does not have access to the resource in Azure/,
      );

      target.cluster.roleAssignments.push({ role: 'AKS RBAC Reader', principalObjectId: 'readers' });
      await succeed(target, user, 'get', 'namespaces');
      assert.equal(await fail(target, user, 'get', 'nodes'), denial);
      await fail(target, user, 'get', 'secrets', '-A');

      target.cluster.roleAssignments.push({ role: 'AKS RBAC Writer', principalObjectId: alice.oid });
      await succeed(target, user, 'get', 'secrets', '-A');
      assert.equal(await fail(target, user, 'get', 'nodes'), denial);

      target.cluster.roleAssignments.push({ role: 'AKS RBAC Cluster Admin', principalObjectId: alice.oid });
      await succeed(target, user, 'get', 'nodes');
    });

    it('refuses what it does not simulate, and records it', async () => {
      const target = await start(managedEntra);
      const user = { token: await target.mint({ groups: [adminGroupId] }) };
      assert.match(await fail(target, user, 'create', 'job', 'new', '--image=busybox'), /does not allow this method/);
      assert.match(
        await fail(target, user, 'label', 'node/aks-nodepool1-12345678-vmss000000', 'a=b'),
        /does not allow/,
      );
      assert.match(await fail(target, user, 'get', '--raw', '/apis/example.com/v1/things'), /NotFound/);
      assert.deepEqual(surprisesOf(target), [
        'create /apis/batch/v1/namespaces/default/jobs',
        'patch /api/v1/nodes/aks-nodepool1-12345678-vmss000000',
        'unknown resource /apis/example.com/v1/things',
      ]);
      target.calls.length = 0;
      assert.match(
        await fail(target, user, 'get', 'node', 'nope'),
        /^Error from server \(NotFound\): nodes "nope" not found$/m,
      );
      assert.deepEqual(surprisesOf(target), []);
    });
  });
}
