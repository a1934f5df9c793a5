import type { ClusterIdParts } from '../azure/resourceId.ts';
import { l10n } from '../l10n.ts';
import { askedProfile, type EntraChange } from './plannedProfile.ts';
import { assertNameOfAzure, shellOption } from '../clusterWrites/shellWord.ts';

/** The same change for those who keep their clusters in scripts and templates. */
export interface EquivalentCommand {
  readonly az: string;
  readonly bicep: string;
  readonly arm: string;
}

/**
 * The change as the `az` line, and as what a template’s cluster needs. az takes the same options for both goals.
 *
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function equivalentCommand(cluster: ClusterIdParts, change: EntraChange): EquivalentCommand {
  for (const id of [...change.adminGroupObjectIds, change.tenantId]) {
    assertNameOfAzure(id);
  }
  return { az: azLine(cluster, change), bicep: bicepFragment(change), arm: armFragment(change) };
}

/** The line that makes certificates worthless that were given out before, as az has it. */
export function rotateCertificatesLine(cluster: ClusterIdParts): string {
  return ['az aks rotate-certs', ...addressOf(cluster)].join(' ');
}

function azLine(cluster: ClusterIdParts, change: EntraChange): string {
  const groups = change.adminGroupObjectIds;
  return [
    'az aks update',
    ...addressOf(cluster),
    '--enable-aad',
    // Ids hold no character that a shell knows, but PowerShell makes a list of bare words with commas.
    ...(groups.length === 0
      ? []
      : [`--aad-admin-group-object-ids ${groups.length === 1 ? groups.join() : `'${groups.join(',')}'`}`]),
    shellOption('--aad-tenant-id', change.tenantId),
    ...(change.enableAzureRbac ? ['--enable-azure-rbac'] : []),
  ].join(' ');
}

function addressOf({ subscriptionId, resourceGroup, name }: ClusterIdParts): string[] {
  return [
    shellOption('--subscription', subscriptionId),
    shellOption('--resource-group', resourceGroup),
    shellOption('--name', name),
  ];
}

function bicepFragment({ adminGroupObjectIds, tenantId, enableAzureRbac }: EntraChange): string {
  const groups = adminGroupObjectIds.map((id) => `    '${id}'`);
  return [
    `// ${l10n`Belongs into the properties of the cluster in its own template.`}`,
    'aadProfile: {',
    '  managed: true',
    ...(groups.length === 0 ? ['  adminGroupObjectIDs: []'] : ['  adminGroupObjectIDs: [', ...groups, '  ]']),
    `  tenantID: '${tenantId}'`,
    `  enableAzureRBAC: ${String(enableAzureRbac)}`,
    '}',
    '',
  ].join('\n');
}

function armFragment(change: EntraChange): string {
  return `${JSON.stringify({ properties: { aadProfile: askedProfile(change) } }, undefined, 2)}\n`;
}
