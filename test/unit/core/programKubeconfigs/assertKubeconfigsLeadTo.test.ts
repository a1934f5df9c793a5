import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import { assertKubeconfigsLeadTo } from '../../../../src/core/programKubeconfigs/assertKubeconfigsLeadTo.ts';
import { strictKubeconfig } from '../../../../src/core/programKubeconfigs/strictKubeconfig.ts';
import {
  clusterEntry,
  contextEntry,
  key,
  kubeconfig,
  others,
  own,
  prod,
  staticUser,
  userEntry,
} from './ownKubeconfig.ts';

function judge(texts: readonly string[], entries: readonly TrustedCluster[] = [prod], written: readonly string[] = []) {
  const files = [...texts, ...written].map((text, index) => ({
    path: `/home/ada/${index}`,
    kubeconfig: strictKubeconfig(`/home/ada/${index}`, Buffer.from(text)),
    isPrograms: index < texts.length,
  }));
  assertKubeconfigsLeadTo(entries, files);
}

/** In one line, and without the key. */
function refused(
  texts: readonly string[],
  message: RegExp,
  entries?: readonly TrustedCluster[],
  written?: readonly string[],
) {
  assert.throws(
    () => {
      judge(texts, entries, written);
    },
    (error: Error & { code?: string }) => {
      assert.equal(error.code, 'kubeconfigsLeadElsewhere');
      assert.match(error.message, message);
      assert.ok(!error.message.includes(key) && !error.message.includes('\n'), error.message);
      return true;
    },
  );
}

const evil = 'https://evil.example';

