import { AksEntraError } from '../../core/aksEntraError.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import { clusterNameProblem, nameTaken } from '../../core/clusterCreation/clusterName.ts';
import { clusterToBe } from '../../core/clusterCreation/clusterToBe.ts';
import type { ClusterCreation } from '../../core/clusterCreation/creationPorts.ts';
import { l10n } from '../../core/l10n.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import type { back } from '../../ui/quickPickStep.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { type CompleteDraft, newCluster } from './creationDraft.ts';
import { creationTitle } from './creationTitle.ts';

interface NamePorts {
  readonly inventory: ClusterInventory;
  readonly clusterCreation: Pick<ClusterCreation, 'exists'>;
}

/**
 * A name that Azure takes and that no cluster of the group has: what is listed is looked at while somebody types, and
 * Azure is asked at the end.
 *
 * @throws AksEntraError; an AbortError when the user closes it
 */
export async function askName(ports: NamePorts, draft: CompleteDraft): Promise<string | typeof back> {
  const { group, region, place } = draft;
  const there = { resourceGroup: group.name, location: region.name };
  const taken = clustersIn(ports.inventory.state)
    .map(({ cluster }) => cluster)
    .filter(
      (cluster) =>
        cluster.subscriptionId.toLowerCase() === place.subscription.subscriptionId.toLowerCase() &&
        cluster.resourceGroup.toLowerCase() === group.name.toLowerCase(),
    )
    .map(({ name }) => name);
  const isTaken = async (name: string, signal: AbortSignal): Promise<string | undefined> => {
    const seen = clusterToBe(place, newCluster({ ...draft, name }));
    return (await exists(ports, seen, signal)) ? nameTaken(name, group.name) : undefined;
  };
  return inputOrBack({
    title: creationTitle,
    prompt: l10n`Name of the cluster: up to 63 letters, digits, hyphens and underscores`,
    value: draft.name,
    problem: (name) => clusterNameProblem(name, there, taken),
    ...(group.present === undefined ? {} : { lastCheck: isTaken }),
  });
}

/** Who may not look finds out when it is made: nothing is ever written over. */
async function exists(
  { clusterCreation }: NamePorts,
  seen: ReturnType<typeof clusterToBe>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return await clusterCreation.exists(seen, { interaction: 'allowed', signal });
  } catch (error) {
    if (error instanceof AksEntraError && error.code === 'missingRole') {
      return false;
    }
    throw error;
  }
}
