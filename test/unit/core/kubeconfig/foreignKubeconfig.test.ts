import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { planMerge, planMergeAll } from '../../../../src/core/merge/planMerge.ts';
import { azureCredential, clusterIdOf, execCredential, staticCredential } from './armCredentials.ts';

const split = (text: string) =>
  splitForeignKubeconfig(text, { resolve: (path) => posix.resolve('/from', path), separator: '/' });

const handedOver = `apiVersion: v1
kind: Config
current-context: evil
clusters:
- name: one
  cluster: {server: "https://one-1.hcp.eastus.azmk8s.io:443", certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==, extensions: [{name: x}]}
- name: proxied
  cluster: {server: "http://proxied", proxy-url: "http://me:hidden@proxy"}
users:
- name: kubelogin
  user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]}}
- name: shell
  user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: sh, args: [-c, "curl evil"], env: [{name: A, value: hidden}]}}
- name: token
  user: {token: hidden}
contexts:
- {name: good, context: {cluster: one, user: kubelogin, namespace: team, extensions: [{name: aks-entra, extension: {clusterId: /x}}]}}
- {name: evil, context: {cluster: proxied, user: shell}}
- {name: static, context: {cluster: one, user: token}}
- {name: no-user, context: {cluster: one, user: gone}}
- {name: no-cluster, context: {cluster: gone, user: token}}
- {name: half, context: {cluster: one}}
- {name: empty}
`;

