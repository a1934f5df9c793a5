import { assertNameOfAzure, shellOption } from '../clusterWrites/shellWord.ts';
import { armTemplate, bicepTemplate } from './creationTemplates.ts';
import { type Creator, creatorRoleLines, creatorRoles } from './creatorRoles.ts';
import { areLocalAccountsOff, type NewCluster } from './newCluster.ts';

/** The same creation for those who keep their clusters in scripts and templates. */
export interface CreationCommand {
  /** Lines for a shell: the group where it is new, the cluster, and the creator’s roles where some are needed. */
  readonly az: string;
  readonly bicep: string;
  readonly arm: string;
}

/**
 * The creation as lines of `az` and as whole templates.
 *
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function creationCommand(cluster: NewCluster, creator: Creator): CreationCommand {
  for (const word of [cluster.tenantId, ...cluster.adminGroupObjectIds]) {
    assertNameOfAzure(word);
  }
  const lines = [
    ...(cluster.isGroupNew ? [groupLine(cluster)] : []),
    clusterLine(cluster),
    ...creatorRoleLines(cluster, creatorRoles(cluster, creator), creator.objectId),
  ];
  return { az: lines.join('\n'), bicep: bicepTemplate(cluster), arm: armTemplate(cluster) };
}

function groupLine({ subscriptionId, resourceGroup, location }: NewCluster): string {
  return [
    'az group create',
    shellOption('--subscription', subscriptionId),
    shellOption('--name', resourceGroup),
    shellOption('--location', location),
  ].join(' ');
}

function clusterLine(cluster: NewCluster): string {
  const { subscriptionId, resourceGroup, name, location } = cluster;
  return [
    'az aks create',
    shellOption('--subscription', subscriptionId),
    shellOption('--resource-group', resourceGroup),
    shellOption('--name', name),
    shellOption('--location', location),
    ...(cluster.kind === 'automatic' ? ['--sku automatic'] : standardOptions(cluster)),
    // Nobody needs to sign in to the nodes.
    '--no-ssh-key',
  ].join(' ');
}

function standardOptions(cluster: NewCluster): string[] {
  const { kubernetesVersion, nodeSize, nodeCount, adminGroupObjectIds: groups, tenantId, enableAzureRbac } = cluster;
  return [
    ...(kubernetesVersion === '' ? [] : [shellOption('--kubernetes-version', kubernetesVersion)]),
    ...(nodeSize === '' ? [] : [shellOption('--node-vm-size', nodeSize)]),
    `--node-count ${nodeCount}`,
    '--enable-aad',
    // PowerShell makes a list of bare words with commas.
    ...(groups.length === 0
      ? []
      : [`--aad-admin-group-object-ids ${groups.length === 1 ? groups.join() : `'${groups.join(',')}'`}`]),
    shellOption('--aad-tenant-id', tenantId),
    ...(enableAzureRbac ? ['--enable-azure-rbac'] : []),
    ...(areLocalAccountsOff(cluster) ? ['--disable-local-accounts'] : []),
  ];
}
