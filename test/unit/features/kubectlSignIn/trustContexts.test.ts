import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trustContexts, trustFetchedContexts } from '../../../../src/features/kubectlSignIn/trustContexts.ts';
import { readKubeconfigs } from '../../../../src/features/kubeconfig/readKubeconfigs.ts';
import { isSameUrl } from '../../../../src/core/credentialPlugin/clusterUrl.ts';
import {
  type ClusterAccess,
  isSameAccess,
  type TrustedCluster,
} from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import { KubeconfigSnapshot } from '../../../../src/core/kubeconfig/kubeconfigSnapshot.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { pluginContexts, type PluginContext } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
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
/** As Azure describes the cluster. */
const described: ClusterAccess = {
  server,
  certificateAuthorityData: stringAt(credential.cluster, 'certificate-authority-data') ?? '',
  skipsTlsVerify: false,
  tenantId: credential.entra?.tenantId ?? '',
  environment: credential.entra?.environment ?? '',
  accountId: 'ada.home',
};
/** The same, of a private cluster for which Azure has two names. */
const otherHost = 'payments-prod-9f8e.privatelink.westeurope.azmk8s.io';
const fetchedWithOther = new Map([[name, { ...credential, otherHost }]]);
const nothingBefore = snapshotOf({});

function mergedInto(text: string | undefined): string {
  const plan = planMerge({ text, credential, onConflict: 'overwrite', setCurrentContext: true });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

/** Files by their paths, and what became trusted; nobody is asked. */
function ports(files: Readonly<Record<string, string>>, listed: readonly TrustedCluster[] = []) {
  const trusted: ClusterAccess[] = [];
  const log: string[] = [];
  const write = (message: string): void => void log.push(message);
  return {
    trusted,
    log,
    logger: { debug: write, info: write, warn: write, error: write },
    kubeconfigs: { read: (path: string) => Promise.resolve(files[path]) },
    mayTrust: (): Promise<boolean> => Promise.reject(new Error('Nobody is to be asked.')),
    kubectlSignIn: {
      contextKeys: () => Promise.resolve({ trusted: listed, keyOf: () => '', newKey: () => '' }),
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
  it('are those that Azure described', async () => {
    const plain = ports({});
    const plainly = snapshotOf({ '/home/ada/.kube/config': own });
    await trustFetchedContexts(plain, fetched, plainly, nothingBefore);
    assert.deepEqual(
      plain.trusted.map((cluster) => [cluster.server, cluster.certificateAuthorityData, cluster.accountId]),
      [[server, stringAt(credential.cluster, 'certificate-authority-data'), 'ada.home']],
    );
  });

  it('are unasked those whose TLS name is their own host, and those behind a tunnel, as Azure described them', async () => {
    const host = new URL(server).hostname;
    for (const lines of [
      `    tls-server-name: ${host.toUpperCase()}\n    server: ${server}\n`,
      `    tls-server-name: ${host}\n    server: https://localhost:50123/\n`,
    ]) {
      const list = new KeyList();
      const text = own.replace(/ +server:.*\n/, lines);
      const { undo, notes } = await trustFetchedContexts(
        { ...ports({}), kubectlSignIn: list },
        fetched,
        snapshotOf({ '/home/ada/.kube/config': text }),
        nothingBefore,
      );
      assert.deepEqual(
        list.clusters.map((each) => isSameAccess(each, described) && isSameUrl(each.server, server)),
        [true],
      );
      assert.deepEqual(notes, []);
      await undo();
      assert.deepEqual(list.clusters, []);
    }
  });

  it('have the other name of their API server, where Azure named two, and may be reached by it through a tunnel', async () => {
    const host = new URL(server).hostname;
    for (const [lines, to] of [
      [`    server: ${server}\n`, fetchedWithOther],
      [`    tls-server-name: ${host}\n    server: https://localhost:50123/\n`, fetchedWithOther],
      [`    tls-server-name: ${otherHost}\n    server: https://localhost:50123/\n`, fetchedWithOther],
      [`    server: ${server}\n`, fetched],
    ] as const) {
      const now = ports({});
      const text = own.replace(/ +server:.*\n/, lines);
      const { notes } = await trustFetchedContexts(now, to, snapshotOf({ '/k': text }), nothingBefore);
      assert.deepEqual(
        now.trusted.map((each) => [each.server, each.tlsServerName, each.otherHost]),
        [[server, undefined, to === fetched ? undefined : otherHost]],
      );
      assert.deepEqual(notes, []);
    }
    const unknown = ports({});
    const tunnel = own.replace(/ +server:.*\n/, `    tls-server-name: ${otherHost}\n    server: https://localhost:1\n`);
    await trustFetchedContexts(unknown, fetched, snapshotOf({ '/k': tunnel }), nothingBefore);
    assert.deepEqual(unknown.trusted, []);
  });

  it('have no empty authority, which the list would not be read with', async () => {
    const now = ports({});
    const text = own.replace(/ +certificate-authority-data:.*\n/, '');
    const bare = new Map([[name, { cluster: { server } }]]);
    await trustFetchedContexts(now, bare, snapshotOf({ '/k': text }), nothingBefore);
    assert.deepEqual(
      now.trusted.map((each) => [each.server, 'certificateAuthorityData' in each]),
      [[server, false]],
    );
  });

  it('are not unasked those with that other name as the TLS name of a server that is no tunnel', async () => {
    const text = own.replace(/( +)server:/, `$1tls-server-name: ${otherHost}\n$1server:`);
    const now = snapshotOf({ '/home/ada/.kube/config': text });
    const declining = { ...ports({}), mayTrust: () => Promise.resolve(false) };
    const { notes } = await trustFetchedContexts(declining, fetchedWithOther, now, nothingBefore);
    assert.deepEqual([declining.trusted.length, notes.length], [0, 1]);
    const agreeing = { ...ports({}), mayTrust: () => Promise.resolve(true) };
    await trustFetchedContexts(agreeing, fetchedWithOther, now, nothingBefore);
    assert.deepEqual(
      agreeing.trusted,
      pluginContexts([text], [name]).map(({ cluster }) => cluster),
    );
  });

  const special: Readonly<Record<string, string>> = {
    'another TLS name': 'tls-server-name: aks-nodepool1-vmss000000',
    'the TLS name of another cluster': 'tls-server-name: other-1a2b.hcp.westeurope.azmk8s.io',
    'a proxy': 'proxy-url: http://proxy.example:3128',
  };
  for (const [what, line] of Object.entries(special)) {
    const text = own.replace(/( +)server:/, `$1${line}\n$1server:`);
    const now = snapshotOf({ '/home/ada/.kube/config': text });
    const [shown] = pluginContexts([text], [name]);
    assert.ok(shown);

    it(`are not unasked those with ${what}`, async () => {
      const asked: (readonly PluginContext[])[] = [];
      const answer = (isTrusted: boolean) => (contexts: readonly PluginContext[]) => {
        asked.push(contexts);
        return Promise.resolve(isTrusted);
      };
      const declining = { ...ports({}), mayTrust: answer(false) };
      const { notes } = await trustFetchedContexts(declining, fetched, now, nothingBefore);
      assert.deepEqual(declining.trusted, []);
      assert.deepEqual(notes, ['“payments-prod” gets no token: you did not trust its proxy or TLS server name.']);
      const agreeing = { ...ports({}), mayTrust: answer(true) };
      const agreed = await trustFetchedContexts(agreeing, fetched, now, nothingBefore);
      assert.deepEqual(agreeing.trusted, [shown.cluster]);
      assert.deepEqual(agreed.notes, []);
      assert.deepEqual(asked, [[shown], [shown]]);
    });

    it(`are asked about once, with ${what}`, async () => {
      const known = ports({}, [{ ...shown.cluster, key: '0'.repeat(32) }]);
      await trustFetchedContexts(known, fetched, now, nothingBefore);
      assert.deepEqual(known.trusted, [shown.cluster]);
      const elsewhere = { ...shown.cluster, tlsServerName: 'a.example', proxyUrl: 'http://a', key: '0'.repeat(32) };
      const other = ports({}, [elsewhere, { ...described, key: '0'.repeat(32) }]);
      await assert.rejects(trustFetchedContexts(other, fetched, now, nothingBefore), /Nobody is to be asked/);
    });
  }

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
    const { undo } = await trustFetchedContexts(fetchPorts, fetched, files.snapshot, before);
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
    [
      'a port of this machine without a name',
      cluster(`    server: https://localhost:50123\n    certificate-authority-data: ${authority}\n`),
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

  it('are those behind a tunnel, and never a port of this machine', async () => {
    const host = new URL(server).hostname;
    const tunnelled = (lines: string): PluginContext[] =>
      pluginContexts([own.replace(/ +server:.*\n/, `    server: https://127.0.0.1:50123\n${lines}`)], [name]);
    const own443 = { ...described, server: `https://${host}:443` };
    const good = ports({});
    await trustContexts(good, tunnelled(`    tls-server-name: ${host}\n`), []);
    assert.deepEqual(good.trusted, [own443]);
    for (const lines of [
      '',
      '    tls-server-name: localhost\n',
      `    tls-server-name: ${host}\n    proxy-url: http://p\n`,
      `    tls-server-name: ${host}\n    insecure-skip-tls-verify: true\n`,
    ]) {
      const bad = ports({});
      await assert.rejects(trustContexts(bad, tunnelled(lines), []), {
        code: 'clusterNotTrusted',
        message: /“payments-prod” goes to a port of this machine, https:\/\/127\.0\.0\.1:50123, and does not say which/,
      });
      assert.deepEqual(bad.trusted, []);
    }
  });

  it('are those of the list, also behind a tunnel with the other name that Azure has for them', async () => {
    const lines = `    server: https://127.0.0.1:50123\n    tls-server-name: ${otherHost}\n`;
    const contexts = pluginContexts([own.replace(/ +server:.*\n/, lines)], [name]);
    const known = { ...described, otherHost, key: '0'.repeat(32) };
    const listed = ports({}, [known]);
    await trustContexts(listed, contexts, []);
    assert.deepEqual(listed.trusted, [known]);
    // A kubeconfig tells no other name of anything.
    const unlisted = ports({}, [{ ...described, key: '0'.repeat(32) }]);
    await trustContexts(unlisted, contexts, []);
    assert.deepEqual(unlisted.trusted, [{ ...described, server: `https://${otherHost}:443` }]);
  });

  it('are none where there is nothing of our plugin', async () => {
    const nothing = ports({});
    await (
      await trustContexts(nothing, [], [])
    )();
    assert.deepEqual(nothing.trusted, []);
  });
});
