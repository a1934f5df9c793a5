import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trustContexts, trustFetchedContexts } from '../../../../src/features/kubectlSignIn/trustContexts.ts';
import { readKubeconfigs } from '../../../../src/features/kubeconfig/readKubeconfigs.ts';
import type { ClusterAccess } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import { KubeconfigSnapshot } from '../../../../src/core/kubeconfig/kubeconfigSnapshot.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { pluginContexts } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
import { stringAt } from '../../../../src/core/yamlValue.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { KeyList } from './keyList.ts';
import { Files } from './pluginKubeconfigs.ts';
import { execCredential } from '../../core/kubeconfig/armCredentials.ts';

const name = 'payments-prod';
const credential = applyLoginMode(parseCredential(execCredential({ name, resourceGroup: 'rg' })), {
  mode: 'vscode',
  plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
  accountId: 'ada.home',
  environment: 'AzurePublicCloud',
});
const server = stringAt(credential.cluster, 'server') ?? '';
const own = mergedInto(undefined);
const fetched = new Map([[name, credential]]);
const nothingBefore = snapshotOf({});

function mergedInto(text: string | undefined): string {
  const plan = planMerge({ text, credential, onConflict: 'overwrite', setCurrentContext: true });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

/** Files by their paths, and what became trusted. */
function ports(files: Readonly<Record<string, string>>) {
  const trusted: ClusterAccess[] = [];
  const log: string[] = [];
  const write = (message: string): void => void log.push(message);
  return {
    trusted,
    log,
    logger: { debug: write, info: write, warn: write, error: write },
    kubeconfigs: { read: (path: string) => Promise.resolve(files[path]) },
    kubectlSignIn: {
      trust: (clusters: readonly ClusterAccess[]) => {
        trusted.push(...clusters);
        return Promise.resolve(() => Promise.resolve());
      },
      forget: () => Promise.reject(new Error('Nothing is gone.')),
    },
  };
}

/** What kubectl reads, in the order of the list. */
function snapshotOf(files: Readonly<Record<string, string>>): KubeconfigSnapshot {
  const paths = Object.keys(files);
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return new KubeconfigSnapshot({ paths, files: list, defaultPath: paths[0] ?? '', isListed: true });
}

describe('which clusters may get tokens once Azure’s credentials are merged', () => {
  it('are those that Azure described, with the proxy and the TLS name that the user gave them', async () => {
    const plain = ports({});
    const plainly = snapshotOf({ '/home/ada/.kube/config': own });
    await trustFetchedContexts(plain, fetched, plainly, nothingBefore);
    assert.deepEqual(
      plain.trusted.map((cluster) => [cluster.server, cluster.certificateAuthorityData, cluster.accountId]),
      [[server, stringAt(credential.cluster, 'certificate-authority-data'), 'ada.home']],
    );
    const proxied = ports({});
    const text = own.replace(/( +)server:/, '$1proxy-url: http://p\n$1tls-server-name: t\n$1server:');
    await trustFetchedContexts(proxied, fetched, snapshotOf({ '/home/ada/.kube/config': text }), nothingBefore);
    assert.deepEqual([proxied.trusted[0]?.proxyUrl, proxied.trusted[0]?.tlsServerName], ['http://p', 't']);
  });

  it('are read from a file of their own too', async () => {
    const files = { '/home/ada/.kube/config': '', '/home/ada/separate.yaml': own };
    const separate = ports(files);
    const store = {
      paths: () => Promise.resolve(['/home/ada/.kube/config']),
      writePath: () => Promise.resolve('/home/ada/.kube/config'),
      read: (path: string) => Promise.resolve(new Map(Object.entries(files)).get(path)),
      readAll: () => Promise.reject(new Error('The list is not asked for.')),
    };
    const beside = await readKubeconfigs(store, '/home/ada/separate.yaml');
    await trustFetchedContexts(separate, fetched, beside, nothingBefore);
    assert.equal(separate.trusted.length, 1);
  });

  it('and what a credential took the place of is forgotten, until Undo', async () => {
    const list = new KeyList();
    const former = mergedInto(undefined).replaceAll('ada.home', 'ada.former');
    const files = new Files({ '/home/ada/.kube/config': former });
    await list.trust((await pluginContextsOf(files, files.files)).map(({ cluster }) => cluster));
    const { clusters } = list;
    const before = files.snapshot;
    files.texts.set('/home/ada/.kube/config', own);
    const fetchPorts = { ...ports({}), kubectlSignIn: list };
    const undo = await trustFetchedContexts(fetchPorts, fetched, files.snapshot, before);
    assert.deepEqual(
      list.clusters.map(({ accountId }) => accountId),
      ['ada.home'],
    );
    await undo();
    assert.deepEqual(list.clusters, clusters);
  });

  const cluster = (lines: string): string =>
    `apiVersion: v1\nkind: Config\nclusters:\n- name: ${name}\n  cluster:\n${lines}`;
  const authority = stringAt(credential.cluster, 'certificate-authority-data') ?? '';
  for (const [what, evil] of [
    ['an evil server', cluster(`    server: https://evil.example\n    certificate-authority-data: ${authority}\n`)],
    ['another cluster of Azure', cluster('    server: https://evil.hcp.westeurope.azmk8s.io:443\n')],
    [
      'an evil certificate authority',
      cluster(`    server: ${server}\n    certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkVWSUwK\n`),
    ],
    ['a certificate authority in a file', cluster(`    server: ${server}\n    certificate-authority: evil.pem\n`)],
    ['unverified TLS', cluster(`    server: ${server}\n    insecure-skip-tls-verify: true\n`)],
    ['everything', own.replace(server, 'https://evil.example')],
  ] as const) {
    it(`are none that a file before the merged one leads elsewhere: ${what}`, async () => {
      const evilFirst = ports({});
      const list = snapshotOf({ '/work/repo/.kube/config': evil, '/home/ada/.kube/config': own });
      await trustFetchedContexts(evilFirst, fetched, list, nothingBefore);
      assert.deepEqual(evilFirst.trusted, []);
      assert.match(evilFirst.log.join(), /payments-prod gets no token/);
    });
  }
});

describe('which clusters may get tokens once the user agreed', () => {
  it('are those that were shown, whatever the kubeconfig says by then', async () => {
    const shown = pluginContexts([own], [name]);
    const changed = ports({ '/home/ada/.kube/config': own.replace(server, 'https://evil.example') });
    await trustContexts(changed, shown, [{ path: '/home/ada/.kube/config' }]);
    assert.deepEqual(
      changed.trusted.map((cluster) => cluster.server),
      [server],
    );
  });

  it('have the certificates of the file that the kubeconfig names, from its folder', async () => {
    const text = own.replace(/certificate-authority-data: \S+/, 'certificate-authority: ca.pem');
    const withFile = ports({ '/work/.kube/config': text, '/work/.kube/ca.pem': 'PEM' });
    await trustContexts(withFile, pluginContexts([text], [name]), [{ path: '/work/.kube/config' }]);
    assert.equal(withFile.trusted[0]?.certificateAuthorityData, Buffer.from('PEM').toString('base64'));
  });

  it('are none where there is nothing of our plugin', async () => {
    const nothing = ports({});
    await (
      await trustContexts(nothing, [], [])
    )();
    assert.deepEqual(nothing.trusted, []);
  });
});
