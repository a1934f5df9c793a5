import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { headline } from '../../core/entraIntegration/changeDocument.ts';
import type { FoundGroup, GroupSearch } from '../../core/directory/groupSearch.ts';
import type { ClusterPermissions } from '../../core/entraIntegration/managedClusterPorts.ts';
import { mayUpdate } from '../../core/access/permissions.ts';
import type { EntraChange, EntraGoal } from '../../core/entraIntegration/plannedProfile.ts';
import type { ClusterDocument } from '../../core/clusterWrites/rawCluster.ts';
import { updateRefusal } from '../../core/entraIntegration/updateRefusal.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { back } from '../../ui/quickPickStep.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import { assertNothingInTheWay } from './nothingInTheWay.ts';
import { fitsGoal } from './fittingClusters.ts';
import { finishChange, type FinishChangePorts } from './finishChange.ts';
import { pickAdminGroups } from './pickAdminGroups.ts';
import { pickAuthorization } from './pickAuthorization.ts';
import { sendEntraChange } from './sendEntraChange.ts';

export interface ChangeEntraPorts extends FinishChangePorts {
  readonly signIn: SignIn;
  readonly clusterPermissions: ClusterPermissions;
  readonly groupSearch: GroupSearch;
  readonly groupNames: GroupNames;
}

/**
 * Turns Entra on for a cluster, or takes it away from the legacy integration: looks at what stands in the way, asks for
 * what is wanted, shows it, and does it once somebody said yes.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function changeEntra(ports: ChangeEntraPorts, goal: EntraGoal, argument: unknown): Promise<void> {
  const seen = clusterFrom(argument) ?? (await signingIn(ports.signIn, () => pickFitting(ports.inventory, goal)));
  const { cluster } = seen;
  const first = await look(ports, seen, goal);
  const { change, groupNames } = await choose(ports, seen, goal);
  const started = await sendEntraChange(ports, seen, first, change, groupNames);
  ports.logger.info(`${goal} Entra: Azure took up the change of ${cluster.name}`);
  await finishChange(ports, seen, change, started);
}

function pickFitting(inventory: ClusterInventory, goal: EntraGoal): Promise<SeenCluster> {
  return goal === 'enable'
    ? pickCluster(inventory, l10n`Enable Microsoft Entra on a cluster`, {
        fits: (seen) => fitsGoal(seen, goal),
        none: l10n`No cluster that you see is without Microsoft Entra and has Kubernetes RBAC, which Entra needs.`,
      })
    : pickCluster(inventory, l10n`Migrate a legacy Entra integration`, {
        fits: (seen) => fitsGoal(seen, goal),
        none: l10n`No cluster that you see has the legacy Entra integration.`,
      });
}

/** What the cluster is now, where nothing stands in the way and the account may change it. */
async function look(ports: ChangeEntraPorts, seen: SeenCluster, goal: EntraGoal): Promise<ClusterDocument> {
  const { name } = seen.cluster;
  return withProgress(l10n`Looking at ${name}`, async (signal) => {
    const options = { interaction: 'allowed', signal } as const;
    const [document, permissions] = await Promise.all([
      ports.managedClusters.read(seen, options),
      ports.clusterPermissions.permissions(seen, options),
    ]);
    assertNothingInTheWay(document.body, goal);
    if (!mayUpdate(permissions)) {
      throw updateRefusal(seen);
    }
    return document;
  });
}

async function choose(
  ports: ChangeEntraPorts,
  seen: SeenCluster,
  goal: EntraGoal,
): Promise<{ change: EntraChange; groupNames: ReadonlyMap<string, string> }> {
  const { cluster } = seen;
  const title = headline(cluster, { goal });
  let groups: readonly FoundGroup[] = [];
  for (;;) {
    groups = await pickAdminGroups(ports, seen, title, groups);
    const enableAzureRbac = await pickAuthorization(title);
    if (enableAzureRbac !== back) {
      const adminGroupObjectIds = groups.map(({ objectId }) => objectId);
      const names = groups.flatMap(({ objectId, name }): [string, string][] =>
        name === undefined ? [] : [[objectId.toLowerCase(), name]],
      );
      return {
        change: { goal, adminGroupObjectIds, tenantId: cluster.tenantId, enableAzureRbac },
        groupNames: new Map(names),
      };
    }
  }
}
