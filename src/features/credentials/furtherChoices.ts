import { hasPublicName } from '../../core/clusters/apiServerFacts.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import { l10n } from '../../core/l10n.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** What there is to choose beside the format of a credential. */
export type FurtherAnswer = 'admin' | 'address' | 'name' | 'file' | 'show';

/** What has been chosen of it so far. */
interface FurtherChoice {
  readonly contextName?: string;
  readonly address: ServerAddress;
  readonly isShownOnly: boolean;
}

/** @param targetFile where the credential goes, for the person to read */
export function furtherChoices(
  [cluster, ...others]: readonly [Cluster, ...Cluster[]],
  chosen: FurtherChoice,
  targetFile: string,
): Choice<FurtherAnswer>[] {
  const file: Choice<FurtherAnswer> = {
    label: l10n`Target file…`,
    description: targetFile,
    detail: l10n`The kubeconfig to merge into, this time.`,
    value: 'file',
  };
  // A name and an address are each cluster's own, and admin credentials are for one emergency at a time.
  return others.length > 0 ? [file] : choicesForOne(cluster, chosen, file);
}

function choicesForOne(cluster: Cluster, chosen: FurtherChoice, file: Choice<FurtherAnswer>): Choice<FurtherAnswer>[] {
  const rows: Choice<FurtherAnswer>[] = [
    {
      label: l10n`Context name…`,
      description: chosen.contextName ?? cluster.name,
      detail: l10n`The name of the context, instead of the cluster’s.`,
      value: 'name',
    },
    file,
  ];
  if (hasPublicName(cluster)) {
    rows.push({
      label: withCheck(l10n`Public address`, chosen.address === 'public'),
      detail: l10n`Reach the API server of this private cluster by its public name.`,
      value: 'address',
    });
  }
  rows.push({
    label: withCheck(l10n`Show instead of merging`, chosen.isShownOnly),
    detail: l10n`See what would be merged, with its secrets hidden; nothing is written.`,
    value: 'show',
  });
  // Without Entra the clusterUser credential is such a certificate already.
  if (cluster.hasLocalAccounts && cluster.entra.kind !== 'none') {
    rows.push({
      label: l10n`Admin credential…`,
      detail: l10n`A static certificate of a local account, past Entra: for emergencies.`,
      value: 'admin',
    });
  }
  return rows;
}

function withCheck(label: string, isOn: boolean): string {
  return isOn ? `$(check) ${label}` : label;
}
