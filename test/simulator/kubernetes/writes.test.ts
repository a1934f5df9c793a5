import assert from 'node:assert/strict';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { surprisesOf } from './kubectlSession.ts';
import { adminGroupId, alice, managedEntra, startTestCluster, tenantId, type TestCluster } from './startTestCluster.ts';

interface Said {
  readonly status: number;
  readonly json: Record<string, unknown> & {
    readonly metadata?: { readonly resourceVersion?: string; readonly uid?: string; readonly name?: string };
    readonly message?: string;
    readonly reason?: string;
  };
}

const rbac = '/apis/rbac.authorization.k8s.io/v1';
const bindings = `${rbac}/namespaces/default/rolebindings`;
const strategic = 'application/strategic-merge-patch+json';

describe('writes to the simulated API server', () => {
  let target: TestCluster;
  let token: string;
  before(async () => {
    target = await startTestCluster();
    token = await target.mint({ groups: [adminGroupId] });
  });
  after(() => target.close());

  it('keeps a new object with its uid, time and revision, and shows it', async () => {
    const made = await say('POST', bindings, bindingOf('kept'));
    assert.equal(made.status, 201);
    const read = await say('GET', `${bindings}/kept`);
    assert.deepEqual(read.json, made.json);
    assert.deepEqual(Object.keys(read.json.metadata as object).sort(), [
      'creationTimestamp',
      'name',
      'namespace',
      'resourceVersion',
      'uid',
    ]);
    assert.deepEqual(read.json['subjects'], [{ kind: 'User', name: 'bob', apiGroup: 'rbac.authorization.k8s.io' }]);
    const list = await say('GET', bindings);
    assert.ok((list.json['items'] as object[]).length > 0);
  });

  it('refuses what is there already, what is not there and what somebody else changed meanwhile', async () => {
    const made = await say('POST', bindings, bindingOf('one'));
    const again = await say('POST', bindings, bindingOf('one'));
    assert.deepEqual(
      [again.status, again.json.reason, again.json.message],
      [409, 'AlreadyExists', 'rolebindings.rbac.authorization.k8s.io "one" already exists'],
    );
    const changed = { ...made.json, subjects: [{ kind: 'Group', name: 'g' }] };
    assert.equal((await say('PUT', `${bindings}/one`, changed)).status, 200);
    const stale = await say('PUT', `${bindings}/one`, { ...changed, subjects: [] });
    assert.deepEqual(
      [stale.status, stale.json.reason, stale.json.message],
      [
        409,
        'Conflict',
        'Operation cannot be fulfilled on rolebindings.rbac.authorization.k8s.io "one": the object has been modified; ' +
          'please apply your changes to the latest version and try again',
      ],
    );
    const otherUid = { preconditions: { uid: '11111111-1111-4111-8111-111111111111' } };
    assert.equal((await say('DELETE', `${bindings}/one`, otherUid)).json.reason, 'Conflict');
    const gone = await say('DELETE', `${bindings}/one`);
    assert.deepEqual(gone.json['details'], {
      name: 'one',
      group: 'rbac.authorization.k8s.io',
      kind: 'rolebindings',
      uid: made.json.metadata?.uid,
    });
    for (const method of ['GET', 'DELETE', 'PATCH']) {
      const body = method === 'PATCH' ? {} : undefined;
      const missing = await say(method, `${bindings}/one`, body, strategic);
      assert.deepEqual(
        [missing.status, missing.json.message],
        [404, 'rolebindings.rbac.authorization.k8s.io "one" not found'],
        method,
      );
    }
    assert.equal((await say('PUT', `${bindings}/one`, bindingOf('one'))).status, 201, 'a PUT makes what is not there');
  });

  it('refuses another role, wrong subjects, wrong names and unknown fields, each with its field', async () => {
    await say('POST', bindings, bindingOf('two'));
    const other = { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' } };
    const immutable = await say('PATCH', `${bindings}/two`, other, 'application/merge-patch+json');
    assert.equal(immutable.status, 422);
    assert.equal(
      immutable.json.message,
      'RoleBinding.rbac.authorization.k8s.io "two" is invalid: roleRef: Invalid value: ' +
        'rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"ClusterRole", Name:"edit"}: cannot change roleRef',
    );
    const wrong = { ...bindingOf('three'), subjects: [{ kind: 'Person', name: '' }] };
    assert.match(
      (await say('POST', bindings, wrong)).json.message ?? '',
      /is invalid: \[subjects\[0\]\.name: Required value, subjects\[0\]\.kind: Unsupported value: "Person"/,
    );
    const misnamed = await say('PUT', `${bindings}/two`, bindingOf('three'));
    assert.match(misnamed.json.message ?? '', /the name of the object \(three\) does not match the name on the URL/);
    const elsewhere = { ...bindingOf('three'), metadata: { name: 'three', namespace: 'kube-system' } };
    assert.match((await say('POST', bindings, elsewhere)).json.message ?? '', /namespace of the provided object/);
    const unknown = { ...bindingOf('three'), subjects: [{ kind: 'User', nmae: 'x' }] };
    assert.match(
      (await say('POST', `${bindings}?fieldValidation=Strict`, unknown)).json.message ?? '',
      /cannot be handled as a RoleBinding: strict decoding error: unknown field "subjects\[0\]\.nmae"/,
    );
    assert.equal((await say('GET', `${bindings}/three`)).status, 404);
  });

  it('takes the media types that a real server takes, and no other', async () => {
    const yaml = 'metadata: {name: written}\nroleRef: {kind: ClusterRole, name: view}\n';
    assert.equal((await say('POST', bindings, yaml, 'application/yaml')).status, 201);
    const path = `${bindings}/written`;
    const labelled = await say(
      'PATCH',
      path,
      [{ op: 'add', path: '/metadata/labels', value: { a: 'b' } }],
      'application/json-patch+json',
    );
    assert.deepEqual((labelled.json.metadata as { labels?: object }).labels, { a: 'b' });
    assert.equal((await say('PATCH', path, { metadata: { labels: { a: null } } }, strategic)).status, 200);
    assert.equal((await say('PATCH', path, {}, 'application/json')).json.reason, 'UnsupportedMediaType');
    assert.equal((await say('POST', bindings, 'a=b', 'application/x-www-form-urlencoded')).status, 415);
    assert.equal((await say('POST', bindings, '{')).status, 400);
  });

  it('writes nothing for a dry run', async () => {
    assert.equal((await say('POST', `${bindings}?dryRun=All`, bindingOf('dry'))).status, 201);
    assert.equal((await say('GET', `${bindings}/dry`)).status, 404);
  });

  it('shows the bindings of the scenario and of the AADProfile, and takes away the former only', async () => {
    target.cluster.bindings.push({ role: 'view', subject: alice.upn });
    const all = await say('GET', `${rbac}/clusterrolebindings`);
    const names = (all.json['items'] as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name);
    assert.ok(names.includes(`view:${alice.upn}`));
    assert.ok(names.includes('aks-cluster-admin-binding-aad'));
    await say('DELETE', `${rbac}/clusterrolebindings/view:${alice.upn}`);
    await say('DELETE', `${rbac}/clusterrolebindings/aks-cluster-admin-binding-aad`);
    assert.equal((await say('GET', `${rbac}/clusterrolebindings/aks-cluster-admin-binding-aad`)).status, 200);
    assert.deepEqual(target.cluster.bindings, []);
  });

  it('fills the roles for people together from others, also from new ones', async () => {
    const rulesOf = async (name: string): Promise<string> =>
      JSON.stringify((await say('GET', `${rbac}/clusterroles/${name}`)).json['rules']);
    assert.doesNotMatch(await rulesOf('view'), /secrets|rolebindings/);
    assert.match(await rulesOf('edit'), /secrets/);
    assert.doesNotMatch(await rulesOf('edit'), /rolebindings/);
    assert.match(await rulesOf('admin'), /rolebindings/);
    await say('POST', `${rbac}/clusterroles`, {
      metadata: { name: 'widgets', labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } },
      rules: [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['get'] }],
    });
    for (const name of ['view', 'edit', 'admin']) {
      assert.match(await rulesOf(name), /widgets/);
    }
  });

  it('lets Azure say who may bind where the cluster asks it, also for somebody who is impersonated', async () => {
    const azure = await startTestCluster({
      aadProfile: { managed: true, adminGroupObjectIDs: null, enableAzureRBAC: true, tenantID: tenantId },
    });
    try {
      const own = await azure.mint({ groups: [] });
      azure.cluster.roleAssignments.push({ role: 'AKS RBAC Cluster Admin', principalObjectId: alice.oid });
      assert.equal((await say('POST', bindings, bindingOf('bob'), 'application/json', azure, own)).status, 201);
      const as = (headers: Record<string, string>): Promise<Said> =>
        say('GET', '/api/v1/nodes', undefined, '', azure, own, headers);
      assert.match(
        (await as({ 'Impersonate-User': 'bob' })).json.message ?? '',
        /Azure does not have opinion for this non AAD user\. If you are an AAD user, please set Extra:oid/,
      );
      const bob = { 'Impersonate-User': 'bob', 'Impersonate-Extra-Oid': 'b0b00000-0000-4000-8000-000000000001' };
      assert.match((await as(bob)).json.message ?? '', /User does not have access to the resource in Azure/);
      azure.cluster.roleAssignments.push({
        role: 'AKS RBAC Cluster Admin',
        principalObjectId: 'b0b00000-0000-4000-8000-000000000001',
      });
      assert.equal((await as(bob)).status, 200);
      assert.equal((await as({ 'Impersonate-Group': 'g' })).status, 500);
    } finally {
      await azure.close();
    }
  });

  it('asks for the right to impersonate each group, uid and extra on its own', async () => {
    const limited = await startTestCluster(managedEntra);
    try {
      const boss = await limited.mint({ groups: [adminGroupId] });
      const own = await limited.mint({ groups: ['callers'] });
      const all = (method: string, path: string, body: unknown): Promise<Said> =>
        say(method, path, body, 'application/json', limited, boss);
      await all('POST', `${rbac}/clusterroles`, {
        metadata: { name: 'as-bob' },
        rules: [
          { apiGroups: [''], resources: ['users'], resourceNames: ['bob'], verbs: ['impersonate'] },
          { apiGroups: ['authentication.k8s.io'], resources: ['userextras/oid'], verbs: ['impersonate'] },
        ],
      });
      await all('POST', `${rbac}/clusterrolebindings`, {
        metadata: { name: 'as-bob' },
        subjects: [{ kind: 'Group', name: 'callers' }],
        roleRef: { kind: 'ClusterRole', name: 'as-bob' },
      });
      const whoami = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
      const as = (headers: Record<string, string>): Promise<Said> =>
        say('POST', whoami, {}, 'application/json', limited, own, headers);
      const bob = { 'Impersonate-User': 'bob' };
      assert.deepEqual((await as({ ...bob, 'Impersonate-Extra-oid': 'x' })).json['status'], {
        userInfo: { username: 'bob', groups: ['system:authenticated'], extra: { oid: ['x'] } },
      });
      const refusals: [Record<string, string>, RegExp][] = [
        [{ 'Impersonate-User': 'eve' }, /^users "eve" is forbidden: .* cannot impersonate resource "users"/],
        [{ ...bob, 'Impersonate-Group': 'g' }, /^groups "g" is forbidden: .* resource "groups" in API group ""/],
        [{ ...bob, 'Impersonate-Uid': 'u' }, /^uids\.authentication\.k8s\.io "u" is forbidden/],
        [{ ...bob, 'Impersonate-Extra-scopes': 's' }, /resource "userextras\/scopes" in API group "authentication/],
        [
          { 'Impersonate-User': 'system:serviceaccount:default:builder' },
          /^serviceaccounts "builder" is forbidden: .* resource "serviceaccounts" .* in the namespace "default"/,
        ],
      ];
      for (const [headers, message] of refusals) {
        assert.match((await as(headers)).json.message ?? '', message);
      }
      assert.equal(surprisesOf(limited).length, refusals.length);
    } finally {
      await limited.close();
    }
  });

  function say(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
    to = target,
    bearer = token,
    headers: Record<string, string> = {},
  ): Promise<Said> {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        `${to.server}${path}`,
        {
          method,
          ca: to.authority.certPem,
          servername: to.serverName,
          headers: {
            Authorization: `Bearer ${bearer}`,
            ...(payload === undefined
              ? {}
              : { 'Content-Type': contentType, 'Content-Length': String(Buffer.byteLength(payload)) }),
            ...headers,
          },
        },
        (response) => {
          text(response).then((received) => {
            const json: unknown = received.startsWith('{') ? JSON.parse(received) : {};
            resolve({ status: response.statusCode ?? 0, json: json as Said['json'] });
          }, reject);
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  }
});

function bindingOf(name: string): object {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name },
    subjects: [{ kind: 'User', name: 'bob' }],
    roleRef: { kind: 'ClusterRole', name: 'view' },
  };
}
