import { hasPublicName } from '../../core/clusters/apiServerFacts.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import type { Choice, StepButton } from '../../ui/quickPickStep.ts';
import { marked } from './loginModeRows.ts';

/** What is switched on and off: in the title of each list, and in a row for the keyboard, which does not get to the title. */
export type Toggle = 'address' | 'show';

/** What there is to choose beside the login mode. */
export type FurtherAnswer = 'azure' | 'admin' | 'name' | 'file' | Toggle;

/** What has been chosen of it so far. */
interface FurtherChoice {
  readonly contextName?: string;
  readonly targetFile?: string;
  readonly address: ServerAddress;
  readonly isShownOnly: boolean;
}

type Clusters = readonly [Cluster, ...Cluster[]];

/**
 * @param place where the credential goes, for the person to read
 * @param hasAzureFormat whether Azure can be asked for it
 */
export function furtherChoices(
  [cluster, ...others]: Clusters,
  chosen: FurtherChoice,
  place: string,
  hasAzureFormat: boolean,
  tools?: InstalledTools,
): Choice<FurtherAnswer>[] {
  const isOne = others.length === 0;
  const hasEntra = [cluster, ...others].some(({ entra }) => entra.kind !== 'none');
  // A name is each cluster's own, and admin credentials are for one emergency at a time.
  return [
    ...(hasEntra && hasAzureFormat ? [marked(azureFormat, 'azureFormat', tools)] : []),
    ...(isOne
      ? [
          {
            label: l10n`Context name…`,
            description: chosen.contextName ?? cluster.name,
            detail: l10n`The name of the context, instead of the cluster’s.`,
            value: 'name' as const,
          },
        ]
      : []),
    {
      label: l10n`Target file…`,
      description: withTilde(chosen.targetFile ?? place),
      detail: l10n`The kubeconfig to merge into, this time.`,
      value: 'file',
    },
    ...(isOne && hasPublicName(cluster)
      ? [
          {
            label: l10n`Public address`,
            description: onOrOff(chosen.address === 'public'),
            detail: l10n`Reach the API server of this private cluster by its public name.`,
            value: 'address' as const,
          },
        ]
      : []),
    ...(isOne
      ? [
          {
            label: l10n`Show instead of merging`,
            description: onOrOff(chosen.isShownOnly),
            detail: l10n`See what would be merged, with its secrets hidden; nothing is written.`,
            value: 'show' as const,
          },
        ]
      : []),
    // Without Entra the clusterUser credential is such a certificate already.
    ...(isOne && hasEntra && cluster.hasLocalAccounts ? [adminCredential] : []),
  ];
}

/** In the title of each list; for several clusters there are none, since an address is each cluster's own. */
export function toggles([cluster, ...others]: Clusters, chosen: FurtherChoice): StepButton<Toggle>[] {
  if (others.length > 0) {
    return [];
  }
  const isPublic = chosen.address === 'public';
  return [
    ...(hasPublicName(cluster)
      ? [
          {
            icon: isPublic ? 'globe' : 'lock',
            tooltip: isPublic
              ? l10n`Public address: on. Press to reach this private cluster by its private name again.`
              : l10n`Public address: off. Press to reach the API server of this private cluster by its public name.`,
            value: 'address' as const,
          },
        ]
      : []),
    {
      icon: chosen.isShownOnly ? 'eye' : 'eye-closed',
      tooltip: chosen.isShownOnly
        ? l10n`Show instead of merging: on. Press to merge the credential again.`
        : l10n`Show instead of merging: off. Press to see what would be merged, with its secrets hidden; nothing is written then.`,
      value: 'show',
    },
  ];
}

/** What differs from the usual, for the person to read beside the question. */
export function chosenSoFar({ contextName, targetFile, address, isShownOnly }: FurtherChoice): string[] {
  return [
    ...(contextName === undefined ? [] : [l10n`context ${quotedName(contextName)}`]),
    ...(targetFile === undefined ? [] : [l10n`into ${printable(withTilde(targetFile))}`]),
    ...(address === 'public' ? [l10n`by its public address`] : []),
    ...(isShownOnly ? [l10n`shown only, nothing is written`] : []),
  ];
}

function onOrOff(isOn: boolean): string {
  return isOn ? l10n`on` : l10n`off`;
}

const azureFormat: Choice<FurtherAnswer> = {
  label: l10n`azure format`,
  description: l10n`old`,
  detail: l10n`The auth-provider that kubectl 1.26 and newer refuse. For old tools only.`,
  value: 'azure',
};

const adminCredential: Choice<FurtherAnswer> = {
  label: l10n`Admin credential…`,
  detail: l10n`A static certificate of a local account that bypasses Entra: for emergencies.`,
  value: 'admin',
};
