import { clusterInShort, describeCluster } from '../../core/clusters/describeCluster.ts';
import { changeWords } from '../../core/clusters/stateWords.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { messageOf } from '../../core/messageOf.ts';
import { errorIcon } from '../../ui/rows/rowIcons.ts';
import { stateIcon } from './clusterIcons.ts';
import type { ClusterNode } from './clusterNodes.ts';
import type { ClusterRowTexts } from './rowTexts.ts';

/** The rows of managed namespaces and fleets. */
type PlaceNode = Extract<ClusterNode, { kind: 'hiddenCluster' | 'namespace' | 'fleet' | 'fleetMember' | 'fleetNote' }>;

/** @param hasContext whether the kubeconfig has a context of it */
export function placeRowTexts(
  node: PlaceNode,
  hasContext: (place: { readonly id: string }) => boolean,
): ClusterRowTexts {
  switch (node.kind) {
    case 'hiddenCluster': {
      const { clusterName, resourceGroup } = node.hidden;
      const description = l10n`no access to the cluster itself`;
      const tooltip = l10n`Your roles are on managed namespaces of this cluster, in resource group ${resourceGroup}, but none is on the cluster. To see it, ask for the role Reader or Azure Kubernetes Service Cluster User Role.`;
      return {
        label: clusterName,
        description,
        tooltip: { heading: clusterName, lines: [tooltip] },
        accessibleLabel: l10n`Cluster ${clusterName}, ${description}. ${tooltip}`,
        contextValue: 'hiddenCluster',
        icon: { name: 'lock', color: 'aksEntra.inactiveIcon' },
        below: 'expanded',
      };
    }
    case 'namespace':
      return namespaceTexts(node, hasContext(node.seen.namespace));
    case 'fleet':
      return fleetTexts(node, hasContext(node.seen.fleet));
    case 'fleetMember':
      return memberTexts(node);
    case 'fleetNote':
      return node.error === undefined ? noMembers() : membersFailed(node.error);
  }
}

function noMembers(): ClusterRowTexts {
  const label = l10n`No member clusters`;
  return { label, accessibleLabel: label, contextValue: 'fleetNote', icon: { name: 'info' }, below: 'nothing' };
}

function membersFailed(error: unknown): ClusterRowTexts {
  const label = l10n`Members could not be listed`;
  const message = messageOf(error);
  return {
    label,
    description: message,
    accessibleLabel: l10n`${label}. ${message}`,
    contextValue: 'fleetNote',
    icon: errorIcon,
    below: 'nothing',
    ...(needsSignIn(error)
      ? { tooltip: l10n`${message} Click to sign in.`, remedy: { kind: 'signIn', title: l10n`Sign In` } }
      : { tooltip: l10n`${message} Click to list again.`, remedy: { kind: 'refreshClusters', title: l10n`Retry` } }),
  };
}

function namespaceTexts(
  { seen: { namespace } }: PlaceNode & { kind: 'namespace' },
  isInKubeconfig: boolean,
): ClusterRowTexts {
  const { name, clusterName, provisioningState } = namespace;
  // Lists may not tell.
  const isKnown = provisioningState !== 'unknown';
  const change = isKnown ? changeWords({ provisioningState }) : undefined;
  const description = [change, l10n`managed namespace`].filter((part) => part !== undefined).join(' · ');
  return {
    label: name,
    description,
    tooltip: {
      heading: name,
      lines: [
        l10n`Managed namespace of cluster ${clusterName}`,
        l10n`Its credential is for this namespace: “Get AKS credentials” makes the context ${`${clusterName}-${name}`}.`,
      ],
    },
    accessibleLabel: l10n`Namespace ${name} of cluster ${clusterName}, ${description.replaceAll(' · ', ', ')}`,
    contextValue: isInKubeconfig ? 'namespaceInKubeconfig' : 'namespace',
    icon: (isKnown ? stateIcon({ provisioningState }) : undefined) ?? { name: 'symbol-namespace' },
    below: 'nothing',
  };
}

function fleetTexts({ seen: { fleet } }: PlaceNode & { kind: 'fleet' }, isInKubeconfig: boolean): ClusterRowTexts {
  const { name, hasHub, resourceGroup } = fleet;
  const { description, explanation } = hubTexts(hasHub);
  return {
    label: name,
    description,
    tooltip: { heading: name, lines: [l10n`Resource group ${resourceGroup}`, explanation] },
    accessibleLabel: l10n`${name}, ${description}. ${explanation}`,
    contextValue: isInKubeconfig ? 'fleetInKubeconfig' : hasHub === false ? 'fleetWithoutHub' : 'fleet',
    icon: { name: 'type-hierarchy-sub' },
    below: 'collapsed',
  };
}

/** @param hasHub undefined where Azure's list does not tell */
function hubTexts(hasHub: boolean | undefined): { readonly description: string; readonly explanation: string } {
  switch (hasHub) {
    case true:
      return {
        description: l10n`fleet with a hub cluster`,
        explanation: l10n`“Get AKS credentials” gets those of its hub cluster. Its member clusters are below it.`,
      };
    case false:
      return {
        description: l10n`fleet without a hub cluster`,
        explanation: l10n`Without a hub there is no credential for the fleet itself. Its member clusters, which are below it, have their own.`,
      };
    case undefined:
      return {
        description: l10n`fleet`,
        explanation: l10n`“Get AKS credentials” gets those of its hub cluster, if it has one. Its member clusters are below it.`,
      };
  }
}

function memberTexts({ member, cluster }: PlaceNode & { kind: 'fleetMember' }): ClusterRowTexts {
  const { clusterName, resourceGroup } = member;
  const hidden = l10n`no access to the cluster itself`;
  const [description, said] =
    cluster === undefined ? [hidden, hidden] : [clusterInShort(cluster.cluster), describeCluster(cluster.cluster)];
  return {
    label: clusterName,
    description,
    tooltip: {
      heading: clusterName,
      lines: [l10n`Member of the fleet, in resource group ${resourceGroup}`, said],
    },
    accessibleLabel: l10n`Member cluster ${clusterName}, ${said.replaceAll(' · ', ', ')}`,
    contextValue: cluster === undefined ? 'hiddenFleetMember' : 'fleetMember',
    icon: cluster === undefined ? { name: 'lock', color: 'aksEntra.inactiveIcon' } : { name: 'link' },
    below: 'nothing',
  };
}