describe('where the kubeconfigs lead that a program reads', () => {
  it('is to the trusted cluster, in whatever file which part of the context is', () => {
    judge([own]);
    judge([others, own]);
    judge([own, others, '']);
    judge([
      kubeconfig({ users: [userEntry(), staticUser('other')] }),
      kubeconfig({ contexts: [contextEntry(), contextEntry('web'), contextEntry('x', 'x', 'other')] }),
      kubeconfig({ clusters: [clusterEntry(), clusterEntry('x', { server: evil })] }),
    ]);
    judge([own.replaceAll('\n', '\r\n')]);
    judge([`# mine\n---\n${own}`.replace('# mine\n', '')]);
  });

  it('is to the trusted cluster where all of it stands there twice in the same way', () => {
    judge([own, own]);
    judge([
      kubeconfig({
        clusters: [clusterEntry(), clusterEntry('two')],
        contexts: [contextEntry(), contextEntry('t', 'two')],
        users: [userEntry()],
      }),
    ]);
  });

  const mine = [contextEntry(), contextEntry('admin', 'prod', 'admin')];
  const foreign = {
    'a context for our user that leads to another cluster': kubeconfig({
      clusters: [clusterEntry('evil', { server: evil })],
      contexts: [contextEntry('evil', 'evil')],
    }),
    'a context of the same name that leads to another cluster': kubeconfig({
      clusters: [clusterEntry('evil', { server: evil })],
      contexts: [contextEntry('prod', 'evil')],
    }),
    'a context for our user whose cluster is nowhere': kubeconfig({ contexts: [contextEntry('evil', 'evil')] }),
    'a context for our user that names no cluster': kubeconfig({ contexts: [contextEntry('evil', '""')] }),
    'a context for our user that names no cluster, and ours once more without a name': kubeconfig({
      clusters: [clusterEntry('""')],
      contexts: [contextEntry('evil', 'null')],
    }),
    'our cluster’s name with another server': kubeconfig({ clusters: [clusterEntry('prod', { server: evil })] }),
    'our cluster’s name with another authority': kubeconfig({
      clusters: [clusterEntry('prod', { 'certificate-authority-data': 'RVZJTA==' })],
    }),
    'our cluster’s name without an authority': kubeconfig({
      clusters: [clusterEntry('prod', { 'certificate-authority-data': '' })],
    }),
    'our cluster’s name with a file of authorities': kubeconfig({
      clusters: [clusterEntry('prod', { 'certificate-authority': '/home/ada/ca.crt' })],
    }),
    'our cluster’s name with another TLS name': kubeconfig({
      clusters: [clusterEntry('prod', { 'tls-server-name': 'node-1' })],
    }),
    'our cluster’s name with a proxy': kubeconfig({
      clusters: [clusterEntry('prod', { 'proxy-url': 'http://127.0.0.1:8080' })],
    }),
    'our cluster’s name without verification': kubeconfig({
      clusters: [clusterEntry('prod', { 'insecure-skip-tls-verify': 'true' })],
    }),
    'our cluster’s name with a truth value that is text': kubeconfig({
      clusters: [clusterEntry('prod', { 'insecure-skip-tls-verify': '"true"' })],
    }),
    'our cluster’s name with a field that nobody knows': kubeconfig({
      clusters: [clusterEntry('prod', { tls_server_name: 'node-1' })],
    }),
    'our cluster’s name without anything': 'clusters:\n- name: prod\n',
    'a second user of our name without a key': kubeconfig({ users: [userEntry('ada_prod', '')] }),
    'a second user of our name with another key': kubeconfig({ users: [userEntry('ada_prod', 'f'.repeat(32))] }),
    'a second user of our name with a token': kubeconfig({ users: [staticUser('ada_prod')] }),
    'a second user of our name with nothing': 'users:\n- name: ada_prod\n',
    'our user with something beside it': kubeconfig({ users: [`${userEntry()}    token: x\n`] }),
    'our user with another variable': kubeconfig({
      users: [userEntry().replace('      env:\n', '      env:\n      - name: LD_PRELOAD\n        value: x\n')],
    }),
    'our user that says no cluster': kubeconfig({
      users: [userEntry().replace('provideClusterInfo: true', 'provideClusterInfo: false')],
    }),
    'our user with another account': kubeconfig({ users: [userEntry().replace('- ada.home', '- bob.home')] }),
    'our key in a user of another name, which is none of ours': kubeconfig({
      users: [`- name: other\n  user:\n    token: ${key}\n`],
    }),
    'our key in a comment': `# ${key}\n`,
    'our key in a context': kubeconfig({ contexts: [contextEntry(key, 'x', 'y')] }),
    'our key in another variable': kubeconfig({
      users: [userEntry().replace('AKS_ENTRA_CONTEXT', 'AKS_ENTRA_CONTEXTS')],
    }),
    'our key in escapes': kubeconfig({
      users: [userEntry('other').replace(`'${key}'`, `"\\x30\\x31${key.slice(2)}"`)],
    }),
  };
  for (const [what, text] of Object.entries(foreign)) {
    it(`is elsewhere with ${what}, in a file before ours or behind it, or in a file that we wrote`, () => {
      refused([text, own], /\/home\/ada\/0 /);
      refused([own, text], /\/home\/ada\/1 /);
      refused([own, others], /\/home\/ada\/2 /, [prod], [text]);
      judge([others, own]);
    });
  }

  it('is elsewhere with such an entry in our own file, before ours or behind it', () => {
    const context = contextEntry('evil', 'evil');
    const cluster = clusterEntry('evil', { server: evil });
    const sections = { clusters: [clusterEntry()], contexts: mine, users: [userEntry()] };
    judge([kubeconfig(sections)]);
    refused([kubeconfig({ ...sections, clusters: [clusterEntry(), cluster], contexts: [context, ...mine] })], /“evil”/);
    refused([kubeconfig({ ...sections, clusters: [cluster, clusterEntry()], contexts: [...mine, context] })], /“evil”/);
    const sameName = clusterEntry('prod', { server: evil });
    refused([kubeconfig({ ...sections, clusters: [sameName, clusterEntry()] })], /is not the one that you set up/);
    refused([kubeconfig({ ...sections, clusters: [clusterEntry(), sameName] })], /is not the one that you set up/);
    refused(
      [kubeconfig({ ...sections, users: [userEntry(), staticUser('ada_prod')] })],
      /is not as AKS Entra wrote it/,
    );
    refused(
      [kubeconfig({ ...sections, users: [staticUser('ada_prod'), userEntry()] })],
      /is not as AKS Entra wrote it/,
    );
  });

  it('is to one of several entries of the key, which differ in how the cluster is reached', () => {
    const proxied = { ...prod, proxyUrl: 'http://proxy.contoso.com:8080' };
    const text = kubeconfig({
      clusters: [clusterEntry(), clusterEntry('far', { 'proxy-url': 'http://proxy.contoso.com:8080' })],
      contexts: [contextEntry(), contextEntry('far', 'far')],
      users: [userEntry()],
    });
    judge([text], [prod, proxied]);
    refused([text], /the cluster “far”/, [prod]);
  });

  it('is nowhere without a context of ours in a file of the program itself', () => {
    refused([others], /names no kubeconfig with a context/);
    refused([others], /names no kubeconfig with a context/, [prod], [own]);
    refused([kubeconfig({ users: [userEntry()] })], /names no kubeconfig with a context/);
    refused([], /names no kubeconfig with a context/, [prod], [own]);
    judge([own], [prod], [own]);
  });

  it('is not asked without a key', () => {
    assert.throws(() => {
      judge([own], [{ ...prod, key: '' }]);
    }, TypeError);
    assert.throws(() => {
      judge([own], []);
    }, TypeError);
  });

  it('is told without the key, whose name it may be', () => {
    for (const name of [key, `${'a'.repeat(290)}${key}`]) {
      refused([own, kubeconfig({ users: [staticUser(name)] })], /^((?!0123456789).)*is not as AKS Entra wrote it/);
      refused(
        [own, kubeconfig({ contexts: [contextEntry(name, 'evil')] })],
        /^((?!0123456789).)*in a place to which AKS Entra did not write it/,
      );
      const escaped = `"${name.replace('01', '0\\x31')}"`;
      refused([own, kubeconfig({ contexts: [contextEntry(escaped, 'evil')] })], /^((?!0123456789).)*names a cluster/);
      const sections = { clusters: [clusterEntry()], contexts: [contextEntry()] };
      refused([kubeconfig({ ...sections, users: [userEntry(), userEntry(name)] })], /^((?!0123456789).)*in a place/);
    }
  });

  it('is told with cleaned names', () => {
    refused([own, kubeconfig({ contexts: [contextEntry('"a](command:x)\u200b"', '""')] })], /“a\]\?\(command:x\)\?”/);
  });
});
