import { readProperty, readString } from '../azure/readProperty.ts';
import { isBusy, type Cluster } from '../clusters/cluster.ts';
import { clusterFromArm } from '../clusters/clusterFromArm.ts';
import { stateWord } from '../clusters/stateWords.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { isObjectId } from '../directory/objectId.ts';
import { changesSomething } from './checkedOutcome.ts';
import { certificatesStay, type EntraLimits, nobodyIsAdmin, type Notice, type Obstacle, rolesDecide } from './limit.ts';
import { isIntegration, type EntraGoal, type EntraUpdate } from './plannedProfile.ts';
import { cannotBeUpdated, updateNotices } from './updateLimits.ts';
import type { JsonObject } from '../clusterWrites/rawCluster.ts';

/** What stands in the way of what somebody came for, and what is to be told before, from a fresh GET. */
export function entraLimits(body: JsonObject, goal: EntraGoal): EntraLimits {
  const cluster = clusterFromArm(body, '');
  if (cluster === undefined) {
    return {
      obstacles: [
        {
          kind: 'unreadable',
          text: l10n`Azure’s answer about the cluster was not understood. Refresh the cluster list.`,
        },
      ],
      notices: [],
    };
  }
  const wrongKind = wrongEntra(cluster, goal);
  const inTheWay = [
    cluster.authorization === 'none' && isForIntegration(goal) ? noKubernetesRbac(cluster) : undefined,
    cluster.power === 'Stopped' ? stopped(cluster) : undefined,
    isBusy(cluster) ? busy(cluster) : undefined,
  ];
  return {
    // Nothing else matters to who came for the wrong thing.
    obstacles: wrongKind === undefined ? inTheWay.filter((one) => one !== undefined) : [wrongKind],
    notices: [...noticesOf(goal, cluster, body), ...lastChangeFailed(cluster)],
  };
}

function isForIntegration(goal: EntraGoal): boolean {
  return goal === 'enable' || goal === 'migrate';
}

function noticesOf(goal: EntraGoal, cluster: Cluster, body: JsonObject): Notice[] {
  switch (goal) {
    case 'enable':
      return [cannotBeDisabled(), certificatesStay(cluster)];
    case 'migrate':
      return noticesOfMigrating(body);
    case 'adminGroups':
    case 'authorization':
    case 'localAccounts':
      return [];
  }
}

/** What is wrong with a change that somebody put together for a cluster, and what it means. */
export function changeLimits(body: JsonObject, change: EntraUpdate): EntraLimits {
  const cluster = clusterFromArm(body, '');
  const groups = 'adminGroupObjectIds' in change ? change.adminGroupObjectIds : [];
  const invalid = groups
    .filter((id) => !isObjectId(id))
    .map((id): Obstacle => {
      const text = l10n`${printable(id)} is not an object id of a group. Names do not work here: copy the object id from the group’s page.`;
      return { kind: 'invalidGroup', text };
    });
  if (isIntegration(change)) {
    const nobody = groups.length === 0 ? [nobodyIsAdmin()] : [];
    return { obstacles: invalid, notices: change.enableAzureRbac ? [rolesDecide()] : nobody };
  }
  if (cluster === undefined) {
    return { obstacles: invalid, notices: [] };
  }
  const obstacles = changesSomething(body, change) ? invalid : [...invalid, nothingChanges(cluster)];
  return { obstacles, notices: updateNotices(cluster, change) };
}

function nothingChanges({ name }: Cluster): Obstacle {
  return { kind: 'nothingChanges', text: l10n`${printable(name)} is already set this way: nothing would change.` };
}

function wrongEntra(cluster: Cluster, goal: EntraGoal): Obstacle | undefined {
  if (!isForIntegration(goal)) {
    return cannotBeUpdated(cluster, goal);
  }
  const name = printable(cluster.name);
  switch (cluster.entra.kind) {
    case 'managed':
      return { kind: 'alreadyManaged', text: l10n`${name} already has AKS-managed Entra integration.` };
    case 'legacy':
      return goal === 'migrate'
        ? undefined
        : {
            kind: 'isLegacy',
            text: l10n`${name} has the legacy Entra integration. Migrate it instead of enabling Entra.`,
          };
    case 'none':
      return goal === 'enable'
        ? undefined
        : {
            kind: 'hasNoEntra',
            text: l10n`${name} has no Entra integration that could be migrated. Enable Entra instead.`,
          };
  }
}

function noKubernetesRbac({ name }: Cluster): Obstacle {
  return {
    kind: 'noKubernetesRbac',
    text: l10n`Kubernetes RBAC is off on ${printable(name)} and cannot be turned on later, so Entra cannot be added. You need a new cluster.`,
  };
}

function stopped({ name }: Cluster): Obstacle {
  return {
    kind: 'stopped',
    text: l10n`${printable(name)} is stopped, and a stopped cluster can only be started or deleted. Start it first.`,
  };
}

function busy({ name, provisioningState }: Cluster): Obstacle {
  return {
    kind: 'busy',
    text: l10n`Azure is changing ${printable(name)} right now (${printable(stateWord(provisioningState))}). Wait until that is done.`,
  };
}

function noticesOfMigrating(body: JsonObject): Notice[] {
  return [
    cannotBeDisabled(),
    { kind: 'noWayBack', text: l10n`There is no way back to the legacy integration.` },
    ...downtime(body),
    {
      kind: 'fetchAgain',
      text: l10n`Every kubeconfig of the cluster stops working: everybody has to get its credentials again afterwards.`,
    },
  ];
}

function cannotBeDisabled(): Notice {
  return { kind: 'cannotBeDisabled', text: l10n`Once it is on, AKS-managed Entra integration cannot be turned off.` };
}

/** A tier that is not named is the free one: that is where the property is from. */
function downtime(body: JsonObject): Notice[] {
  const tier = readString(readProperty(body, 'sku'), 'tier') ?? 'Free';
  return ['standard', 'premium'].includes(tier.toLowerCase())
    ? []
    : [
        {
          kind: 'downtime',
          text: l10n`In the Free tier the API server can be down for a while during the migration. Do it off-hours.`,
        },
      ];
}

function lastChangeFailed({ name, provisioningState }: Cluster): Notice[] {
  return ['failed', 'canceled'].includes(provisioningState.toLowerCase())
    ? [
        {
          kind: 'lastChangeFailed',
          text: l10n`The last change of ${printable(name)} did not succeed (${printable(stateWord(provisioningState))}); Azure finishes what is left of it together with this one, or fails again.`,
        },
      ]
    : [];
}
