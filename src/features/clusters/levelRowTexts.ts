import { entraLabel } from '../../core/clusters/describeCluster.ts';
import type { ClusterGroupLevel, ClusterLevel, SubscriptionLevel } from '../../core/clusterView/clusterGrouping.ts';
import { countClusters, seenClusters, type SeenSubscription } from '../../core/clusters/seenCluster.ts';
import { seenFleets, seenNamespaces } from '../../core/clusters/seenPlaces.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { errorIcon } from '../../ui/rows/rowIcons.ts';
import { entraIcon } from './clusterIcons.ts';
import type { ClusterNode } from './clusterNodes.ts';
import type { ClusterRowTexts } from './rowTexts.ts';

type LevelNode =
  Exclude<ClusterLevel, { kind: 'subscription' | 'cluster' }> | Extract<ClusterNode, { kind: 'clearFilter' }>;

/** The rows above the clusters' own, but for subscriptions. */
export function levelRowTexts(node: LevelNode): ClusterRowTexts {
  switch (node.kind) {
    case 'clearFilter': {
      const [label, description] = [l10n`Clear Filter`, l10n`no cluster matches it`];
      return {
        label,
        description,
        accessibleLabel: `${label}, ${description}`,
        contextValue: 'clearFilter',
        icon: { name: 'clear-all' },
        below: 'nothing',
        command: 'aksEntra.clearFilter',
      };
    }
    case 'favourites': {
      const [label, description] = [l10n`Favourites`, clusterCount(countClusters(node.clusters))];
      return {
        label,
        description,
        tooltip: l10n`The clusters that you added to your favourites. They are also in their subscriptions.`,
        accessibleLabel: `${label}, ${description}`,
        contextValue: 'favourites',
        icon: { name: 'star-full' },
        below: 'expanded',
      };
    }
    case 'account': {
      const { label } = node.account;
      const description = node.below.length === 0 ? l10n`no clusters shown` : countBelow(node.below);
      return {
        label,
        description,
        tooltip: label,
        accessibleLabel: l10n`Account ${label}, ${description}`,
        contextValue: 'account',
        icon: { name: 'account' },
        below: node.below.length === 0 ? 'nothing' : 'expanded',
      };
    }
    case 'tenant': {
      const { tenantId, displayName } = node.tenant;
      const description = countBelow(node.below);
      return {
        label: displayName,
        description,
        tooltip: l10n`Tenant ${displayName} (${tenantId})`,
        accessibleLabel: l10n`Tenant ${displayName}, ${description}`,
        contextValue: 'tenant',
        icon: { name: 'organization' },
        below: 'expanded',
      };
    }
    case 'group':
      return groupTexts(node);
    case 'tenantFailure': {
      const { account, tenant, error } = node.failure;
      const lacksSignIn = needsSignIn(error);
      const failed = failureWords(lacksSignIn);
      const description = node.namesAccount === true ? `${account.label} · ${failed}` : failed;
      return {
        label: tenant.displayName,
        description,
        tooltip: error.message,
        accessibleLabel: l10n`Tenant ${tenant.displayName}, ${description}. ${error.message}`,
        contextValue: lacksSignIn ? 'tenantNeedsSignIn' : 'tenantFailure',
        icon: lacksSignIn ? { name: 'account', color: 'aksEntra.warningIcon' } : errorIcon,
        below: 'expanded',
        ...(lacksSignIn ? { command: 'aksEntra.signInToTenant' } : {}),
      };
    }
    case 'accountFailure': {
      const { account, error } = node.failure;
      const lacksSignIn = needsSignIn(error);
      const description = failureWords(lacksSignIn);
      return {
        label: account.label,
        description,
        tooltip: error.message,
        accessibleLabel: l10n`Account ${account.label}, ${description}. ${error.message}`,
        contextValue: lacksSignIn ? 'accountNeedsSignIn' : 'accountFailure',
        icon: lacksSignIn ? { name: 'account', color: 'aksEntra.warningIcon' } : errorIcon,
        below: 'expanded',
        ...(lacksSignIn ? { command: 'aksEntra.signInToTenant' } : {}),
      };
    }
    case 'otherAccount': {
      const { label } = node.account;
      const description = l10n`not listed: click to list its clusters`;
      return {
        label,
        description,
        tooltip: l10n`VS Code is signed in with this account too. Nothing is asked of Azure in its name.`,
        accessibleLabel: l10n`Account ${label}, ${description}`,
        contextValue: 'otherAccount',
        icon: { name: 'account' },
        below: 'nothing',
        command: 'aksEntra.showAccount',
      };
    }
  }
}

