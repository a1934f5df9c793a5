import { hasPublicName } from '../clusters/apiServerFacts.ts';
import { asArgument } from '../clusters/noCredential.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import type { InstalledTools } from './installedTools.ts';
import {
  clusterObstacles,
  toolObstacles,
  type ClusterReached,
  type SignInWay,
  type ToolObstacle,
} from './obstacles.ts';
import type { Remedy } from './remedy.ts';

/** A context that was just written. */
export interface WrittenUse {
  readonly contextName: string;
  readonly way: SignInWay;
  /** Whether VS Code's sign-in could serve it. */
  readonly canUseVscodeSignIn: boolean;
  /** Where Azure has told of the cluster. */
  readonly reached?: ClusterReached & { readonly portalUrl: string };
}

/** What a result tells of all that keeps kubectl from using what was written. */
export interface ExplainedObstacles {
  /** Whole sentences, each for all that it holds for. */
  readonly sentences: readonly string[];
  /** The one first that helps best. */
  readonly remedies: readonly Remedy[];
  /** Whether something is reachable by a public name that was not chosen. */
  readonly hasPublicName: boolean;
  /** Whether kubectl cannot use something: who is in a private cluster's network reaches it, and who is, nobody knows. */
  readonly isWarning: boolean;
}

/** In the order in which they are to be overcome. */
const toolOrder: readonly ToolObstacle[] = [
  'kubectlMissing',
  'azureFormatRefused',
  'kubeloginMissing',
  'otherKubelogin',
  'azMissing',
  'azdMissing',
];

/** @param written one context at least */
export function explainObstacles(written: readonly WrittenUse[], tools: InstalledTools): ExplainedObstacles {
  const sentences: string[] = [];
  const remedies: Remedy[] = [];
  for (const obstacle of toolOrder) {
    const uses = written.filter(({ way }) => toolObstacles(way, tools).includes(obstacle));
    if (uses.length > 0) {
      sentences.push(explainTool(obstacle, uses, tools));
      remedies.push(...remediesOfTool(obstacle, uses));
    }
  }
  const stopped = reachedWith(written, 'clusterStopped');
  if (stopped.length > 0) {
    sentences.push(explainStopped(stopped));
    // Of several, their pages would be as many buttons.
    const [{ portalUrl } = { portalUrl: '' }, ...others] = stopped;
    remedies.push(
      ...(others.length === 0
        ? [{ kind: 'openPage', title: l10n`Open in Azure Portal`, url: portalUrl } as const]
        : []),
    );
  }
  const isWarning = sentences.length > 0;
  const hidden = reachedWith(written, 'clusterPrivate');
  const byName = hidden.filter(({ cluster, address }) => address === 'default' && hasPublicName(cluster));
  if (hidden.length > 0) {
    sentences.push(explainPrivate(hidden, byName));
  }
  return {
    sentences,
    remedies: eachKindOnce(remedies),
    hasPublicName: byName.length > 0,
    isWarning,
  };
}

function explainTool(obstacle: ToolObstacle, uses: readonly WrittenUse[], tools: InstalledTools): string {
  const names = quotedNames(uses.map(({ contextName }) => contextName));
  const isOne = uses.length === 1;
  const canUseVscode = uses.some(({ canUseVscodeSignIn }) => canUseVscodeSignIn);
  switch (obstacle) {
    case 'kubectlMissing':
      return tools.az === true
        ? l10n`kubectl is not on the PATH that VS Code sees. If your terminals do not find it either, az aks install-cli installs it.`
        : l10n`kubectl is not on the PATH that VS Code sees. If your terminals do not find it either, install it.`;
    case 'azureFormatRefused':
      return l10n`Your kubectl, ${tools.kubectlVersion?.name ?? ''}, refuses the format azure of ${names}, as every one since 1.26 does. Use another sign-in.`;
    case 'kubeloginMissing':
      return canUseVscode
        ? l10n`${names} ${isOne ? 'signs' : 'sign'} in through kubelogin, which is not on the PATH that VS Code sees, so kubectl may not find it: install it, or use VS Code’s sign-in.`
        : l10n`${names} ${isOne ? 'signs' : 'sign'} in through kubelogin, which is not on the PATH that VS Code sees, so kubectl may not find it: install it.`;
    case 'otherKubelogin':
      return l10n`${names} ${isOne ? 'signs' : 'sign'} in through Azure’s kubelogin. The one on the PATH, ${printable(tools.otherKubelogin ?? '')}, is another program of that name: int128’s, for OIDC. Put Azure’s before it, or use another sign-in.`;
    case 'azMissing':
      return l10n`For ${names} kubelogin asks the Azure CLI, az, which is not on the PATH that VS Code sees, so it may not be found: install it, or use another sign-in.`;
    case 'azdMissing':
      return l10n`For ${names} kubelogin asks the Azure Developer CLI, azd, which is not on the PATH that VS Code sees, so it may not be found: install it, or use another sign-in.`;
  }
}

