import { AksEntraError } from '../../core/aksEntraError.ts';
import { ToolInput } from '../../core/agentTools/toolInput.ts';
import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { assertHasCredential } from '../../core/clusters/noCredential.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { type ClusterNow, seenNow } from '../../core/clusters/seenNow.ts';
import { l10n } from '../../core/l10n.ts';
import { personLoginModes, type PersonLoginMode } from '../../core/login/loginModeNames.ts';
import { quotedName } from '../../core/quotedNames.ts';
import type { Memory } from '../../ui/memory.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { recallChoices } from '../credentials/credentialChoiceMemory.ts';
import type { FetchPorts } from '../credentials/fetchCredential.ts';
import type { MergeTaskPorts } from '../kubeconfig/mergeIntoKubeconfig.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import type { ActingTool } from './agentTool.ts';
import { listedCluster } from './toolContext.ts';

export interface CredentialToolPorts extends MergeTaskPorts, Omit<FetchPorts, 'clusterCredentials'> {
  readonly clusterCredentials: () => Promise<ClusterCredentials>;
  readonly clustersNow: () => Promise<ClusterNow>;
  readonly inventory: ClusterInventory;
  readonly memory: Memory;
  /** What the person has set for all clusters. */
  readonly defaultLoginMode: () => PersonLoginMode | undefined;
}

interface Wanted {
  readonly seen: SeenCluster;
  readonly loginMode: PersonLoginMode;
  readonly isMadeCurrent: boolean;
}

/** As “Get AKS credentials”, for a cluster with Entra; what a person would be asked about ends it. */
export function credentialTool(ports: CredentialToolPorts): ActingTool {
  return {
    title: l10n`Getting the credential of a cluster`,
    plan: async (input, signal) => {
      const given = new ToolInput(input, ['cluster', 'loginMode', 'makeCurrent']);
      const name = given.text('cluster');
      const chosen = given.optionalOneOf('loginMode', personLoginModes);
      const isMadeCurrent = given.flag('makeCurrent');
      const seen = await listedCluster(ports, name, signal);
      assertSignsIn(seen.cluster);
      const preferred = ports.defaultLoginMode();
      const { proposed } = await recallChoices(ports.memory, ports.kubeconfigs, [seen.cluster], preferred);
      const loginMode = chosen ?? proposed?.loginMode ?? 'vscode';
      const wanted = { seen, loginMode, isMadeCurrent };
      const { defaultPath, paths, facts } = await readKubeconfigs(ports.kubeconfigs);
      // Without any there is nothing that could stay.
      const becomesCurrent = isMadeCurrent || facts.current === undefined;
      const { cluster, account, subscription } = seen;
      const where =
        paths.length > 1
          ? l10n`the kubeconfig that already has it, otherwise ${defaultPath}`
          : l10n`the kubeconfig ${defaultPath}`;
      return {
        title: l10n`Get the credential of an AKS cluster?`,
        message: [
          l10n`Gets the clusterUser credential of the cluster ${quotedName(cluster.name)} (resource group ${quotedName(cluster.resourceGroup)}, subscription ${quotedName(subscription.displayName)}) from Azure as ${quotedName(account.label)}, and merges it into ${where} with the login mode ${loginMode}.`,
          ...(loginMode === 'vscode' ? [l10n`kubectl then gets tokens for this cluster from VS Code.`] : []),
          becomesCurrent
            ? l10n`It becomes the current context of kubectl.`
            : l10n`The current context of kubectl stays ${quotedName(facts.currentContext ?? '')}.`,
          l10n`Other entries stay as they are.`,
        ].join(' '),
        key: JSON.stringify([
          cluster.id,
          account.id,
          loginMode,
          becomesCurrent,
          facts.currentContext,
          paths,
          defaultPath,
        ]),
        run: (end) => getCredential(ports, wanted, end),
      };
    },
  };
}

/** A static credential is a full-admin certificate: no tool gets it. */
function assertSignsIn(cluster: Cluster): void {
  assertHasCredential(cluster);
  if (cluster.entra.kind === 'none') {
    throw staticCredential(cluster);
  }
}

function staticCredential({ name }: Cluster): AksEntraError {
  return new AksEntraError(
    'decisionNeeded',
    l10n`${quotedName(name)} has no Entra integration: its credential is a certificate with full rights, which no tool gets. The person can run “Get AKS credentials”.`,
  );
}

async function getCredential(
  ports: CredentialToolPorts,
  { seen: listed, loginMode, isMadeCurrent }: Wanted,
  signal: AbortSignal,
): Promise<{ done: readonly string[] }> {
  const options = { interaction: 'silent', signal } as const;
  const [clusterCredentials, clusters] = await Promise.all([ports.clusterCredentials(), ports.clustersNow()]);
  const loaded = { ...ports, clusterCredentials, clusters };
  const seen = await seenNow(loaded, listed, options, Date.now());
  assertSignsIn(seen.cluster);
  const [
    { fetchChosenCredential },
    { targetToMerge },
    { reachedAt },
    { mergeIntoKubeconfig },
    { entryNames },
    { trustFetchedContexts },
  ] = await Promise.all([
    import('../credentials/fetchCredential.ts'),
    import('../credentials/credentialTargets.ts'),
    import('../credentials/reachedAt.ts'),
    import('../kubeconfig/mergeIntoKubeconfig.ts'),
    import('../kubectlSignIn/entryNames.ts'),
    import('../kubectlSignIn/trustContexts.ts'),
  ]);
  const request = {
    choice: { format: 'exec', loginMode },
    isAdmin: false,
    address: 'default',
    isShownOnly: false,
  } as const;
  const credential = await fetchChosenCredential(loaded, seen, options, request);
  if (credential.kind === 'static') {
    throw staticCredential(seen.cluster);
  }
  signal.throwIfAborted();
  const item = targetToMerge(seen, credential);
  return {
    done: await mergeIntoKubeconfig(loaded, {
      title: l10n`Get AKS credentials`,
      credentials: [item],
      current: item,
      currentContext: isMadeCurrent ? 'set' : 'keep',
      nameEntries: loginMode === 'vscode' ? await entryNames(ports.kubectlSignIn) : undefined,
      // Where a person would be asked, there is no token.
      afterWrite: (...written) =>
        trustFetchedContexts({ ...loaded, mayTrust: () => Promise.resolve(false) }, ...written),
      questions: 'refused',
      reached: new Map([[item, reachedAt(ports, seen, request)]]),
    }),
  };
}
