import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findInKubeconfig, pathsIn } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import type {
  KubeconfigFinding,
  KubeconfigSurroundings,
} from '../../../../src/core/kubeconfigFindings/kubeconfigFinding.ts';
import { applyEdits } from '../../../../src/core/yaml/textEdit.ts';

const fine: KubeconfigSurroundings = {
  path: '/home/ada/.kube/config',
  pluginPath: '/home/ada/.local/share/aks-entra/plugin/aks-entra',
  hasKubelogin: true,
  permissions: 0o600,
  missingPaths: new Set(),
};

const healthy = `apiVersion: v1
kind: Config
clusters:
- name: a
  cluster: {server: "https://a.example", certificate-authority: ca.pem, insecure-skip-tls-verify: false}
contexts:
- name: a
  context: {cluster: a, user: a, namespace: "123"}
current-context: a
preferences: {colors: true}
users:
- name: a
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]
      provideClusterInfo: false
`;

/** What is marked, with what stands there. */
function marked(text: string, surroundings: Partial<KubeconfigSurroundings> = {}): string[] {
  const findings = findInKubeconfig(text, { ...fine, ...surroundings });
  return findings.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

function only(text: string, surroundings: Partial<KubeconfigSurroundings> = {}): KubeconfigFinding {
  const [finding, ...others] = findInKubeconfig(text, { ...fine, ...surroundings });
  assert.ok(finding);
  assert.deepEqual(others, []);
  return finding;
}

function fixed(text: string, { fix }: KubeconfigFinding): string {
  assert.ok(fix?.kind === 'edit');
  return applyEdits(text, fix.edits);
}

describe('findInKubeconfig', () => {
  it('finds nothing in a healthy kubeconfig, nor in one that is empty', () => {
    for (const text of [healthy, JSON.stringify({ users: [] }), '', '# nothing\n', 'just text']) {
      assert.deepEqual(marked(text), [], text);
    }
  });

  it('finds the first thing that is no YAML to kubectl, and nothing else then', () => {
    assert.deepEqual(marked('users:\n\t- {'), ['unreadableText: \t- {']);
    assert.deepEqual(marked('users: [\n'), ['unreadableText: [']);
  });

  it('marks the azure auth provider, to be converted for the contexts that use it', () => {
    const text = healthy.replace(/ {4}exec:[^]*/, '    auth-provider: {name: azure, config: {tenant-id: t}}\n');
    const finding = only(text);
    assert.equal(text.slice(finding.start, finding.end), 'auth-provider');
    assert.deepEqual(finding.fix, { kind: 'convert', title: 'Convert Context…', contextNames: ['a'] });
    assert.deepEqual(marked(text.replace('name: azure', 'name: oidc')), []);
  });

  it('marks an exec version that kubectl refuses', () => {
    const text = healthy.replace('v1beta1', 'v1alpha1');
    assert.deepEqual(marked(text), ['oldExecVersion: client.authentication.k8s.io/v1alpha1']);
    assert.equal(only(text).fix?.kind, 'getCredentials');
  });

  it('marks kubelogin where it is not on the PATH, and not where that is not known or it has a path', () => {
    assert.deepEqual(marked(healthy, { hasKubelogin: false }), ['missingKubelogin: kubelogin']);
    assert.deepEqual(marked(healthy, { hasKubelogin: undefined }), []);
    assert.deepEqual(marked(healthy.replace('kubelogin', '/opt/kubelogin'), { hasKubelogin: false }), []);
  });

  it('marks kubelogin where the one on the PATH is int128’s, but not for a user of that one', () => {
    const otherKubelogin = '/usr/local/bin/kubelogin';
    const finding = only(healthy, { otherKubelogin });
    assert.equal(finding.code, 'otherKubelogin');
    assert.match(finding.message, /^The kubelogin on the PATH, \/usr\/local\/bin\/kubelogin, is another program/);
    assert.equal(finding.fix?.kind, 'installTool');
    assert.deepEqual(marked(healthy.replace('kubelogin', '/opt/kubelogin'), { otherKubelogin }), []);
    assert.deepEqual(marked(healthy.replace('--server-id', '--oidc-issuer-url'), { otherKubelogin }), []);
    const lost = healthy.replace('command: kubelogin', 'command: /gone/kubelogin');
    assert.equal(only(lost, { otherKubelogin, missingPaths: new Set(['/gone/kubelogin']) }).fix, undefined);
  });

  it('marks paths that lead to nothing, and puts the plain kubelogin in the place of a lost one', () => {
    const lost = '/tmp/aks-x1/kubelogin';
    const text = healthy.replace('command: kubelogin', `command: ${lost} # theirs`);
    assert.deepEqual(pathsIn(text), ['ca.pem', lost]);
    assert.deepEqual(pathsIn(healthy), ['ca.pem']);
    const finding = only(text, { missingPaths: new Set([lost]) });
    assert.equal(finding.message, `${lost} does not exist. It was in a temporary folder, which gets cleaned.`);
    assert.equal(fixed(text, finding), healthy.replace('command: kubelogin', 'command: kubelogin # theirs'));
    const authority = only(healthy, { missingPaths: new Set(['ca.pem']) });
    assert.equal(authority.message, 'ca.pem does not exist.');
    assert.equal(authority.fix, undefined);
  });

  it('puts the plain kubelogin in the place of a lost one that is written over several lines', () => {
    for (const [block, after] of [
      ['>-\n        /tmp/x/kubelogin\n', 'kubelogin\n'],
      ['|-  # theirs\n        /tmp/x/kubelogin\n\n', 'kubelogin\n\n'],
    ] as const) {
      for (const eol of ['\n', '\r\n']) {
        const text = healthy.replace('kubelogin\n', block).replaceAll('\n', eol);
        const finding = only(text, { missingPaths: new Set(['/tmp/x/kubelogin']) });
        assert.equal(fixed(text, finding), healthy.replace('kubelogin\n', after).replaceAll('\n', eol));
      }
    }
  });

  it('marks a static credential beside an exec, never saying what it is, and removes it', () => {
    const text = healthy.replace('    exec:\n', '    token: hush # old\n    exec:\n');
    const finding = only(text);
    assert.equal(text.slice(finding.start, finding.end), 'token');
    assert.ok(!JSON.stringify(finding).includes('hush'));
    assert.equal(fixed(text, finding), healthy);
    const certificate = healthy.replace(
      '    exec:\n',
      '    client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCmNsaWVudAo=\n    client-key-data: eQ==\n    exec:\n',
    );
    assert.equal(fixed(certificate, only(certificate)), healthy);
  });

  it('takes null for absent, as kubectl does', () => {
    for (const value of ['null', 'Null', 'NULL', '~', '']) {
      const text = healthy
        .replace('ca.pem', value)
        .replace('    exec:\n', `    token: ${value}\n    client-key: ${value}\n    exec:\n`);
      assert.deepEqual(pathsIn(text), [], value);
      assert.deepEqual(marked(text, { missingPaths: new Set([value]) }), [], value);
    }
    for (const value of ['nULL', '"null"', '!!str null']) {
      assert.deepEqual(pathsIn(healthy.replace('ca.pem', value)), [value.replace(/[^a-z]|str/gi, '')], value);
    }
  });

  it('marks unquoted values that kubectl does not read as text, and quotes them', () => {
    for (const value of 'y N yes off true 0123 08 0o17 0x1F 0b11 1_000 +1 1e3 .5 1. .inf .NaN 123'.split(' ')) {
      const text = healthy.replace('"123"', value);
      assert.deepEqual(marked(text), [`unquotedValue: ${value}`]);
      assert.match(only(text).message, /^kubectl reads this as a (truth value|number) and refuses the file/);
      assert.equal(fixed(text, only(text)), healthy.replace('"123"', `"${value}"`));
    }
    for (const value of 'Y On OFF True FALSE 0X1F 1E3 .Inf .NAN -.inf +.5'.split(' ')) {
      assert.deepEqual(marked(healthy.replace('"123"', value)), [`unquotedValue: ${value}`]);
    }
    // Measured with kubectl 1.33: text, in letters of mixed case, with a tag, or of a base that it does not know.
    for (const value of ['yEs', 'oN', 'tRUE', '.nAn', '.iNf', '!!str 123', '! yes', '0o18', '1:30', '.5_', '1e']) {
      assert.deepEqual(marked(healthy.replace('"123"', value)), [], value);
    }
    assert.deepEqual(marked(healthy.replace('"123"', '&n yes')), ['unquotedValue: yes']);
    for (const value of ['yes-please', '1.2.3', 'v1', "'1'", 'null', '~', '2001-01-01', 'e3']) {
      assert.deepEqual(marked(healthy.replace('"123"', value)), [], value);
    }
  });

  it('looks for unquoted values in arguments, environment, auth providers and names, and not where numbers may be', () => {
    const text = `clusters: [{name: 1, cluster: {server: s, disable-compression: true}}]
contexts: [{name: x, context: {cluster: 1, user: on, extensions: [{name: n, extension: {count: 3}}]}}]
users:
- name: x
  user:
    auth-provider: {name: oidc, config: {config-mode: 0}}
- name: y2
  user:
    exec: {command: c, args: [--timeout, 30], env: [{name: A, value: 7}], provideClusterInfo: true}
    as-groups: [g]
`;
    assert.deepEqual(
      marked(text).map((line) => line.replace('unquotedValue: ', '')),
      // kubectl refuses the extension named n, too: it reads a truth value.
      ['1', '1', 'on', 'n', '0', '30', '7'],
    );
  });

  it('marks the first line of a file that others may read', () => {
    for (const permissions of [0o644, 0o660, 0o604]) {
      const finding = only(healthy, { permissions });
      assert.equal(healthy.slice(finding.start, finding.end), 'apiVersion: v1');
      assert.deepEqual(finding.fix, {
        kind: 'restrictPermissions',
        title: 'Let only me read it (chmod 600)',
        path: fine.path,
      });
    }
    assert.deepEqual(marked(healthy, { permissions: undefined }), []);
    assert.deepEqual(marked(healthy, { permissions: 0o400 }), []);
  });

  it('reads flow style and CRLF with the right places', () => {
    const text = healthy.replace('"123"', 'yes').replaceAll('\n', '\r\n');
    assert.deepEqual(marked(text, { permissions: 0o644 }), ['widePermissions: apiVersion: v1', 'unquotedValue: yes']);
  });
});

describe('our own plugin in a kubeconfig', () => {
  const path = fine.pluginPath;
  const own = healthy
    .replace('command: kubelogin', `command: ${path}`)
    .replace('provideClusterInfo: false', 'provideClusterInfo: true');

  it('is no problem where it is there', () => {
    assert.deepEqual(marked(own), []);
  });

  it('is set up again where it is missing, and converted where it is another machine’s', () => {
    const missing = only(own, { missingPaths: new Set([path]) });
    assert.deepEqual([missing.code, missing.fix?.kind], ['missingPlugin', 'useVscodeSignIn']);
    const others = '/Users/ada/Library/Application Support/aks-entra/plugin/aks-entra';
    const foreign = only(own.replace(path, others), { missingPaths: new Set([others]) });
    assert.deepEqual(
      [foreign.code, foreign.fix],
      ['missingPlugin', { kind: 'convert', title: 'Convert to another sign-in…', contextNames: ['a'] }],
    );
  });

  it('has to be told the cluster', () => {
    const told = own.replace('provideClusterInfo: true', 'provideClusterInfo: false');
    const finding = only(told);
    assert.equal(finding.code, 'pluginWithoutCluster');
    assert.equal(finding.fix?.kind === 'edit' && applyEdits(told, finding.fix.edits), own);
    assert.equal(only(own.replace('      provideClusterInfo: true\n', '')).fix?.kind, 'convert');
    assert.equal(only(own.replace('provideClusterInfo: true', 'provideClusterInfo:')).fix?.kind, 'convert');
    assert.deepEqual(marked(own.replace('provideClusterInfo: true', 'provideClusterInfo: Yes')), []);
  });
});