function remediesOfTool(obstacle: ToolObstacle, uses: readonly WrittenUse[]): readonly Remedy[] {
  const namesOf = (some: readonly WrittenUse[]): string[] => some.map(({ contextName }) => contextName);
  const suitable = namesOf(uses.filter(({ canUseVscodeSignIn }) => canUseVscodeSignIn));
  const useVscode: readonly Remedy[] =
    suitable.length === 0
      ? []
      : [{ kind: 'useVscodeSignIn', title: l10n`Use VS Code Sign-in…`, contextNames: suitable }];
  switch (obstacle) {
    case 'kubectlMissing':
      return [{ kind: 'installTool', title: l10n`Install kubectl…`, tool: 'kubectl' }];
    case 'azureFormatRefused':
      return [{ kind: 'convert', title: l10n`Convert to Another Sign-in…`, contextNames: namesOf(uses) }];
    case 'kubeloginMissing':
      return [...useVscode, { kind: 'installTool', title: l10n`Install kubelogin…`, tool: 'kubelogin' }];
    case 'otherKubelogin':
      return [...useVscode, { kind: 'installTool', title: l10n`Install Azure’s kubelogin…`, tool: 'kubelogin' }];
    case 'azMissing':
      return [...useVscode, { kind: 'installTool', title: l10n`Install az…`, tool: 'az' }];
    case 'azdMissing':
      return [...useVscode, { kind: 'convert', title: l10n`Convert to Another Sign-in…`, contextNames: namesOf(uses) }];
  }
}

type Reached = NonNullable<WrittenUse['reached']>;

function reachedWith(written: readonly WrittenUse[], obstacle: 'clusterStopped' | 'clusterPrivate'): Reached[] {
  return written.flatMap(({ reached }) =>
    reached !== undefined && clusterObstacles(reached).includes(obstacle) ? [reached] : [],
  );
}

function explainStopped(stopped: readonly Reached[]): string {
  const names = quotedNames(stopped.map(({ cluster }) => cluster.name));
  const [first, ...others] = stopped;
  if (first === undefined || others.length > 0) {
    return l10n`${names} were stopped when they were listed, and kubectl gets no answer until they run: start them in the Azure portal or with az aks start.`;
  }
  const { resourceGroup, name } = first.cluster;
  const line = `az aks start -g ${asArgument(resourceGroup)} -n ${asArgument(name)}`;
  return l10n`${names} was stopped when it was listed, and kubectl gets no answer until it runs: start it in the Azure portal or with ${line}.`;
}

function explainPrivate(hidden: readonly Reached[], byName: readonly Reached[]): string {
  const names = quotedNames(hidden.map(({ cluster }) => cluster.name));
  const reach =
    hidden.length === 1
      ? l10n`${names} is private: kubectl reaches it from its virtual network only, through a VPN or a jump host.`
      : l10n`${names} are private: kubectl reaches them from their virtual networks only, through a VPN or a jump host.`;
  const [first] = byName;
  if (first === undefined) {
    return reach;
  }
  return byName.length === 1
    ? l10n`${reach} If the private name of ${quotedName(first.cluster.name)} is not found there, its public one may be.`
    : l10n`${reach} If private names are not found there, the public ones of ${quotedNames(byName.map(({ cluster }) => cluster.name))} may be.`;
}

/** Two obstacles may have one way out, for the contexts of both. */
function eachKindOnce(remedies: readonly Remedy[]): Remedy[] {
  const merged = new Map<string, Remedy>();
  for (const remedy of remedies) {
    const key = remedy.kind === 'openPage' ? remedy.url : remedy.kind === 'installTool' ? remedy.tool : remedy.kind;
    const known = merged.get(key);
    const isNamed = 'contextNames' in remedy && known !== undefined && 'contextNames' in known;
    merged.set(
      key,
      isNamed
        ? { ...remedy, contextNames: [...new Set([...known.contextNames, ...remedy.contextNames])] }
        : (known ?? remedy),
    );
  }
  return [...merged.values()];
}