describe('a kubeconfig that someone handed over', () => {
  const { credentials, incomplete, currentContext } = split(handedOver);
  const [good, evil, token] = credentials;
  assert.ok(good !== undefined && evil !== undefined && token !== undefined);

  it('is taken apart by context, and what cannot be merged is said', () => {
    assert.deepEqual(
      credentials.map(({ contextName, credential }) => [contextName, credential.kind]),
      [
        ['good', 'exec'],
        ['evil', 'exec'],
        ['static', 'static'],
      ],
    );
    assert.equal(currentContext, 'evil');
    assert.deepEqual(incomplete, [
      { contextName: 'no-user', reason: 'its user "gone" is not in the file' },
      { contextName: 'no-cluster', reason: 'its cluster "gone" is not in the file' },
      { contextName: 'half', reason: 'it names no cluster or no user' },
      { contextName: 'empty', reason: 'it has no name or is empty' },
    ]);
  });

  it('is trusted where it can only sign in to Azure; the extensions of others, and ours, are left out', () => {
    assert.deepEqual(good.distrust, []);
    assert.deepEqual(good.cautions, []);
    const { cluster, context } = good.credential;
    assert.deepEqual(Object.keys(cluster), ['server', 'certificate-authority-data']);
    assert.deepEqual(context, { cluster: 'one', user: 'kubelogin', namespace: 'team' });
    const plan = planMerge({ text: '', credential: good.credential, onConflict: 'ask', setCurrentContext: false });
    assert.ok(plan.kind === 'changed' && !plan.text.includes('extensions'));
  });

  it('has every reason against it, without its secrets', () => {
    assert.deepEqual(evil.distrust, [
      'its cluster sets "proxy-url"',
      'its server is not a plain https address',
      'it runs a command other than kubelogin',
      'its command sets environment variables',
      'its kubelogin arguments are not those of get-token',
    ]);
    assert.match(evil.preview(), /curl evil/);
    for (const { preview } of [evil, token]) {
      assert.doesNotMatch(preview(), /value: hidden|token: hidden/);
    }
  });

  it('comes with a caution where it is static, or where the Entra token would leave Azure', () => {
    assert.match(token.cautions[0] ?? '', /static credential/);
    const cautionsOf = (server: string) => split(execCredential({ name: 'a', server })).credentials[0]?.cautions.length;
    for (const server of [
      'https://a-1.hcp.eastus.azmk8s.io:443',
      'https://a-1.0f1e.privatelink.northeurope.azmk8s.io:443',
      'https://a-1.hcp.chinaeast2.cx.prod.service.azk8s.cn:443',
      'https://a-1.hcp.usgovvirginia.cx.aks.containerservice.azure.us/',
    ]) {
      assert.equal(cautionsOf(server), 0, server);
    }
    for (const server of [
      'https://azmk8s.io.evil.example',
      'https://evilazmk8s.io',
      'https://10.0.0.1:443',
      'https://a.azmk8s.io:443/path',
      'https://evil.example/a.azmk8s.io',
    ]) {
      assert.equal(cautionsOf(server), 1, server);
    }
  });

  it('of ARM’s own making is trusted in every format', () => {
    for (const text of [execCredential, azureCredential, staticCredential].map((make) => make({ name: 'a' }))) {
      assert.deepEqual(split(text).credentials[0]?.distrust, []);
    }
  });

  it('of an administrator keeps the name that az gave it', () => {
    const az = staticCredential({ name: 'aks1' }, 'clusterAdmin').replace(
      'name: aks1\ncurrent',
      'name: aks1-admin\ncurrent',
    );
    const [first] = split(az).credentials;
    assert.ok(first?.contextName === 'aks1-admin');
    const plan = planMerge({
      text: '',
      credential: first.credential,
      metadata: { clusterId: clusterIdOf({ name: 'aks1' }) },
      onConflict: 'ask',
      setCurrentContext: false,
    });
    assert.equal(plan.contextName, 'aks1-admin');
    assert.equal(plan.clusterName, 'aks1');
  });

  it('with a command that signs in loses names that nobody could guess but who handed it over', () => {
    const hex = '0123456789abcdef'.repeat(2);
    const known = handedOver
      .replaceAll(/(cluster|name): one\b/g, `$1: one-${hex}`)
      .replaceAll(/(user|name): (kubelogin|token)\b/g, `$1: $2-${hex}-${hex}`);
    const names = split(known).credentials.map(({ credential: { clusterName, userName } }) => [clusterName, userName]);
    assert.deepEqual(names, [
      ['one', 'kubelogin'],
      ['proxied', 'shell'],
      [`one-${hex}`, `token-${hex}-${hex}`],
    ]);
    assert.match(split(known).credentials[0]?.preview() ?? '', /name: one\n[^]*name: kubelogin\n/);
    assert.doesNotMatch(split(known).credentials[0]?.preview() ?? '', new RegExp(hex));
  });

  it('of an administrator keeps any other name too, and a file merged into itself stays as it is', () => {
    const own = planMerge({
      text: '',
      credential: parseCredential(staticCredential({ name: 'aks1' }, 'clusterAdmin')),
      contextName: 'prod',
      onConflict: 'ask',
      setCurrentContext: false,
    });
    assert.ok(own.kind === 'changed' && own.userName === 'clusterAdmin_prod');
    const given = staticCredential({ name: 'aks1' }, 'clusterAdmin').replace(
      'name: aks1\ncurrent',
      'name: prod\ncurrent',
    );
    for (const text of [own.text, given]) {
      const credentials = split(text).credentials.map(({ credential }) => ({ credential }));
      const plan = planMergeAll({ text, credentials, current: undefined, onConflict: 'ask' });
      assert.ok(plan.kind === 'merged' && plan.text === undefined);
      assert.deepEqual(
        plan.contexts.map(({ contextName }) => contextName),
        ['prod'],
      );
    }
  });

  it('is not trusted where it names files, whose paths hold in every folder once it is merged all the same', () => {
    const text = `clusters:
- {name: a, cluster: {server: "https://a.example", certificate-authority: ca.pem}}
users:
- {name: certificate, user: {client-certificate: keys/a.crt, client-key: /abs/a.key}}
- {name: token, user: {tokenFile: ../token}}
- {name: command, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./kubelogin, args: [get-token]}}}
contexts:
- {name: certificate, context: {cluster: a, user: certificate}}
- {name: token, context: {cluster: a, user: token}}
- {name: command, context: {cluster: a, user: command}}
`;
    const { credentials } = split(text);
    assert.deepEqual(
      credentials.map(({ distrust }) => distrust),
      [
        [
          'its cluster sets "certificate-authority"',
          'its user sets "client-certificate"',
          'its user sets "client-key"',
          'its user has no way to sign in',
        ],
        ['its cluster sets "certificate-authority"', 'its user sets "tokenFile"', 'its user has no way to sign in'],
        ['its cluster sets "certificate-authority"', 'it runs a command other than kubelogin'],
      ],
    );
    assert.deepEqual(
      credentials.map(({ credential }) => credential.user),
      [
        { 'client-certificate': '/from/keys/a.crt', 'client-key': '/abs/a.key' },
        { tokenFile: '/token' },
        {
          exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: '/from/kubelogin', args: ['get-token'] },
        },
      ],
    );
    assert.equal(credentials[0]?.credential.cluster['certificate-authority'], '/from/ca.pem');
    assert.match(credentials[0].preview(), /certificate-authority: \/from\/ca\.pem/);
  });

  it('is refused where it uses aliases, which a few bytes can blow up to gigabytes or turn into a circle', () => {
    const rest = 'contexts: [{name: c, context: {cluster: c, user: u}}]\nusers: [{name: u, user: {token: hidden}}]\n';
    const some = 'x0: &x0 [a]\nx1: &x1 [*x0, *x0]';
    const server = 'server: "https://x.example"';
    for (const clusters of [
      `${some}\nclusters: [{name: c, cluster: {${server}, extra: *x1}}]\n`,
      `clusters: [{name: c, cluster: &c {${server}, extra: *c}}]\n`,
      `clusters:\n- {name: b, cluster: &c {${server}}}\n- {name: c, cluster: {<<: *c}}\n`,
      // This bracket makes js-yaml give up before it meets the alias.
      `clusters: [{name: c, cluster: &c {${server}, extra: *c}}\n]\n`,
    ]) {
      const refused = { code: 'credentialInvalid', message: /uses YAML aliases/ };
      assert.throws(() => split(clusters + rest), refused);
      assert.throws(() => parseCredential(clusters + rest), { code: 'credentialInvalid' });
    }
    assert.equal(split(`clusters: [{name: c, cluster: &c {${server}}}]\n${rest}`).credentials.length, 1);
  });

  it('is refused where it holds no context or cannot be read', () => {
    assert.throws(() => split('kind: Config\n'), { code: 'credentialInvalid' });
    assert.throws(() => split('[]'), { code: 'kubeconfigInvalid' });
    assert.throws(() => split('a: 1\n---\nb: 2\n'), { code: 'kubeconfigMultipleDocuments' });
  });
});
