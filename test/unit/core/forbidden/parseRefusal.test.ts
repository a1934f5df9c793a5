import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRefusal } from '../../../../src/core/forbidden/parseRefusal.ts';
import { endsSoon } from '../../../endsSoon.ts';

const denial = 'User does not have access to the resource in Azure. Update role assignment to allow access.';
const nodes =
  'Error from server (Forbidden): nodes is forbidden: User "ben@contoso.com" cannot list resource "nodes" in API group "" at the cluster scope';

describe('what a Forbidden says', () => {
  it('of Kubernetes RBAC: who, what, and at which scope', () => {
    assert.deepEqual(parseRefusal(nodes), {
      kind: 'resource',
      userName: 'ben@contoso.com',
      verb: 'list',
      group: '',
      resource: 'nodes',
      by: 'kubernetes',
    });
  });

  it('of an object in a namespace, its subresource and its API group', () => {
    const text =
      'Error from server (Forbidden): pods "web-1" is forbidden: User "a" cannot get resource "pods/log" in API group "" in the namespace "shop"';
    assert.deepEqual(parseRefusal(text), {
      kind: 'resource',
      userName: 'a',
      verb: 'get',
      group: '',
      resource: 'pods',
      subresource: 'log',
      namespace: 'shop',
      name: 'web-1',
      by: 'kubernetes',
    });
    const custom = parseRefusal(
      'virtualservices.networking.istio.io is forbidden: User "a" cannot list resource "virtualservices" in API group "networking.istio.io" in the namespace "shop"',
    );
    assert.ok(custom.kind === 'resource');
    assert.deepEqual([custom.group, custom.resource], ['networking.istio.io', 'virtualservices']);
  });

  it('of a path', () => {
    assert.deepEqual(
      parseRefusal(`Error from server (Forbidden): forbidden: User "a" cannot get path "/metrics": ${denial}`),
      { kind: 'path', userName: 'a', verb: 'get', path: '/metrics', by: 'azure' },
    );
  });

  it('by whom it was refused, as AKS’s authorizer puts it', () => {
    const by = (reason: string): string | undefined => {
      const refusal = parseRefusal(`${nodes}: ${reason}\n`);
      return refusal.kind === 'resource' ? refusal.by : undefined;
    };
    assert.equal(by(denial), 'azure');
    assert.equal(by('Azure does not have opinion for this user.'), 'azureUnknownUser');
    assert.equal(by('Azure does not have opinion for this non AAD user. If you are …'), 'azureUnknownUser');
    assert.equal(by('Access denied by Azure RBAC for non AAD users. Configure …'), 'azureUnknownUser');
    assert.equal(
      by('Access denied due to Azure RBAC check failure. Please retry later. (requestID: 1, statusCode: 429): x'),
      'azureCheckFailed',
    );
    assert.equal(by('RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found'), 'missingRole');
    assert.equal(by('another webhook says no'), 'other');
  });

  it('however a terminal breaks its line, and whatever stands in a name', () => {
    const refusal = parseRefusal(`${nodes.replaceAll(' ', '\n')}:\n${denial}`);
    assert.ok(refusal.kind === 'resource' && refusal.by === 'azure');
    const odd = parseRefusal('User "a\\"b" cannot get resource "pods" in API group "" at the cluster scope');
    assert.ok(odd.kind === 'resource');
    assert.equal(odd.userName, 'a"b');
  });

  it('of a policy, Azure’s or one’s own', () => {
    assert.deepEqual(
      parseRefusal(
        'Error from server (Forbidden): error when creating "a.yaml": admission webhook "validation.gatekeeper.sh" denied the request: [azurepolicy-k8sazurev1-1] Label kubernetes.azure.com is reserved for AKS use only',
      ),
      {
        kind: 'policy',
        by: 'validation.gatekeeper.sh',
        isOfAks: true,
        text: '[azurepolicy-k8sazurev1-1] Label kubernetes.azure.com is reserved for AKS use only',
      },
    );
    assert.deepEqual(
      parseRefusal(
        "deployments.apps \"a\" is forbidden: ValidatingAdmissionPolicy 'replicas' with binding 'all' denied request: too many",
      ),
      { kind: 'policy', by: 'replicas', isOfAks: false, text: 'too many' },
    );
  });

  it('where it is no question of one’s rights', () => {
    const kindOf = (text: string): string => parseRefusal(`Error from server (Forbidden): ${text}`).kind;
    assert.equal(
      kindOf(
        'clusterrolebindings.rbac.authorization.k8s.io "a" is forbidden: user "b" (groups=["c"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:["*"]}',
      ),
      'escalation',
    );
    assert.equal(kindOf('pods "a" is forbidden: violates PodSecurity "restricted:latest": privileged'), 'podSecurity');
    assert.equal(kindOf('pods "a" is forbidden: exceeded quota: q, requested: pods=1'), 'quota');
    assert.equal(
      kindOf('pods "a" is forbidden: unable to create new content in namespace x because it is being terminated'),
      'terminating',
    );
    assert.equal(kindOf('something else'), 'unknown');
    assert.equal(parseRefusal('error: You must be logged in to the server (Unauthorized)').kind, 'unauthorized');
  });

  it('takes no time over what goes on without an end', () => {
    for (const piece of ['\\"', 'a" cannot ']) {
      const text = `User "${piece.repeat(500_000)}`;
      endsSoon(() => parseRefusal(text));
    }
  });
});
