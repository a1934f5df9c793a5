import { isBusy, type Cluster } from '../../core/clusters/cluster.ts';
import { clusterFacts, describeCluster } from '../../core/clusters/describeCluster.ts';
import { explainNoCredential, hasCredential } from '../../core/clusters/noCredential.ts';
import {
  asOf,
  failureIn,
  lastClusters,
  type SeenCluster,
  seenClusters,
  type SeenSubscription,
} from '../../core/clusters/seenCluster.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { accessRowTexts } from './accessRowTexts.ts';
import { asOfSentence, asOfText } from './asOfTexts.ts';
import type { ClusterNode, ClusterOnMachine } from './clusterNodes.ts';
import { nodeRowTexts } from './nodeRowTexts.ts';
import { errorIcon } from './rowIcons.ts';
import type { ClusterKind, ClusterRowTexts } from './rowTexts.ts';
import { tenantLabel, tenantLines } from './tenantTexts.ts';

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
    case 'listingFailure': {
      const message = errorMessage(node.error);
      const label = l10n`Not refreshed`;
      return {
        label,
        description: message,
        tooltip: message,
        accessibleLabel: l10n`${label}. ${message}`,
        contextValue: 'listingFailure',
        icon: errorIcon,
        below: 'expanded',
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
        below: 'expanded',
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
      const { label, value, explanation, items = [] } = node.fact;
      return {
        label,
        description: value,
        tooltip: [explanation, ...items].join('\n'),
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
    case 'connectedAs':
    case 'nodes':
    case 'node':
      return nodeRowTexts(node);
    case 'access':
    case 'grant':
    case 'grantFailure':
    case 'grantRetry':
    case 'noGrants':
    case 'otherRoles':
      return accessRowTexts(node);
  }
}

function subscriptionTexts(seen: SeenSubscription): ClusterRowTexts {
  const { subscription, tenants } = seen;
  const error = failureIn(seen);
  const listedAt = asOf(seen);
  const state = subscription.state === 'Enabled' ? undefined : subscription.state.toLowerCase();
  const counted = lastClusters(seen) === undefined ? undefined : plural(seenClusters(seen).length, 'cluster');
  const failed = error === undefined ? undefined : l10n`could not be listed`;
  const old = listedAt === undefined ? undefined : asOfText(listedAt);
  // Old rows say so first: a narrow view cuts off what stands behind.
  const description = [old, tenantLabel(tenants), counted, failed, state]
    .filter((part) => part !== undefined)
    .join(' · ');
  const named = l10n`Subscription ${subscription.displayName}, ${description}`;
  return {
    label: subscription.displayName,
    description,
    tooltip: [
      subscription.displayName,
      l10n`Subscription ${subscription.subscriptionId}`,
      ...tenantLines(tenants),
      ...(listedAt === undefined ? [] : [asOfSentence(listedAt)]),
      ...(error === undefined ? [] : [error.message]),
    ].join('\n'),
    accessibleLabel: error === undefined ? named : l10n`${named}. ${error.message}`,
    contextValue: 'subscription',
    icon: error !== undefined ? errorIcon : { name: 'key' },
    below: 'expanded',
  };
}

function clusterTexts({ cluster, asOf: listedAt }: SeenCluster, onMachine: ClusterOnMachine): ClusterRowTexts {
  const { isForOtherPrograms, change } = onMachine;
  const facts = [...(listedAt === undefined ? [] : [asOfText(listedAt)]), describeCluster(cluster, change)].join(' · ');
  const description = isForOtherPrograms ? l10n`${facts} · other programs: allowed` : facts;
  const lines = [
    ...(listedAt === undefined ? [] : [asOfSentence(listedAt)]),
    ...(hasCredential(cluster) ? [] : [explainNoCredential(cluster)]),
    ...clusterFacts(cluster).map(({ label, value }) => `${label}: ${value}`),
  ];
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
    icon: change === undefined ? clusterIcon(cluster) : { name: 'sync~spin' },
    below: 'collapsed',
  };
}

function clusterKind(cluster: Cluster, { place, isForOtherPrograms }: ClusterOnMachine): ClusterKind {
  if (!hasCredential(cluster)) {
    return place === 'none' ? 'clusterWithoutCredential' : 'clusterWithoutCredentialInKubeconfig';
  }
  const kind = ({ managed: 'managedCluster', legacy: 'legacyCluster', none: 'cluster' } as const)[cluster.entra.kind];
  if (kind === 'managedCluster' && place === 'vscodeSignIn') {
    return isForOtherPrograms ? 'managedClusterWithConsent' : 'managedClusterWithKey';
  }
  return place === 'none' ? kind : `${kind}InKubeconfig`;
}

/** Shape tells the Entra integration, or that there is no way in, and colour whether the cluster can be used now. */
function clusterIcon(cluster: Cluster): ClusterRowTexts['icon'] {
  if (isBusy(cluster)) {
    return { name: 'sync' };
  }
  if (!hasCredential(cluster)) {
    return { name: 'circle-slash', color: 'disabledForeground' };
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
