import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { renderExecCredential } from '../../../../src/core/credentialPlugin/execCredential.ts';
import { readClientsExecInfo, readExecInfo } from '../../../../src/core/credentialPlugin/execInfo.ts';

const v1 = 'client.authentication.k8s.io/v1';
const v1beta1 = 'client.authentication.k8s.io/v1beta1';

describe('KUBERNETES_EXEC_INFO', () => {
  it('unset or empty is v1beta1 without a cluster', () => {
    for (const text of [undefined, '']) {
      assert.deepEqual(readExecInfo(text), { apiVersion: v1beta1, isInteractive: true });
    }
  });

  it('gives version, interactivity and the cluster as kubectl 1.33 writes them', () => {
    const cluster = {
      server: 'https://a.hcp.westeurope.azmk8s.io:443',
      'tls-server-name': 'a.example',
      'insecure-skip-tls-verify': true,
      'certificate-authority-data': 'Q0E=',
      'proxy-url': 'http://proxy:3128',
      config: null,
    };
    const text = JSON.stringify({ kind: 'ExecCredential', apiVersion: v1, spec: { cluster, interactive: true } });
    assert.deepEqual(readExecInfo(text), {
      apiVersion: v1,
      isInteractive: true,
      cluster: {
        server: 'https://a.hcp.westeurope.azmk8s.io:443',
        tlsServerName: 'a.example',
        skipsTlsVerify: true,
        certificateAuthorityData: 'Q0E=',
        proxyUrl: 'http://proxy:3128',
      },
    });
  });

  it('takes empty values for absent, as Go does', () => {
    const cluster = { server: 'https://a', 'tls-server-name': '', 'proxy-url': '', 'certificate-authority-data': null };
    const text = JSON.stringify({ kind: 'ExecCredential', apiVersion: '', spec: { cluster } });
    assert.deepEqual(readExecInfo(text), {
      apiVersion: v1beta1,
      isInteractive: false,
      cluster: { server: 'https://a', skipsTlsVerify: false },
    });
  });

  it('refuses other versions in kubelogin’s words', () => {
    const text = JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1alpha1' });
    assert.throws(() => readExecInfo(text), {
      code: 'execInfoInvalid',
      message: 'api version: client.authentication.k8s.io/v1alpha1 is not supported',
    });
  });

  const ok = { kind: 'ExecCredential', apiVersion: v1 };
  for (const [name, text] of [
    ['a cut off text', '{"kind":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another kind', JSON.stringify({ ...ok, kind: 'Status' })],
    ['a cluster without a server', JSON.stringify({ ...ok, spec: { cluster: {} } })],
    ['a cluster that is text', JSON.stringify({ ...ok, spec: { cluster: 'https://a' } })],
    ['a server that is not text', JSON.stringify({ ...ok, spec: { cluster: { server: ['https://a'] } } })],
    [
      'a skip-verify that is no boolean',
      JSON.stringify({ ...ok, spec: { cluster: { server: 'https://a', 'insecure-skip-tls-verify': 'no' } } }),
    ],
  ] as const) {
    it(`refuses ${name} in one line`, () => {
      assert.throws(
        () => readExecInfo(text),
        (error) => error instanceof AksEntraError && error.code === 'execInfoInvalid' && /^[^\n]+$/.test(error.message),
      );
    });
  }

  it('never quotes a version that is not printable', () => {
    const text = JSON.stringify({ kind: 'ExecCredential', apiVersion: 'a\u001b[31m\n' });
    assert.throws(() => readExecInfo(text), { message: 'api version: a?[31m? is not supported' });
  });
});

describe('KUBERNETES_EXEC_INFO as other clients send it to get-token', () => {
  for (const [name, text] of [
    ['of the plural kind, as KubernetesClient for .NET writes it', { kind: 'ExecCredentials', apiVersion: v1 }],
    ['without a kind', { apiVersion: v1 }],
    ['with null for a kind', { kind: null, apiVersion: v1 }],
    ['with keys in another case', { KIND: 'ExecCredential', ApiVersion: v1, Spec: { Interactive: false } }],
    ['with null for a spec', { kind: 'ExecCredential', apiVersion: v1, spec: null }],
    ['with a cluster that says nothing', { kind: 'ExecCredential', apiVersion: v1, spec: { cluster: {} } }],
    ['with a key twice', { apiVersion: 'v2', APIVERSION: v1, apiversion: null }],
  ] as const) {
    it(`is read ${name}`, () => {
      assert.deepEqual(readClientsExecInfo(JSON.stringify(text)), { apiVersion: v1, isInteractive: false });
    });
  }

  it('is v1beta1 where it is unset, empty or null, or has no version', () => {
    for (const text of [undefined, '', 'null', ' null ']) {
      assert.deepEqual(readClientsExecInfo(text), { apiVersion: v1beta1, isInteractive: true });
    }
    for (const text of ['{}', '{"apiVersion":null}', '{"apiVersion":"","Spec":{"INTERACTIVE":false}}']) {
      assert.deepEqual(readClientsExecInfo(text), { apiVersion: v1beta1, isInteractive: false });
    }
  });

  it('is refused where kubelogin refuses it, and where it is of something else', () => {
    for (const text of [
      '{',
      '[]',
      '"v1"',
      '7',
      '{"apiVersion":"v2"}',
      '{"APIVERSION":7}',
      '{"kind":"Pod"}',
      '{"kind":7}',
    ]) {
      assert.throws(() => readClientsExecInfo(text), { code: 'execInfoInvalid' }, text);
    }
  });

  it('stays exact for our plugin, which binds a token to the cluster in it', () => {
    const cluster = { server: 'https://a' };
    for (const text of [
      { kind: 'ExecCredentials', apiVersion: v1, spec: { cluster } },
      { apiVersion: v1, spec: { cluster } },
      { Kind: 'ExecCredential', apiVersion: v1, spec: { cluster } },
    ]) {
      assert.throws(() => readExecInfo(JSON.stringify(text)), { code: 'execInfoInvalid' });
    }
    const cased = JSON.stringify({ kind: 'ExecCredential', apiVersion: v1, Spec: { Cluster: cluster } });
    assert.equal(readExecInfo(cased).cluster, undefined);
  });
});

describe('an ExecCredential', () => {
  it('is kubelogin’s one line', () => {
    assert.equal(
      renderExecCredential(v1beta1, 'e.y.J', Date.parse('2026-03-05T15:42:37.999Z')),
      '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false},' +
        '"status":{"expirationTimestamp":"2026-03-05T15:42:37Z","token":"e.y.J"}}',
    );
  });
});
