import { entraLabel } from '../clusters/describeCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { ClusterPosture } from './clusterPosture.ts';
import type { Risk } from './risks.ts';

/** What no stable version of Azure’s interface tells, so that nobody takes silence for a good sign. */
function externalIssuersText(): string {
  return l10n`external issuers: not checked (Azure tells of them in preview versions only)`;
}

/** The facts of a cluster that the report looks at, in one line. */
export function factsLine(posture: ClusterPosture, groupNames: ReadonlyMap<string, string>): string {
  const { cluster, hasRunCommand } = posture;
  return [
    entraLabel(cluster),
    authorizationText(posture),
    cluster.hasLocalAccounts ? l10n`local accounts on` : l10n`local accounts off`,
    ...(cluster.entra.kind === 'managed' ? [l10n`admin groups: ${adminGroupsText(posture, groupNames)}`] : []),
    reachText(posture),
    hasRunCommand ? l10n`run command on` : l10n`run command off`,
    l10n`node SSH: ${nodeSshText(posture)}`,
    externalIssuersText(),
    ...(cluster.isAutomatic ? [l10n`AKS Automatic`] : []),
    l10n`Kubernetes ${printable(cluster.kubernetesVersion)}`,
  ].join(' · ');
}

/** Where a cluster is. */
export function placeLine({ cluster, seen }: ClusterPosture): string {
  return [
    l10n`resource group ${printable(cluster.resourceGroup)}`,
    l10n`subscription ${printable(seen.subscription.displayName)}`,
    printable(cluster.location),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function authorizationText({ cluster }: ClusterPosture): string {
  switch (cluster.authorization) {
    case 'azureRbac':
      return l10n`Entra ID authorization (Azure RBAC)`;
    case 'kubernetesRbac':
      return l10n`Kubernetes RBAC`;
    case 'none':
      return l10n`no RBAC`;
  }
}

/** The admin groups by name where it is known. */
function adminGroupsText({ cluster: { entra } }: ClusterPosture, groupNames: ReadonlyMap<string, string>): string {
  const ids = entra.kind === 'none' ? [] : entra.adminGroupObjectIds;
  return ids.length === 0 ? l10n`none` : ids.map((id) => printable(groupNames.get(id.toLowerCase()) ?? id)).join(', ');
}

function nodeSshText({ nodeSsh }: ClusterPosture): string {
  if (nodeSsh.kind === 'notChecked') {
    return l10n`not checked (this cloud’s version does not tell)`;
  }
  return nodeSsh.access.length === 0 ? l10n`no pools are listed` : nodeSsh.access.map(sshWord).join(', ');
}

export function levelText(level: Risk['level']): string {
  switch (level) {
    case 'high':
      return l10n`High`;
    case 'medium':
      return l10n`Medium`;
    case 'low':
      return l10n`Low`;
  }
}

function reachText({ cluster }: ClusterPosture): string {
  if (cluster.isPrivate) {
    return l10n`private`;
  }
  const ranges = cluster.authorizedIpRanges ?? [];
  return ranges.length === 0
    ? l10n`reachable from every address`
    : l10n`reachable from ${printable(ranges.join(', '))}`;
}

function sshWord(access: string): string {
  switch (access) {
    case 'entraid':
      return l10n`Entra ID`;
    case 'localuser':
      return l10n`keys of a local user`;
    case 'disabled':
      return l10n`off`;
    case 'unset':
      return l10n`not told by Azure`;
    default:
      return printable(access);
  }
}