/** @param shown how many of them are shown */
export function clusterCount(all: number, shown = all): string {
  const plural = all === 1 ? '' : 's';
  return shown === all ? l10n`${all} cluster${plural}` : l10n`${shown} of ${all} cluster${plural}`;
}

function groupTexts({ by, clusters }: ClusterGroupLevel): ClusterRowTexts {
  const [{ cluster, subscription }] = clusters;
  const counted = clusterCount(countClusters(clusters));
  const shared = { contextValue: 'group', below: 'expanded' } as const;
  switch (by) {
    case 'resourceGroup': {
      const { resourceGroup } = cluster;
      const tooltip = l10n`Resource group ${resourceGroup} in ${subscription.displayName}`;
      return {
        ...shared,
        label: resourceGroup,
        description: `${subscription.displayName} · ${counted}`,
        tooltip,
        accessibleLabel: `${tooltip}, ${counted}`,
        icon: { name: 'folder' },
      };
    }
    case 'location': {
      const label = cluster.location === '' ? l10n`No location` : cluster.location;
      const accessibleLabel = l10n`Location ${label}, ${counted}`;
      return { ...shared, label, description: counted, accessibleLabel, icon: { name: 'globe' } };
    }
    case 'entra': {
      const label = entraLabel(cluster);
      const accessibleLabel = `${label}, ${counted}`;
      return { ...shared, label, description: counted, accessibleLabel, icon: entraIcon(cluster) };
    }
  }
}

function failureWords(lacksSignIn: boolean): string {
  return lacksSignIn ? l10n`needs sign-in` : l10n`could not be listed`;
}

/** What stands beside the clusters of subscriptions; undefined where nothing does. */
export function placeCount(subscriptions: readonly SeenSubscription[]): string | undefined {
  const namespaces = subscriptions.flatMap(seenNamespaces).length;
  const fleets = subscriptions.flatMap(seenFleets).length;
  const counts = [
    ...(namespaces === 0 ? [] : [l10n`${namespaces} managed namespace${namespaces === 1 ? '' : 's'}`]),
    ...(fleets === 0 ? [] : [l10n`${fleets} fleet${fleets === 1 ? '' : 's'}`]),
  ];
  return counts.length === 0 ? undefined : counts.join(', ');
}

function countBelow(levels: readonly ClusterLevel[]): string {
  const rows = rowsIn(levels);
  const subscriptions = rows.filter((level) => level.kind === 'subscription');
  const shown = subscriptions.reduce((sum, { clusters }) => sum + clusters.length, rows.length - subscriptions.length);
  const seen = subscriptions.map((level) => level.seen);
  const hasClusters = shown > 0 || seen.some((one) => seenClusters(one).length > 0);
  return (hasClusters ? undefined : placeCount(seen)) ?? clusterCount(shown);
}

/** The subscriptions, and the clusters of those that are folded away. */
function rowsIn(levels: readonly ClusterLevel[]): (SubscriptionLevel | Extract<ClusterLevel, { kind: 'cluster' }>)[] {
  return levels.flatMap((level) =>
    'below' in level ? rowsIn(level.below) : level.kind === 'subscription' || level.kind === 'cluster' ? [level] : [],
  );
}
