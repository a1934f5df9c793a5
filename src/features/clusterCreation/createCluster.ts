import * as vscode from 'vscode';
import type { RoleAssignments } from '../../core/access/accessPorts.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { SeenSubscription } from '../../core/clusters/seenCluster.ts';
import { clusterToBe } from '../../core/clusterCreation/clusterToBe.ts';
import type { ClusterChoices, ClusterCreation } from '../../core/clusterCreation/creationPorts.ts';
import { creationTexts } from '../../core/clusterCreation/creationTexts.ts';
import { assignsRoles, type Creator, creatorRoleLines, creatorRoles } from '../../core/clusterCreation/creatorRoles.ts';
import { areLocalAccountsOff, type NewCluster } from '../../core/clusterCreation/newCluster.ts';
import { runningRowText } from '../../core/entraIntegration/elapsedTexts.ts';
import { headline } from '../../core/entraIntegration/goalTexts.ts';
import type { CreationChange } from '../../core/entraIntegration/plannedProfile.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { messageOf } from '../../core/messageOf.ts';
import { confirmShown } from '../../ui/confirmShown.ts';
import type { Memory } from '../../ui/memory.ts';
import { back } from '../../ui/quickPickStep.ts';
import { asClusterNode } from '../clusters/clusterNodes.ts';
import { finishChange, type FinishChangePorts, startSaying } from '../entraIntegration/finishChange.ts';
import { type ChooseGroupsPorts, hasNewGroup } from '../entraIntegration/chooseAdminGroups.ts';
import type { SentChange } from '../entraIntegration/sendEntraChange.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import { CreationCatalog } from './creationCatalog.ts';
import { completed, type CompleteDraft, type CreationDraft, emptyDraft, newCluster } from './creationDraft.ts';
import { creationSteps } from './creationSteps.ts';
import { lastCreation, rememberCreation } from './lastCreation.ts';
import { mendChoices } from './mendChoices.ts';
import { assertUsable } from './placeSteps.ts';
import { giveCreatorRoles, sendCreation } from './sendCreation.ts';
import { walkSteps } from './walkSteps.ts';

export interface CreateClusterPorts extends FinishChangePorts, ChooseGroupsPorts {
  readonly signIn: SignIn;
  readonly cloud: () => Cloud;
  readonly memory: Pick<Memory, 'lastCreation'>;
  readonly clusterChoices: ClusterChoices;
  readonly clusterCreation: ClusterCreation;
  readonly roleAssignments: Pick<RoleAssignments, 'assign'>;
}

/**
 * Makes a cluster with Microsoft Entra: asks for what is wanted, shows it, makes it once somebody said yes, and follows it
 * until it can be used. Where Azure refuses a choice, that one is asked for again.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function createCluster(ports: CreateClusterPorts, argument: unknown): Promise<void> {
  const place = subscriptionFrom(argument);
  if (place !== undefined) {
    assertUsable(place);
  }
  const catalog = new CreationCatalog(ports);
  const closed = new Set<string>();
  const last = lastCreation(ports.memory.lastCreation);
  const steps = creationSteps(ports, { catalog, isPlaceGiven: place !== undefined, last, closed });
  const first: CreationDraft = { ...emptyDraft, ...(place === undefined ? {} : { place }) };
  let draft = completed(await signingIn(ports.signIn, () => walkSteps(steps, first)));
  for (;;) {
    const wanted = newCluster(draft);
    const { mayAssign, hasRole, mayFetch } = draft.group.rights;
    const creator = { objectId: await catalog.creatorId(draft.place), mayAssign, hasRole, mayFetch };
    if ((await confirm(ports, draft, wanted, creator)) === back) {
      draft = completed(await walkSteps<CreationDraft>(steps, draft, 'last'));
      continue;
    }
    const seen = clusterToBe(draft.place, wanted);
    const title = headline(wanted, { goal: 'create' });
    const outcome = await sendCreation(ports.clusterCreation, draft.place, seen, wanted, title);
    if (outcome.kind === 'sent') {
      await rememberCreation(ports.memory.lastCreation, { ...wanted });
      await finish(ports, draft, wanted, creator, outcome.sent);
      return;
    }
    const { group, region } = draft;
    const present = outcome.isGroupMade ? { name: group.name, location: region.name } : group.present;
    const kept = { ...draft, group: { ...group, ...(present === undefined ? {} : { present }) } };
    draft = await mendChoices(ports, catalog, kept, outcome.error, closed);
  }
}

function subscriptionFrom(argument: unknown): SeenSubscription | undefined {
  const node = asClusterNode(argument);
  return node?.kind === 'subscription' ? node.seen : undefined;
}

async function confirm(
  { previews }: CreateClusterPorts,
  { place, region, adminGroups }: CompleteDraft,
  wanted: NewCluster,
  creator: Creator,
): Promise<'accepted' | typeof back> {
  const { title, document, question, command } = creationTexts(wanted, creator, {
    subscription: place.subscription.displayName,
    region: region.displayName,
    groups: adminGroups.names,
  });
  return confirmShown(previews, {
    title,
    document,
    question,
    copies: [
      { label: l10n`Copy the az Lines`, text: command.az },
      { label: l10n`Copy the Bicep Template`, text: command.bicep },
      { label: l10n`Copy the ARM Template`, text: command.arm },
    ],
    wayBack: l10n`Change Something…`,
  });
}

async function finish(
  ports: CreateClusterPorts,
  { place, adminGroups }: CompleteDraft,
  wanted: NewCluster,
  creator: Creator,
  sent: SentChange,
): Promise<void> {
  const { keptOperations, changes, roleAssignments, inventory, logger } = ports;
  const seen = clusterToBe(place, wanted);
  const { cluster, account } = seen;
  const { adminGroupObjectIds, tenantId, enableAzureRbac } = wanted;
  const disableLocalAccounts = areLocalAccountsOff(wanted);
  const change: CreationChange = {
    goal: 'create',
    adminGroupObjectIds,
    tenantId,
    enableAzureRbac,
    disableLocalAccounts,
    hasNewGroup: adminGroupObjectIds.length > 0 && hasNewGroup(adminGroups),
  };
  const roles = creatorRoles(wanted, creator);
  const lines = creatorRoleLines(wanted, roles, creator.objectId);
  const withoutRole = lines.length > 0 ? { ...change, roleLine: lines.join('\n') } : change;
  logger.info(`create: Azure took up ${cluster.name}`);
  // The row of the cluster comes as soon as Azure lists it.
  void inventory.refresh();
  if (creator.objectId === undefined || !assignsRoles(wanted, creator)) {
    await finishChange(ports, seen, withoutRole, sent);
    return;
  }
  // A window that comes after this one is to find the cluster already, and no other one meanwhile.
  const kept = { ...sent, clusterId: cluster.id, accountId: account.id, change: withoutRole };
  const saying = await startSaying(ports, cluster.id);
  // This window's own watch is to leave it alone too, however long a second factor takes.
  changes.set(cluster, runningRowText('create', 0));
  await keptOperations.keep(kept).catch((error: unknown) => {
    logger.warn(`create: ${cluster.name} could not be kept: ${messageOf(error)}`);
  });
  const why = await giveCreatorRoles(roleAssignments, seen, roles, creator.objectId);
  saying.stop();
  if (why !== undefined) {
    logger.warn(`create: the role on ${cluster.name}: ${why}`);
    void vscode.window.showWarningMessage(l10n`${why} Azure goes on making the cluster.`);
  }
  await finishChange(ports, seen, why === undefined ? change : withoutRole, sent);
}
