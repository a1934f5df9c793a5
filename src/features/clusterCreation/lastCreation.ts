import type { MemorySlot } from '../../core/memorySlot.ts';
import type { ClusterKind } from '../../core/clusterCreation/newCluster.ts';

/** What was chosen for the last cluster, as the next proposal and nothing more. */
export interface LastCreation {
  readonly kind: ClusterKind;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
}

/** Undefined where nothing is remembered that can be read. */
export function lastCreation(slot: MemorySlot<readonly string[]>): LastCreation | undefined {
  const [kind, subscriptionId, resourceGroup, location] = slot.get() ?? [];
  return (kind === 'automatic' || kind === 'standard') &&
    subscriptionId !== undefined &&
    resourceGroup !== undefined &&
    location !== undefined
    ? { kind, subscriptionId, resourceGroup, location }
    : undefined;
}

/** Remembers the choices. */
export async function rememberCreation(slot: MemorySlot<readonly string[]>, chosen: LastCreation): Promise<void> {
  await slot.set([chosen.kind, chosen.subscriptionId, chosen.resourceGroup, chosen.location]);
}
