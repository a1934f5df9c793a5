import type { Cluster } from '../clusters/cluster.ts';
import type { ServerAddress } from '../clusters/clusterCredentials.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { l10n } from '../l10n.ts';
import { isBareKubelogin } from '../login/kubeloginCommand.ts';
import { type AnyLoginMode, isAnyLoginMode, isLoginMode } from '../login/loginModeNames.ts';
import { mapAt, stringAt } from '../yamlValue.ts';
import type { InstalledTools } from './installedTools.ts';
import type { KubectlVersion } from './kubectlVersion.ts';

/**
 * How kubectl signs in, as far as it takes programs for that: through VS Code, through kubelogin in one of its modes, or with
 * its own former auth provider. `other`: with nothing but what stands in the kubeconfig, or with what nobody knows here.
 */
export type SignInWay = AnyLoginMode | 'azureFormat' | 'other';

/** What of the installed programs keeps kubectl from signing in. */
export type ToolObstacle =
  'kubectlMissing' | 'azureFormatRefused' | 'kubeloginMissing' | 'otherKubelogin' | 'azMissing' | 'azdMissing';

/** What of a cluster keeps kubectl from reaching it. */
export type ClusterObstacle = 'clusterStopped' | 'clusterPrivate';

/** A cluster that a context leads to. */
export interface ClusterReached {
  readonly cluster: Pick<Cluster, 'name' | 'resourceGroup' | 'power' | 'isPrivate' | 'apiServerHost'>;
  /** Which of its names was chosen; absent where that was not the question: then nothing is said of its network. */
  readonly address?: ServerAddress;
}

/** What nothing is said of. */
export const unknownTools: InstalledTools = {
  kubectl: undefined,
  kubectlVersion: undefined,
  kubelogin: undefined,
  otherKubelogin: undefined,
  az: undefined,
  azd: undefined,
};

/** The first kubectl without the auth providers of the clouds (its change log of 1.26). */
const firstWithoutProviders = 26;

/** How kubectl signs in with a credential. */
export function signInWayOf({ kind, entra, user }: Pick<KubeconfigCredential, 'kind' | 'entra' | 'user'>): SignInWay {
  if (entra === undefined || kind === 'static') {
    return 'other';
  }
  if (kind === 'azureAuthProvider') {
    return 'azureFormat';
  }
  const { login } = entra;
  // One by its path is none of PATH's.
  const isLookedUp = login === 'vscode' || isBareKubelogin(stringAt(mapAt(user, 'exec'), 'command') ?? '');
  return isLookedUp && login !== undefined && isAnyLoginMode(login) ? login : 'other';
}

export function isAzureFormatRefused({ minor }: Pick<KubectlVersion, 'minor'>): boolean {
  return minor >= firstWithoutProviders;
}

/** What nobody knows is no obstacle. */
export function toolObstacles(way: SignInWay, tools: InstalledTools): ToolObstacle[] {
  const needsKubelogin = isLoginMode(way);
  const { kubectlVersion } = tools;
  const isRefused = way === 'azureFormat' && kubectlVersion !== undefined && isAzureFormatRefused(kubectlVersion);
  return [
    ...(tools.kubectl === false ? (['kubectlMissing'] as const) : []),
    ...(isRefused ? (['azureFormatRefused'] as const) : []),
    ...(needsKubelogin && tools.kubelogin === false ? (['kubeloginMissing'] as const) : []),
    ...(needsKubelogin && tools.otherKubelogin !== undefined ? (['otherKubelogin'] as const) : []),
    ...(way === 'azurecli' && tools.az === false ? (['azMissing'] as const) : []),
    ...(way === 'azd' && tools.azd === false ? (['azdMissing'] as const) : []),
  ];
}

/** Both at once: a private cluster is one when it is started, too. */
export function clusterObstacles(reached: ClusterReached | undefined): ClusterObstacle[] {
  return [
    ...(reached?.cluster.power === 'Stopped' ? (['clusterStopped'] as const) : []),
    ...(reached?.cluster.isPrivate === true && reached.address !== undefined ? (['clusterPrivate'] as const) : []),
  ];
}

/** What a row of a picker says of a way to sign in, behind what it says anyway; undefined where that is nothing. */
export function markedDescription(
  description: string | undefined,
  way: SignInWay,
  tools: InstalledTools | undefined,
): string | undefined {
  const marks = tools === undefined ? [] : toolObstacles(way, tools).map((obstacle) => markOf(obstacle, tools));
  const parts = [...(description === undefined ? [] : [description]), ...marks];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function markOf(obstacle: ToolObstacle, { kubectlVersion }: InstalledTools): string {
  switch (obstacle) {
    case 'kubectlMissing':
      return l10n`kubectl not found`;
    case 'azureFormatRefused':
      return l10n`refused by kubectl ${kubectlVersion?.name ?? ''}`;
    case 'kubeloginMissing':
      return l10n`kubelogin not found`;
    case 'otherKubelogin':
      return l10n`another program called kubelogin found`;
    case 'azMissing':
      return l10n`az not found`;
    case 'azdMissing':
      return l10n`azd not found`;
  }
}
