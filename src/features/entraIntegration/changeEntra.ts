import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { GroupMembership } from '../../core/directory/groupCreation.ts';
import type { ClusterPermissions } from '../../core/entraIntegration/managedClusterPorts.ts';
import { headline } from '../../core/entraIntegration/goalTexts.ts';
import type { IntegrationChange, IntegrationGoal } from '../../core/entraIntegration/plannedProfile.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { back } from '../../ui/quickPickStep.ts';
import { chooseAdminGroups, type ChooseGroupsPorts, type ChosenGroups, hasNewGroup } from './chooseAdminGroups.ts';
import { finishChange, type FinishChangePorts } from './finishChange.ts';
import { lookAtCluster } from './lookAtCluster.ts';
import { pickAuthorization } from './pickAuthorization.ts';
import { seenOrPicked } from './pickFitting.ts';
import { sendEntraChange } from './sendEntraChange.ts';

export interface ChangeEntraPorts extends FinishChangePorts, Omit<ChooseGroupsPorts, 'logger' | 'previews'> {
  readonly signIn: SignIn;
  readonly clusterPermissions: ClusterPermissions;
  readonly groupMembership: GroupMembership;
  readonly groupNames: GroupNames;
}

/**
 * Turns Entra on for a cluster, or takes it away from the legacy integration: looks at what stands in the way, asks for
 * what is wanted, shows it, and does it once somebody said yes.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function changeEntra(ports: ChangeEntraPorts, goal: IntegrationGoal, argument: unknown): Promise<void> {
  const { seen, ...looked } = await lookAtCluster(ports, await seenOrPicked(ports, goal, argument), goal);
  const { cluster } = seen;
  let { document } = looked;
  let chosen: Partial<Chosen> = {};
  for (;;) {
    const { adminGroups, enableAzureRbac } = (chosen = await choose(ports, seen, goal, chosen));
    const change: IntegrationChange = {
      goal,
      adminGroupObjectIds: adminGroups.groups.map(({ objectId }) => objectId),
      tenantId: cluster.tenantId,
      enableAzureRbac,
      hasNewGroup: hasNewGroup(adminGroups),
    };
    const wanted = { change, groupNames: adminGroups.names, hasWayBack: true };
    const outcome = await sendEntraChange(ports, seen, document, wanted);
    if (outcome.kind === 'sent') {
      ports.logger.info(`${goal} Entra: Azure took up the change of ${cluster.name}`);
      await finishChange(ports, seen, change, outcome.sent);
      return;
    }
    ({ document } = outcome);
  }
}

/** What somebody chose for the integration. */
interface Chosen {
  readonly adminGroups: ChosenGroups;
  readonly enableAzureRbac: boolean;
}

/** @param before what was chosen already, and stays unless it is chosen otherwise */
async function choose(
  ports: ChangeEntraPorts,
  seen: SeenCluster,
  goal: IntegrationGoal,
  before: Partial<Chosen>,
): Promise<Chosen> {
  const title = headline(seen.cluster, { goal });
  let groupsBefore: Pick<ChosenGroups, 'groups' | 'created'> = before.adminGroups ?? { groups: [], created: new Set() };
  for (;;) {
    const adminGroups = await chooseAdminGroups(ports, seen, title, groupsBefore);
    const enableAzureRbac = await pickAuthorization(title, before.enableAzureRbac);
    if (enableAzureRbac !== back) {
      return { adminGroups, enableAzureRbac };
    }
    groupsBefore = adminGroups;
  }
}
