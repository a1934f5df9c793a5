import type { Cluster } from '../../core/clusters/cluster.ts';
import { clusterFacts, clusterInShort, describeCluster } from '../../core/clusters/describeCluster.ts';
import { explainNoCredential, hasCredential } from '../../core/clusters/noCredential.ts';
import { namesOfTenants } from '../../core/listing/tenantNames.ts';
import { asOf, failureIn, placesFailureIn, lastClusters, seenClusters } from '../../core/clusters/seenCluster.ts';
import type { KeyedCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import { stateWord } from '../../core/clusters/stateWords.ts';
import { l10n } from '../../core/l10n.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { errorIcon } from '../../ui/rows/rowIcons.ts';
import { accessRowTexts } from './accessRowTexts.ts';
import { asOfSentence, asOfText } from './asOfTexts.ts';
import { clusterIcon, factIcon } from './clusterIcons.ts';
import type { ClusterNode, ClusterOnMachine } from './clusterNodes.ts';
import { clusterCount, levelRowTexts, placeCount } from './levelRowTexts.ts';
import { nodeRowTexts } from './nodeRowTexts.ts';
import { placeRowTexts } from './placeRowTexts.ts';
import type { ClusterKind, ClusterRowTexts } from './rowTexts.ts';
import { tenantLabel, tenantLines } from '../../core/clusters/tenantTexts.ts';

export function clusterRowTexts(
  node: ClusterNode,
  onMachine: (cluster: KeyedCluster) => ClusterOnMachine,
): ClusterRowTexts {
  switch (node.kind) {
    case 'action': {
      const { remedy, icon } = node.action;
      return {
        label: remedy.title,
        accessibleLabel: remedy.title,
        contextValue: 'action',
        icon: { name: icon },
        below: 'nothing',
        ...(remedy.kind === 'signInHere' ? { command: 'aksEntra.signInToTenant' } : { remedy }),
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
      return subscriptionTexts(node);
    case 'clearFilter':
    case 'favourites':
    case 'account':
    case 'tenant':
    case 'group':
    case 'tenantFailure':
    case 'accountFailure':
    case 'otherAccount':
      return levelRowTexts(node);
    case 'subscriptionError':
      return {
        label: node.message,
        tooltip: node.message,
        contextValue: 'subscriptionError',
        icon: errorIcon,
        below: 'nothing',
      };
    case 'cluster':
      return clusterTexts(node, onMachine(node.seen.cluster));
    case 'fact': {
      const { label, value, explanation, items = [], namedId } = node.fact;
      return {
        label,
        description: value,
        tooltip: [explanation, ...items].join('\n'),
        accessibleLabel: `${label}: ${value}. ${explanation}`,
        contextValue: namedId === undefined ? 'fact' : 'idFact',
        icon: factIcon(node.fact, node.seen.cluster),
        below: 'nothing',
      };
    }
    case 'adminGroups': {
      const count = node.groupObjectIds.length;
      const counted = count === 0 ? 'none' : String(count);
      const description = node.isMember === true ? l10n`${counted} · you are a member` : counted;
      const tooltip =
        count === 0
          ? l10n`No Entra group is cluster admin through this setting.`
          : l10n`Members of these Entra groups are cluster admins.`;
      return {
        label: l10n`Admin groups`,
        description,
        tooltip,
        accessibleLabel: l10n`Admin groups: ${description.replace(' · ', ', ')}. ${tooltip}`,
        contextValue: 'adminGroups',
        icon: { name: 'organization' },
        below: count === 0 ? 'nothing' : 'collapsed',
      };
    }
    case 'adminGroup':
      return adminGroupTexts(node);
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
    case 'namespace':
      return marked(placeRowTexts(node, hasContext(onMachine)), onMachine(node.seen.namespace));
    case 'fleet':
      return marked(placeRowTexts(node, hasContext(onMachine)), onMachine(node.seen.fleet));
    case 'hiddenCluster':
    case 'fleetMember':
    case 'fleetNote':
      return placeRowTexts(node, hasContext(onMachine));
  }
}

function hasContext(onMachine: (cluster: KeyedCluster) => ClusterOnMachine): (place: KeyedCluster) => boolean {
  return (place) => onMachine(place).place !== 'none';
}

/** A row with what the kubeconfig has of it: at its edge, to a screen reader, and first of all that it is current. */
function marked(texts: ClusterRowTexts, { place, isCurrent }: ClusterOnMachine): ClusterRowTexts {
  if (place === 'none') {
    return texts;
  }
  const { label, description, accessibleLabel = label } = texts;
  const said = isCurrent ? l10n`in your kubeconfig, current context` : l10n`in your kubeconfig`;
  return {
    ...texts,
    // A narrow view cuts off what stands behind.
    ...(isCurrent ? { description: [l10n`current`, description].filter(Boolean).join(' · ') } : {}),
    accessibleLabel: `${accessibleLabel}, ${said}`,
    mark: isCurrent ? 'current' : 'inKubeconfig',
  };
}

function adminGroupTexts(node: Extract<ClusterNode, { kind: 'adminGroup' }>): ClusterRowTexts {
  const { name, groupObjectId, isMember, seen } = node;
  const member = isMember === true ? [l10n`you are a member`] : [];
  const description = [...member, ...(name === undefined ? [] : [groupObjectId])].join(' · ');
  const group =
    name === undefined
      ? l10n`Group ${groupObjectId}. Its name is not readable with this sign-in.`
      : `${name} (${groupObjectId})`;
  const who = seen.account.label;
  const joined = l10n`You are not a member, as ${who}. Refresh the token if you joined a moment ago.`;
  const told = isMember === undefined ? [] : [isMember ? l10n`You are a member, as ${who}.` : joined];
  return {
    label: name ?? groupObjectId,
    ...(description === '' ? {} : { description }),
    tooltip: [group, ...told].join('\n'),
    accessibleLabel: [l10n`Admin group ${name ?? groupObjectId}`, ...member].join(', '),
    contextValue: 'adminGroup',
    icon: isMember === true ? { name: 'verified', color: 'aksEntra.healthyIcon' } : { name: 'person' },
    below: 'nothing',
  };
}

function subscriptionTexts(node: Extract<ClusterNode, { kind: 'subscription' }>): ClusterRowTexts {
  const { seen, clusters, isBelowTenant, isBesideGroups, namesAccount } = node;
  const { account, subscription, tenants } = seen;
  // Others may be filtered out.
  const shown = clusters.length;
  const ofPlaces = placesFailureIn(seen);
  const error = failureIn(seen) ?? ofPlaces;
  const listedAt = asOf(seen);
  const state = subscription.state === 'Enabled' ? undefined : stateWord(subscription.state);
  const total = seenClusters(seen).length;
  const all = lastClusters(seen) === undefined ? undefined : clusterCount(total, shown);
  // What is only there for something else says nothing of clusters.
  const ofClusters = isBesideGroups === true || (shown === 0 && error !== undefined) ? undefined : all;
  const counted = (total === 0 ? placeCount([seen]) : undefined) ?? ofClusters;
  const failed =
    error === undefined
      ? undefined
      : error === ofPlaces
        ? l10n`namespaces and fleets could not be listed`
        : l10n`could not be listed`;
  const old = listedAt === undefined ? undefined : asOfText(listedAt);
  // Old rows say so first: a narrow view cuts off what stands behind.
  const joined = (tenant: string | undefined): string =>
    [old, tenant, namesAccount === true ? account.label : undefined, counted, failed, state]
      .filter((part) => part !== undefined)
      .join(' · ');
  const owner = tenantLabel(tenants);
  const description = joined(
    isBelowTenant === true && tenants.owner.tenantId === tenants.lister.tenantId ? undefined : owner,
  );
  const named = l10n`Subscription ${subscription.displayName}, ${joined(owner)}`;
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

function clusterTexts(
  { seen, isApart, namesAccount }: Extract<ClusterNode, { kind: 'cluster' }>,
  onMachine: ClusterOnMachine,
): ClusterRowTexts {
  const { account, cluster, subscription, tenants, asOf: listedAt } = seen;
  const { place, isForOtherPrograms, isCurrent, change } = onMachine;
  const old = listedAt === undefined ? [] : [asOfText(listedAt)];
  const where = [
    ...(isApart === true ? [subscription.displayName] : []),
    ...(namesAccount === true ? [account.label] : []),
  ];
  const programs = isForOtherPrograms ? [l10n`other programs: allowed`] : [];
  const said = [...where, ...old, describeCluster(cluster, change).replaceAll(' · ', ', '), ...programs];
  const lines = [
    ...(isCurrent
      ? [l10n`kubectl’s current context leads here.`]
      : place !== 'none'
        ? [l10n`Your kubeconfig has a context of it.`]
        : []),
    ...(listedAt === undefined ? [] : [asOfSentence(listedAt)]),
    ...(hasCredential(cluster) ? [] : [explainNoCredential(cluster)]),
    ...clusterFacts(cluster, namesOfTenants([tenants.owner, tenants.lister])).map(
      ({ label, value }) => `${label}: ${value}`,
    ),
  ];
  const texts: ClusterRowTexts = {
    label: cluster.name,
    description: [...old, clusterInShort(cluster, change, [...programs, ...where])].join(' · '),
    tooltip: {
      heading: cluster.name,
      lines: isForOtherPrograms
        ? [
            ...lines,
            l10n`Other programs: allowed. Those that do not say which cluster they want a token for get one too.`,
          ]
        : lines,
    },
    accessibleLabel: l10n`Cluster ${cluster.name}, ${said.join(', ')}`,
    contextValue: clusterKind(cluster, onMachine),
    icon: change === undefined ? clusterIcon(cluster) : { name: 'sync~spin', color: 'aksEntra.busyIcon' },
    below: 'collapsed',
  };
  return marked(texts, onMachine);
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
