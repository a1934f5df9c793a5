import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ProgramKubeconfigFiles } from '../../src/adapters/credentialPlugin/programKubeconfigFiles.ts';
import { TrustedClusterFile } from '../../src/adapters/credentialPlugin/trustedClusterFile.ts';
import { BrokerAnswers } from '../../src/core/credentialPlugin/brokerAnswers.ts';
import { withPluginLogin } from '../../src/core/login/pluginLogin.ts';
import { kubectlStyle, renderMapLines } from '../../src/core/yaml/renderYaml.ts';
import { adminGroupId, alice, startTestCluster, tenantId } from '../simulator/kubernetes/startTestCluster.ts';
import { makeDataFolder, moveInto } from '../unit/plugin/pluginProcess.ts';
import { startRealBroker } from '../unit/plugin/startRealBroker.ts';

/** A home folder with the plugin and a kubeconfig, a window's broker, and a cluster behind it. */
export interface ProgramPlace {
  /** All of the environment that a program needs to use the kubeconfig. */
  readonly environment: Readonly<Record<string, string>>;
  /** The names of the cluster's nodes. */
  readonly nodes: readonly string[];
  /** Whether programs that name no cluster get a token: changes the list of clusters, as the user's answer does. */
  allowPrograms(isAllowed: boolean): Promise<void>;
  close(): Promise<void>;
}

const key = '0123456789abcdef0123456789abcdef';
const environment = 'AzurePublicCloud';

/** Everything is real but Entra: its tokens are the test cluster's, and the account is signed in. */
export async function startProgramPlace(): Promise<ProgramPlace> {
  const cluster = await startTestCluster(undefined, undefined, 'itself');
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'aks-entra-programs-')));
  const data = join(home, '.local', 'share', 'aks-entra');
  moveInto(makeDataFolder(), data);
  const { port } = new URL(cluster.server);
  const server = `https://localhost:${port}`;
  const certificateAuthorityData = Buffer.from(cluster.authority.certPem).toString('base64');
  const account = { id: `${alice.oid}.${tenantId}`, label: alice.upn };
  const kubeconfig = join(home, '.kube', 'config');
  mkdirSync(join(home, '.kube'), { mode: 0o700 });
  const login = {
    mode: 'vscode',
    plugin: { command: join(data, 'plugin', 'aks-entra'), args: [], env: {} },
    accountId: account.id,
    environment,
    key,
  } as const;
  const model = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': certificateAuthorityData } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'ours' } }],
    'current-context': 'test',
    users: [{ name: 'ours', user: withPluginLogin({}, { isLegacy: false, tenantId }, login) }],
  };
  writeFileSync(kubeconfig, `${renderMapLines(model, 0, kubectlStyle).join('\n')}\n`, { mode: 0o600 });
  const trustedClusters = new TrustedClusterFile(data);
  await trustedClusters.add([
    { server, certificateAuthorityData, skipsTlsVerify: false, tenantId, environment, accountId: account.id, key },
  ]);
  const answers = new BrokerAnswers({
    trustedClusters,
    signIn: {
      accounts: () => Promise.resolve([account]),
      token: async () => ({
        token: await cluster.mint({ groups: [adminGroupId] }),
        expiresOnMs: Date.now() + 3_600_000,
      }),
    },
    environment: () => environment,
    contextNamesOf: () => Promise.resolve([]),
    tellSignInNeeded: () => undefined,
    tellKeyWrong: () => undefined,
    tellConsentMissing: () => undefined,
    tellRefused: () => undefined,
    programKubeconfigs: new ProgramKubeconfigFiles(),
    programNameOf: () => Promise.resolve(undefined),
    logger: { info: () => undefined },
    nowMs: Date.now,
    delay: (ms) => setTimeout(ms, undefined, { ref: false }),
  });
  const broker = await startRealBroker(data, answers);
  return {
    environment: { HOME: home, KUBECONFIG: kubeconfig, PATH: process.env['PATH'] ?? '' },
    nodes: cluster.cluster.nodes.map(({ name }) => name),
    allowPrograms: (isAllowed) =>
      trustedClusters.setConsent(key, isAllowed ? { kubeconfigs: [kubeconfig] } : undefined),
    async close() {
      broker.dispose();
      await cluster.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
