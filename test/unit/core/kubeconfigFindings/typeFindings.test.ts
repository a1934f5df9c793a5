import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTypeProblems } from '../../../../src/core/kubeconfigFindings/typeFindings.ts';
import { applyEdits } from '../../../../src/core/yaml/textEdit.ts';

const certificate = btoa('-----BEGIN CERTIFICATE-----\nCA\n');

function kubeconfig(data: string, user = 'token: t'): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: team # ours
  cluster:
    server: https://a
    certificate-authority-data: ${data}
users:
- name: me
  user:
    ${user}
`;
}

const execOf = (fields: string): string => `exec: {command: x, apiVersion: client.authentication.k8s.io/${fields}}`;

function marked(text: string): string[] {
  return findTypeProblems(text).map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

function fixed(text: string): string | undefined {
  const [{ fix } = { fix: undefined }] = findTypeProblems(text);
  return fix?.kind === 'edit' ? applyEdits(text, fix.edits) : undefined;
}

describe('findTypeProblems', () => {
  it('marks nothing where the types are client-go’s, or where there is no map', () => {
    for (const text of [kubeconfig(certificate), kubeconfig('null', execOf('v1beta1')), '', '- a', 'x']) {
      assert.deepEqual(marked(text), [], text);
    }
  });

  it('marks what a tag makes a number, or an alias brings from elsewhere', () => {
    const head = 'kind: Config\nn: &n 12\n';
    for (const value of ['!!int "3"', '*n']) {
      const text = `${head}contexts:\n- name: x\n  context:\n    namespace: ${value}\n`;
      assert.deepEqual(marked(text), [`wrongType: ${value.replace('!!int ', '')}`]);
    }
  });

  it('marks a truth value whose line ends for kubectl only', () => {
    const text = 'kind: Config\ncontexts: [{name: x, context: {namespace: true \u2028}}]\n';
    assert.deepEqual(marked(text), ['wrongType: true']);
  });

  it('marks base64 that kubectl does not read, and repairs what can be repaired', () => {
    const cut = certificate.slice(0, 21);
    assert.deepEqual(marked(kubeconfig(cut)), [`badBase64: ${cut}`]);
    assert.equal(fixed(kubeconfig(cut)), undefined);
    const spaced = `"${certificate.slice(0, 8)} ${certificate.slice(8)}"`;
    assert.deepEqual(marked(kubeconfig(spaced)), [`badBase64: ${spaced}`]);
    assert.equal(fixed(kubeconfig(spaced)), kubeconfig(certificate));
    const pem = '|\n      -----BEGIN CERTIFICATE-----\n      CA';
    assert.deepEqual(marked(kubeconfig(pem)), ['badBase64: |']);
    assert.deepEqual(marked(fixed(kubeconfig(pem)) ?? ''), []);
    assert.deepEqual(marked(kubeconfig('Q0E=')), ['noCertificate: Q0E=']);
  });

  it('marks the placeholders of kubectl config view, and says which command gives the real thing', () => {
    const [finding] = findTypeProblems(kubeconfig('DATA+OMITTED'));
    assert.equal(finding?.code, 'placeholder');
    assert.match(finding.message, /kubectl config view --raw --flatten/);
    assert.deepEqual(marked(kubeconfig(certificate, 'token: REDACTED')), ['placeholder: REDACTED']);
  });

  it('sets a missing or wrong interactiveMode', () => {
    const missing = kubeconfig(certificate, execOf('v1'));
    assert.deepEqual(marked(missing), [`interactiveMode: {command: x, apiVersion: client.authentication.k8s.io/v1}`]);
    assert.match(fixed(missing) ?? '', /"interactiveMode": "IfAvailable"/);
    assert.deepEqual(marked(fixed(missing) ?? ''), []);
    assert.deepEqual(marked(fixed(kubeconfig(certificate, execOf('v1beta1, interactiveMode: Maybe'))) ?? ''), []);
  });

  it('offers ten edits of the whole file at a time, since each one costs', () => {
    const user = (_: unknown, index: number) => `- {name: u${index}, user: {${execOf('v1')}}}`;
    const findings = findTypeProblems(`users:\n${Array.from({ length: 12 }, user).join('\n')}\n`);
    assert.equal(findings.length, 12);
    assert.equal(findings.filter(({ fix }) => fix !== undefined).length, 10);
  });

  it('takes the quotes of a truth value away, and marks maps and lists in the wrong place by their first line', () => {
    const quoted = kubeconfig(certificate, execOf('v1beta1, provideClusterInfo: "True"'));
    assert.deepEqual(marked(quoted), ['wrongType: "True"']);
    assert.match(fixed(quoted) ?? '', /provideClusterInfo: true\}/);
    assert.deepEqual(marked(kubeconfig(certificate, 'token:\n      a: b\n      c: d')), ['wrongType: a: b']);
    assert.deepEqual(marked(kubeconfig(certificate, 'as-groups: admins')), ['wrongType: admins']);
  });

  it('marks what is no kubeconfig', () => {
    assert.deepEqual(marked('apiVersion: v1\nkind: Secret\nclusters: []\n'), ['otherKind: Secret']);
  });
});
