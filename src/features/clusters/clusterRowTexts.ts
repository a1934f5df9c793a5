import { isBusy, type Cluster } from '../../core/clusters/cluster.ts';
import { clusterFacts, describeCluster } from '../../core/clusters/describeCluster.ts';
import { type SeenCluster, seenClusters, type SeenSubscription } from '../../core/clusters/seenCluster.ts';
import { needsSignIn, type Remedy } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import type { ClusterNode, ClusterOnMachine } from './clusterNodes.ts';
import { tenantLabel, tenantLines } from './tenantTexts.ts';

/**
 * Only managed Entra has tokens to renew and lets pipelines in; what is in the kubeconfig can leave it, and what signs in
 * through VS Code there has a key. Who allowed other programs can stop them.
 */
type ClusterKind =
  | 'cluster'
  | 'clusterInKubeconfig'
  | 'managedCluster'
  | 'managedClusterInKubeconfig'
  | 'managedClusterWithKey'
  | 'managedClusterWithConsent';

/** A row of the cluster tree in words: what it looks like and what a screen reader says of it. */
export interface ClusterRowTexts {
  readonly label: string;
  readonly description?: string;
  /** A heading with lines below it is for what may hold any character. */
  readonly tooltip?: string | { readonly heading: string; readonly lines: readonly string[] };
  readonly accessibleLabel?: string;
  /** By which package.json chooses the menu. */
  readonly contextValue: ClusterNode['kind'] | 'tenantNeedsSignIn' | ClusterKind;
  /** Names of VS Code's. */
  readonly icon: { readonly name: string; readonly color?: string };
  readonly below: 'nothing' | 'collapsed' | 'expanded';
  /** What a click does. */
  readonly remedy?: Remedy;
}

export function clusterRowTexts(node: ClusterNode, onMachine: (cluster: Cluster) => ClusterOnMachine): ClusterRowTexts {
  switch (node.kind) {
    case 'action': {
      const { remedy, icon } = node.action;
      return {
        label: remedy.title,
        accessibleLabel: remedy.title,
        contextValue: 'action',
        icon: { name: icon },
        below: 'nothing',
        remedy,
      };
    }
    case 'subscription':
      return subscriptionTexts(node.seen);
    case 'tenantFailure': {
      const { tenant, error } = node.failure;
      const lacksSignIn = needsSignIn(error);
      const description = lacksSignIn ? l10n`needs sign-in` : l10n`could not be listed`;
      return {
        label: tenant.displayName,
        description,
        tooltip: error.message,
        accessibleLabel: l10n`Tenant ${tenant.displayName}, ${description}. ${error.message}`,
        contextValue: lacksSignIn ? 'tenantNeedsSignIn' : 'tenantFailure',
        icon: { name: 'account' },
        below: 'nothing',
      };
    }
    case 'subscriptionError':
      return {
        label: node.message,
        tooltip: node.message,
        contextValue: 'subscriptionError',
        icon: errorIcon,
        below: 'nothing',
      };
    case 'cluster':
      return clusterTexts(node.seen, onMachine(node.seen.cluster));
    case 'fact': {
      const { label, value, explanation } = node.fact;
      return {
        label,
        description: value,
        tooltip: explanation,
        accessibleLabel: `${label}: ${value}. ${explanation}`,
        contextValue: 'fact',
        icon: { name: 'symbol-property' },
        below: 'nothing',
      };
    }
    case 'adminGroups': {
      const count = node.groupObjectIds.length;
      const description = count === 0 ? 'none' : String(count);
      const tooltip =
        count === 0
          ? l10n`No Entra group is cluster admin through this setting.`
          : l10n`Members of these Entra groups are cluster admins.`;
      return {
        label: l10n`Admin groups`,
        description,
        tooltip,
        accessibleLabel: l10n`Admin groups: ${description}. ${tooltip}`,
        contextValue: 'adminGroups',
        icon: { name: 'organization' },
        below: count === 0 ? 'nothing' : 'collapsed',
      };
    }
    case 'adminGroup': {
      const { name, groupObjectId } = node;
      const named =
        name === undefined
          ? { tooltip: l10n`Group ${groupObjectId}. Its name is not readable with this sign-in.` }
          : { description: groupObjectId, tooltip: `${name} (${groupObjectId})` };
      return {
        label: name ?? groupObjectId,
        ...named,
        accessibleLabel: l10n`Admin group ${name ?? groupObjectId}`,
        contextValue: 'adminGroup',
        icon: { name: 'person' },
        below: 'nothing',
      };
    }
  }
}

const errorIcon: ClusterRowTexts['icon'] = { name: 'error', color: 'list.errorForeground' };

function subscriptionTexts(seen: SeenSubscription): ClusterRowTexts {
  const { subscription, tenants, outcome } = seen;
  const isFailed = outcome.kind === 'failed';
  const state = subscription.state === 'Enabled' ? undefined : subscription.state.toLowerCase();
  const counted = isFailed ? l10n`could not be listed` : plural(seenClusters(seen).length, 'cluster');
  const description = [tenantLabel(tenants), counted, state].filter((part) => part !== undefined).join(' · ');
  return {
    label: subscription.displayName,
    description,
    tooltip: [
      subscription.displayName,
      l10n`Subscription ${subscription.subscriptionId}`,
      ...tenantLines(tenants),
    ].join('\n'),
    accessibleLabel: l10n`Subscription ${subscription.displayName}, ${description}`,
    contextValue: 'subscription',
    icon: isFailed ? errorIcon : { name: 'key' },
    below: 'expanded',
  };
}

function clusterTexts({ cluster }: SeenCluster, onMachine: ClusterOnMachine): ClusterRowTexts {
  const { isForOtherPrograms } = onMachine;
  const facts = describeCluster(cluster);
  const description = isForOtherPrograms ? l10n`${facts} · other programs: allowed` : facts;
  const lines = clusterFacts(cluster).map(({ label, value }) => `${label}: ${value}`);
  return {
    label: cluster.name,
    description,
    tooltip: {
      heading: cluster.name,
      lines: isForOtherPrograms
        ? [
            ...lines,
            l10n`Other programs: allowed. Those that do not say which cluster they want a token for get one too.`,
          ]
        : lines,
    },
    accessibleLabel: l10n`Cluster ${cluster.name}, ${description.replaceAll(' · ', ', ')}`,
    contextValue: clusterKind(cluster, onMachine),
    icon: clusterIcon(cluster),
    below: 'collapsed',
  };
}

function clusterKind(cluster: Cluster, { place, isForOtherPrograms }: ClusterOnMachine): ClusterKind {
  const kind = cluster.entra.kind === 'managed' ? 'managedCluster' : 'cluster';
  if (kind === 'managedCluster' && place === 'vscodeSignIn') {
    return isForOtherPrograms ? 'managedClusterWithConsent' : 'managedClusterWithKey';
  }
  return place === 'none' ? kind : `${kind}InKubeconfig`;
}

/** Shape tells the Entra integration, colour whether the cluster can be used now. */
function clusterIcon(cluster: Cluster): ClusterRowTexts['icon'] {
  if (isBusy(cluster)) {
    return { name: 'sync' };
  }
  const name = { managed: 'shield', legacy: 'warning', none: 'unlock' }[cluster.entra.kind];
  const color =
    cluster.power === 'Stopped'
      ? 'disabledForeground'
      : { managed: 'charts.green', legacy: 'charts.orange', none: 'charts.yellow' }[cluster.entra.kind];
  return { name, color };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
