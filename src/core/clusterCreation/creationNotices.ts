import { type AzureRoleKey, azureRoles } from '../access/roles.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { assignsRoles, type Creator, creatorRoleLines, creatorRoles } from './creatorRoles.ts';
import { areLocalAccountsOff, type NewCluster } from './newCluster.ts';

/** What people should know before they say yes, in the order in which it matters. */
export interface CreationNotice {
  readonly text: string;
  readonly command?: string;
}

/** Who gets in, what it costs, and what cannot be had any other way later. */
export function creationNotices(cluster: NewCluster, creator: Creator): CreationNotice[] {
  return [
    ...whoGetsIn(cluster, creator),
    ...creatorNotices(cluster, creator),
    { text: costs(cluster) },
    ...limits(cluster).map((text) => ({ text })),
  ];
}

function whoGetsIn({ enableAzureRbac, adminGroupObjectIds }: NewCluster, creator: Creator): CreationNotice[] {
  if (!enableAzureRbac) {
    return [
      {
        text:
          adminGroupObjectIds.length === 0
            ? l10n`Nobody is cluster admin by Entra yet: with its local admin credential, write role bindings first.`
            : l10n`The members of the admin groups are cluster admins; nobody else gets in before a role binding names them.`,
      },
    ];
  }
  return creator.hasRole
    ? [{ text: l10n`Your Azure roles let you use it at once; others get in by role assignments and role bindings.` }]
    : [];
}

/** The roles that the creator lacks: given together with the cluster, or handed over as lines. */
function creatorNotices(cluster: NewCluster, creator: Creator): CreationNotice[] {
  const roles = creatorRoles(cluster, creator);
  const isGiven = assignsRoles(cluster, creator);
  const lines = isGiven ? [] : creatorRoleLines(cluster, roles, creator.objectId);
  return roles.map((role, index) => {
    const command = lines[index];
    return { text: roleText(role, isGiven), ...(command === undefined ? {} : { command }) };
  });
}

function roleText(role: AzureRoleKey, isGiven: boolean): string {
  const name = quotedName(azureRoles[role].name);
  if (role === 'clusterUser') {
    return isGiven
      ? l10n`You get the role ${name} on it too, without which you cannot fetch its credential.`
      : l10n`Somebody who may give roles has to give you ${name} on it too: without it you cannot fetch its credential.`;
  }
  return isGiven
    ? l10n`You get the role ${name} on the cluster, without which nobody gets in, not even its creator; it takes up to five minutes.`
    : l10n`Somebody who may give roles has to give you ${name} on the cluster: without it nobody gets in, not even its creator.`;
}

function costs({ kind, nodeCount }: NewCluster): string {
  return kind === 'automatic'
    ? l10n`It costs money until it is deleted: Azure charges for each hour of an Automatic cluster, and for the machines, disks and traffic of what runs in it.`
    : l10n`It costs money until it is deleted: the Free tier has no charge of its own and no promise that the API server answers, but Azure charges for ${nodeCount === 1 ? l10n`1 node, its disks` : l10n`${nodeCount} nodes, their disks`}, a load balancer with its public address, and traffic.`;
}

function limits(cluster: NewCluster): string[] {
  const entra = l10n`Microsoft Entra cannot be turned off later.`;
  if (cluster.kind === 'automatic') {
    return [
      l10n`An Automatic cluster cannot be stopped: Azure keeps its system nodes running.`,
      l10n`Local accounts are off, and Azure’s safeguards refuse workloads that break their rules.`,
      entra,
    ];
  }
  return [
    l10n`There is no way from Standard to Automatic: that needs a new cluster.`,
    areLocalAccountsOff(cluster)
      ? l10n`Local accounts are off: nobody gets in without Entra. They can be turned on later.`
      : l10n`Local accounts stay on until somebody turns them off: their certificate is full admin and never asks who you are.`,
    entra,
  ];
}
