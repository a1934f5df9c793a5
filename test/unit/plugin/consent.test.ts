import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { programName } from '../../../src/adapters/credentialPlugin/programName.ts';
import { ProgramKubeconfigFiles } from '../../../src/adapters/credentialPlugin/programKubeconfigFiles.ts';
import type { TokenBroker } from '../../../src/adapters/credentialPlugin/tokenBroker.ts';
import { TrustedClusterFile } from '../../../src/adapters/credentialPlugin/trustedClusterFile.ts';
import { AksEntraError } from '../../../src/core/aksEntraError.ts';
import { BrokerAnswers } from '../../../src/core/credentialPlugin/brokerAnswers.ts';
import type { ProgramKubeconfigs } from '../../../src/core/credentialPlugin/unnamedRequest.ts';
import { parsePluginArguments } from '../../../src/core/login/pluginArguments.ts';
import { withPluginLogin } from '../../../src/core/login/pluginLogin.ts';
import { kubectlStyle, renderMapLines } from '../../../src/core/yaml/renderYaml.ts';
import { mapAt } from '../../../src/core/yamlValue.ts';
import { oldestAndNewestKubectl, runKubectl } from '../../kubectl.ts';
import { adminGroupId, startTestCluster, type TestCluster } from '../../simulator/kubernetes/startTestCluster.ts';
import { contextKey, makeDataFolder, pluginArguments } from './pluginProcess.ts';
import { startRealBroker } from './startRealBroker.ts';

/** Real programs that name no cluster, with the user that we write: through the launcher and a window's broker. */
const own = parsePluginArguments(pluginArguments);
const account = { id: own.accountId, label: 'ada@contoso.com' };
const refusal = /The program that runs this does not say which cluster the token is for, as kubectl, helm and k9s do\./;
const node = /aks-nodepool1-12345678-vmss000000/;

const home = realpathSync(mkdtempSync(join(homedir(), '.aks-entra-consent-')));
process.once('exit', () => {
  rmSync(home, { recursive: true, force: true });
});
const data = join(home, '.local', 'share', 'aks-entra');
cpSync(makeDataFolder(), data, { recursive: true, verbatimSymlinks: true });
chmodSync(data, 0o700);
mkdirSync(join(home, '.kube'), { mode: 0o700 });
const config = join(home, '.kube', 'config');
/** The same, in which our user is not told of its cluster. */
const hidden = join(home, 'hidden');
/** A kubeconfig that leads nowhere, under a name that the plugin does not take. */
const odd = join(home, '.kube', '$x');
writeFileSync(odd, 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\nusers: []\n', { mode: 0o600 });
const trustedClusters = new TrustedClusterFile(data);
const log: string[] = [];
const told: string[] = [];
let leadsElsewhere: AksEntraError | undefined;
let read = 0;

const realReader = new ProgramKubeconfigFiles();
/** Looks whether the program told of the very file, too. */
const programKubeconfigs: Pick<ProgramKubeconfigs, 'assertLeadTo'> = {
  async assertLeadTo(entries, request) {
    const { kubeconfig, home: homeOfProgram, files } = request;
    read++;
    const { ino, size } = statSync(config, { bigint: true });
    assert.deepEqual(
      [kubeconfig ?? join(homeOfProgram ?? '', '.kube', 'config'), entries[0]?.key],
      [config, contextKey],
    );
    assert.deepEqual(files, [{ inode: String(ino), size: Number(size) }]);
    await realReader.assertLeadTo(entries, request);
    if (leadsElsewhere !== undefined) {
      throw leadsElsewhere;
    }
  },
};

let cluster: TestCluster;
let broker: TokenBroker;
const formerHome = process.env['HOME'];
before(async () => {
  // The window's, too.
  process.env['HOME'] = home;
  cluster = await startTestCluster();
  const token = await cluster.mint({ groups: [adminGroupId] });
  const certificateAuthorityData = Buffer.from(cluster.authority.certPem).toString('base64');
  const { server, serverName: tlsServerName } = cluster;
  await trustedClusters.add([
    { ...own, server, tlsServerName, certificateAuthorityData, skipsTlsVerify: false, key: contextKey },
  ]);
  const answers = new BrokerAnswers({
    trustedClusters,
    signIn: {
      accounts: () => Promise.resolve([account]),
      token: () => Promise.resolve({ token, expiresOnMs: Date.now() + 3_600_000 }),
    },
    environment: () => 'AzurePublicCloud',
    contextNamesOf: () => Promise.resolve([]),
    tellSignInNeeded: () => undefined,
    tellKeyWrong: () => told.push('key'),
    tellConsentMissing: ({ programName: name }) => told.push(`consent ${name}`),
    tellRefused: (line) => told.push(line),
    programKubeconfigs,
    programNameOf: programName,
    logger: { info: (line) => log.push(line) },
    nowMs: Date.now,
    delay: (ms) => setTimeout(ms, undefined, { ref: false }),
  });
  broker = await startRealBroker(data, answers);
  writeConfig(config, true);
  writeConfig(hidden, false);
});
after(async () => {
  process.env['HOME'] = formerHome;
  broker.dispose();
  await cluster.close();
});

beforeEach(async () => {
  await trustedClusters.setConsent(contextKey, undefined);
  leadsElsewhere = undefined;
  read = 0;
  log.length = 0;
  told.length = 0;
});

interface Program {
  readonly name: string;
  /** What it calls itself. */
  readonly called: RegExp;
  /** Lists nodes with the kubeconfig of the home folder, or as KUBECONFIG says. @returns all that it says */
  run(env: Readonly<Record<string, string>>): Promise<string>;
}

const listNodes = `
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
const config = new KubeConfig();
config.loadFromDefault();
const { items } = await config.makeApiClient(CoreV1Api).listNode();
console.log(items.map(({ metadata }) => metadata.name).join());
`;

const programs: readonly Program[] = [
  {
    name: '@kubernetes/client-node',
    called: /^node/,
    run: async (env) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', listNodes], {
        cwd: import.meta.dirname,
        env: { HOME: home, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      return `${stdout}${stderr}`;
    },
  },
  // It becomes such a program with a file that has our user, key and all, without provideClusterInfo. This documents a
  // limit: such a file is not looked at, since nobody but the program knows of it.
  ...oldestAndNewestKubectl().map((kubectl): Program => ({
    name: `kubectl 1.${kubectl.minor} that is given a file which keeps the cluster from being named`,
    called: /^kubectl/,
    run: async (env) => {
      const { stdout, stderr } = await runKubectl(kubectl, ['get', 'nodes', '--kubeconfig', hidden], {
        HOME: home,
        ...env,
      });
      return `${stdout}${stderr}`;
    },
  })),
];

/** As we write it, or but for what the program may be told of the cluster. */
function writeConfig(path: string, provideClusterInfo: boolean): void {
  const plugin = { command: join(data, 'plugin', 'aks-entra'), args: [], env: {} };
  const user = withPluginLogin(
    {},
    { isLegacy: false, tenantId: own.tenantId },
    { mode: 'vscode', plugin, accountId: own.accountId, environment: own.environment, key: contextKey },
  );
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'shop',
    clusters: [
      {
        name: 'shop',
        cluster: {
          server: cluster.server,
          'tls-server-name': cluster.serverName,
          'certificate-authority-data': Buffer.from(cluster.authority.certPem).toString('base64'),
        },
      },
    ],
    contexts: [{ name: 'shop', context: { cluster: 'shop', user: 'ada' } }],
    users: [{ name: 'ada', user: { exec: { ...mapAt(user, 'exec'), provideClusterInfo } } }],
  };
  writeFileSync(path, `${renderMapLines(kubeconfig, 0, kubectlStyle).join('\n')}\n`, { mode: 0o600 });
}

