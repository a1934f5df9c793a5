import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { CallOptions, GroupNames } from '../../core/clusters/clusterPorts.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import { type InventoryState, listingOf } from '../../core/listing/inventory.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { silentThenInteractive } from '../../core/clusters/silentThenInteractive.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { ManagedClusters } from '../../core/entraIntegration/managedClusterPorts.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { clusterPosture } from '../../core/posture/clusterPosture.ts';
import { listingGaps } from '../../core/posture/listingGaps.ts';
import { reportedClusters } from '../../core/posture/reportedClusters.ts';
import { type CheckResult, type PostureReport, sortedResults } from '../../core/posture/postureReport.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { nothingFound } from '../clusters/clusterChoices.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import { listAnew } from './listAnew.ts';

export interface MakeReportPorts {
  readonly signIn: Pick<SignIn, 'chooseAccount'>;
  readonly inventory: ClusterInventory;
  readonly managedClusters: Pick<ManagedClusters, 'read'>;
  readonly groupNames: GroupNames;
  readonly logger: Logger;
}

/**
 * Lists the clusters anew, and reads each one that the user sees, a few at a time. A cluster that cannot be read is in the report with
 * its reason.
 *
 * @throws AksEntraError where nothing could be listed; an AbortError on cancel
 */
export async function makeReport(ports: MakeReportPorts): Promise<PostureReport> {
  const state = await signingIn(ports.signIn, () => listed(ports.inventory));
  const clusters = reportedClusters(state);
  return withProgress(l10n`Reading the posture of ${clusters.length} clusters`, async (signal, report) => {
    let done = 0;
    const results = await silentThenInteractive(
      clusters,
      (seen, interaction) => check(ports, seen, { interaction, signal }),
      (result) => result.kind === 'unchecked' && needsSignIn(result.error),
      () => {
        done += 1;
        report(l10n`${done} of ${clusters.length}`);
      },
    );
    const sorted = sortedResults(results);
    return {
      ...sorted,
      madeAtMs: Date.now(),
      accountLabels: [...new Set(clusters.map(({ account }) => account.label))],
      gaps: listingGaps(state),
      groupNames: await namesOf(
        ports.groupNames,
        sorted.checked.map(({ posture }) => posture.seen),
      ),
    };
  });
}

async function listed(inventory: ClusterInventory): Promise<InventoryState> {
  const state = await withProgress(l10n`Listing AKS clusters`, (signal) => listAnew(inventory, signal));
  const isEmpty = clustersIn(state).length === 0;
  if (state.kind === 'failed' && isEmpty) {
    throw state.error;
  }
  if (state.kind === 'signedOut') {
    throw new AksEntraError('signedOut', l10n`Sign in to Azure to see your clusters.`);
  }
  const listing = listingOf(state);
  if (listing !== undefined && isEmpty) {
    throw nothingFound(listing);
  }
  return state;
}

async function check(
  { managedClusters, logger }: MakeReportPorts,
  seen: SeenCluster,
  options: CallOptions,
): Promise<CheckResult> {
  if (options.signal.aborted) {
    throw cancellation();
  }
  try {
    return { kind: 'checked', posture: clusterPosture(seen, await managedClusters.read(seen, options)) };
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    logger.warn(`Posture of ${seen.cluster.name}: ${error.message}`);
    return { kind: 'unchecked', seen, error };
  }
}

/** One question for each tenant and account; groups that nobody may read have no name. */
async function namesOf(groupNames: GroupNames, clusters: readonly SeenCluster[]): Promise<ReadonlyMap<string, string>> {
  const byTenant = Map.groupBy(clusters, ({ account, cluster }) => JSON.stringify([account.id, signInTenant(cluster)]));
  const names = await Promise.all(
    [...byTenant.values()].map(async (group) => {
      const [first] = group;
      const ids = group.flatMap(({ cluster: { entra } }) => (entra.kind === 'none' ? [] : entra.adminGroupObjectIds));
      return first === undefined || ids.length === 0
        ? []
        : [...(await groupNames.groupNames(first.account, signInTenant(first.cluster), [...new Set(ids)]))];
    }),
  );
  return new Map(names.flat().map(([id, name]) => [id.toLowerCase(), name]));
}
