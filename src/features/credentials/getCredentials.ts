import { type FetchFailure, summaryOfFailures, withCredential } from '../../core/clusters/fetchFailure.ts';
import type { ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import { assertGivesCredential, type CredentialTarget } from '../../core/clusters/credentialTarget.ts';
import type { ClusterNow } from '../../core/clusters/seenNow.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { confirmAdminCredential, confirmStaticCredential } from './confirmCredential.ts';
import type { CredentialRequest } from './askCredentialRequest.ts';
import { chooseCredential } from './credentialPrompts.ts';
import { currentContextSetting } from '../kubeconfig/currentContextSetting.ts';
import { installedTools } from '../kubeconfig/installedTools.ts';
import { askFallbackOnce } from '../kubectlSignIn/fallbackSetting.ts';
import { pickClusters } from '../clusters/pickCluster.ts';
import { signingIn, signInNow } from '../signIn/signInFirst.ts';
import { back } from '../../ui/quickPickStep.ts';
import type { Memory } from '../../ui/memory.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { recallChoices, rememberChoices } from './credentialChoiceMemory.ts';
import { defaultLoginMode } from './defaultLoginMode.ts';
import { fetchChosenCredential, type FetchPorts } from './fetchCredential.ts';
import { PublicAddressArgument } from './publicAddressArgument.ts';
import { reachedAt } from './reachedAt.ts';
import { settledRequest } from './settledRequest.ts';
import { type RequestedTarget, targetFrom, targetToMerge } from './credentialTargets.ts';
import { targetsNow } from './targetsNow.ts';
import { mergeIntoKubeconfig, type MergeTaskPorts } from '../kubeconfig/mergeIntoKubeconfig.ts';
import { mayTrust } from '../kubectlSignIn/confirmTrust.ts';
import { entryNames } from '../kubectlSignIn/entryNames.ts';
import { trustFetchedContexts } from '../kubectlSignIn/trustContexts.ts';

export interface GetCredentialsPorts extends MergeTaskPorts, FetchPorts {
  readonly signIn: SignIn;
  readonly clusters: ClusterNow;
  readonly inventory: ClusterInventory;
  readonly memory: Memory;
  readonly previews: PreviewDocuments;
  readonly hasAzureCli: () => Promise<boolean>;
}

type Targets = readonly [CredentialTarget, ...CredentialTarget[]];

const title = l10n`Get AKS credentials`;

/**
 * Signs in if needed, lets the user choose, fetches the clusterUser credentials and merges them into the kubeconfig. From
 * rows of the tree it asks nothing that was chosen before.
 *
 * @param argument the row of the tree that it was asked from
 * @param selected all rows that are selected, where there are several
 * @throws AksEntraError for clusters that have no credential: alone at once, among several behind everything else
 */
export async function getCredentials(
  ports: GetCredentialsPorts,
  argument: unknown,
  selected: unknown,
  { isAlwaysAsked = false }: { readonly isAlwaysAsked?: boolean } = {},
): Promise<void> {
  // By the time that a list opens, it is often known.
  const tools = installedTools(ports);
  if ((await ports.signIn.currentAccount()) === undefined) {
    await signInNow(ports.signIn);
  }
  const { wanted, leftOut, asked } = await choose(ports, clustersOf(argument, selected), tools, {
    address: argument instanceof PublicAddressArgument ? 'public' : 'default',
    isAlwaysAsked,
  });
  if (wanted.some(({ request }) => request.choice.loginMode === 'vscode' && !request.isShownOnly)) {
    await askFallbackOnce(ports.memory, ports.hasAzureCli);
  }
  const [one, ...others] = wanted;
  if (one !== undefined && others.length === 0) {
    await getOne(ports, one, one.request);
    if (leftOut.length > 0) {
      throw summaryOfFailures(leftOut, leftOut.length + 1);
    }
  } else {
    const { getSeveral } = await import('./getSeveral.ts');
    await getSeveral(ports, wanted, { leftOut, asked: asked?.choice });
  }
}

async function getOne(ports: GetCredentialsPorts, seen: CredentialTarget, request: CredentialRequest): Promise<void> {
  const { cluster } = seen;
  if (request.isAdmin) {
    await confirmAdminCredential(cluster, request.isShownOnly);
  }
  const credential = await withProgress(l10n`Getting the credential of ${cluster.name}`, (signal) =>
    fetchChosenCredential(ports, seen, { interaction: 'allowed', signal }, request),
  );
  if (credential.kind !== 'static') {
    await rememberChoices(ports.memory, [{ cluster, choice: request.choice }]);
  }
  if (request.isShownOnly) {
    const { showCredential } = await import('./showCredential.ts');
    await showCredential(ports.previews, cluster, credential, request);
    return;
  }
  if (credential.kind === 'static' && !request.isAdmin) {
    await confirmStaticCredential(cluster, seen.place !== undefined);
  }
  const { contextName, targetFile } = request;
  const item = { ...targetToMerge(seen, credential), ...(contextName === undefined ? {} : { contextName }) };
  await mergeIntoKubeconfig(ports, {
    title,
    credentials: [item],
    current: item,
    currentContext: currentContextSetting(),
    nameEntries: request.choice.loginMode === 'vscode' ? await entryNames(ports.kubectlSignIn) : undefined,
    afterWrite: (...written) => trustFetchedContexts({ ...ports, mayTrust }, ...written),
    ...(targetFile === undefined ? {} : { targetFile }),
    reached: new Map([[item, reachedAt(ports, seen, request)]]),
    usePublicAddress: () => getOne(ports, seen, { ...request, address: 'public' }),
  });
}

async function choose(
  ports: GetCredentialsPorts,
  given: Targets | undefined,
  tools: Promise<InstalledTools>,
  { address, isAlwaysAsked }: { readonly address: ServerAddress; readonly isAlwaysAsked: boolean },
): Promise<{
  readonly wanted: readonly RequestedTarget[];
  readonly leftOut: readonly FetchFailure[];
  readonly asked: CredentialRequest | undefined;
}> {
  for (;;) {
    const chosen = given ?? (await signingIn(ports.signIn, () => pickClusters(ports.inventory, title)));
    if (chosen.length === 1) {
      assertGivesCredential(chosen[0]);
    }
    const { targets, failures } = await targetsNow(ports, chosen);
    const { offered, leftOut } = withCredential(targets, failures);
    const clusters = offered.map(({ cluster }) => cluster);
    const { proposed, settled } = await recallChoices(ports.memory, ports.kubeconfigs, clusters, defaultLoginMode());
    const isAtOnce = given !== undefined && !isAlwaysAsked;
    const known = offered.map(({ cluster, place }, index) => {
      const terms = { address, isExecOnly: place !== undefined };
      return { cluster, settled: isAtOnce ? settledRequest(cluster, settled[index], terms) : undefined };
    });
    const answers = await chooseCredential(known, ports.kubeconfigs, tools, {
      address,
      isExecOnly: offered.some(({ place }, index) => place !== undefined && known[index]?.settled === undefined),
      proposed,
      canGoBack: given === undefined,
    });
    if (answers !== back) {
      const wanted = answers.requests.flatMap((request, index) => {
        const target = offered[index];
        return target === undefined ? [] : [{ ...target, request }];
      });
      return { wanted, leftOut, asked: answers.asked };
    }
  }
}

/** The clusters of the rows that the command was asked from: each once. */
function clustersOf(argument: unknown, selected: unknown): Targets | undefined {
  const rows: readonly unknown[] = [argument, ...(Array.isArray(selected) ? (selected as unknown[]) : [])];
  const clusters = rows.flatMap((row) => targetFrom(row) ?? []);
  const [first, ...others] = new Map(clusters.map((seen) => [seen.cluster.id.toLowerCase(), seen])).values();
  return first === undefined ? undefined : [first, ...others];
}