for (const program of programs) {
  describe(`${program.name} and the consent`, () => {
    const allow = () => trustedClusters.setConsent(contextKey, { kubeconfigs: [config] });

    it('gets no token without it, and says how to give it; VS Code hears of it', async () => {
      const said = await program.run({});
      assert.match(said, refusal);
      assert.match(said, /run "AKS Entra: Let Programs That Name No Cluster Use a Context…" in VS Code/);
      assert.doesNotMatch(said, node);
      assert.ok(told.length > 0);
      for (const line of told) {
        assert.ok(line.startsWith('consent ') && program.called.test(line.slice('consent '.length)), line);
      }
      assert.equal(read, 0);
    });

    it('lists nodes with it, whether KUBECONFIG names the file or nobody does, and loses it at once', async () => {
      await allow();
      for (const env of [{}, { KUBECONFIG: config }]) {
        log.length = 0;
        assert.match(await program.run(env), node);
        assert.match(log[0] ?? '', /^A token of ada@contoso\.com for \S+ went to a program that names no cluster and/);
        assert.equal(log.length, read);
        read = 0;
      }
      assert.deepEqual(told, []);
      await trustedClusters.setConsent(contextKey, undefined);
      assert.match(await program.run({}), refusal);
    });

    it('gets no token where its kubeconfigs lead elsewhere', async () => {
      await allow();
      leadsElsewhere = new AksEntraError('kubeconfigsLeadElsewhere', 'The file leads elsewhere.');
      const said = await program.run({});
      assert.match(said, /The file leads elsewhere\./);
      assert.doesNotMatch(said, node);
      assert.deepEqual(log, []);
    });

    it('gets no token for KUBECONFIG’s odd characters, whatever was allowed', async () => {
      await allow();
      assert.match(await program.run({ KUBECONFIG: `${config}:${odd}` }), /KUBECONFIG holds a character/);
      assert.equal(read, 0);
    });
  });
}

for (const kubectl of oldestAndNewestKubectl()) {
  it(`changes nothing for kubectl 1.${kubectl.minor}, which names its cluster`, async () => {
    const { stdout, stderr } = await runKubectl(kubectl, ['get', 'nodes'], {
      HOME: home,
      KUBECONFIG: `${config}:${odd}`,
    });
    assert.match(stdout, node);
    assert.equal(stderr, '');
    assert.deepEqual([read, log, told], [0, [], []]);
  });
}
