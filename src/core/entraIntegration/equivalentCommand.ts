import type { ClusterIdParts } from '../azure/resourceId.ts';
import { l10n } from '../l10n.ts';
import { askedProperties, type EntraUpdate } from './plannedProfile.ts';
import type { JsonObject } from '../clusterWrites/rawCluster.ts';
import { assertNameOfAzure, shellOption } from '../clusterWrites/shellWord.ts';

/** The same change for those who keep their clusters in scripts and templates. */
export interface EquivalentCommand {
  readonly az: string;
  readonly bicep: string;
  readonly arm: string;
}

/**
 * The change as the `az` line, and as what a template’s cluster needs. az takes the same options to enable and to migrate.
 *
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function equivalentCommand(cluster: ClusterIdParts, change: EntraUpdate): EquivalentCommand {
  for (const id of [
    ...('adminGroupObjectIds' in change ? change.adminGroupObjectIds : []),
    ...('tenantId' in change ? [change.tenantId] : []),
  ]) {
    assertNameOfAzure(id);
  }
  return { az: azLine(cluster, change), bicep: bicepFragment(change), arm: armFragment(change) };
}

/** The line that makes certificates worthless that were given out before, as az has it. */
export function rotateCertificatesLine(cluster: ClusterIdParts): string {
  return ['az aks rotate-certs', ...addressOf(cluster)].join(' ');
}

function azLine(cluster: ClusterIdParts, change: EntraUpdate): string {
  return ['az aks update', ...addressOf(cluster), ...azOptions(change)].join(' ');
}

function azOptions(change: EntraUpdate): string[] {
  switch (change.goal) {
    case 'enable':
    case 'migrate':
      return [
        '--enable-aad',
        ...(change.adminGroupObjectIds.length === 0 ? [] : [groupsOption(change.adminGroupObjectIds)]),
        shellOption('--aad-tenant-id', change.tenantId),
        ...(change.enableAzureRbac ? ['--enable-azure-rbac'] : []),
      ];
    case 'adminGroups':
      return [groupsOption(change.adminGroupObjectIds)];
    case 'authorization':
      return [change.enableAzureRbac ? '--enable-azure-rbac' : '--disable-azure-rbac'];
    case 'localAccounts':
      return [change.disableLocalAccounts ? '--disable-local-accounts' : '--enable-local-accounts'];
  }
}

/** Ids hold no character that a shell knows, but PowerShell makes a list of bare words with commas. */
function groupsOption(ids: readonly string[]): string {
  const option = '--aad-admin-group-object-ids';
  // PowerShell 5.1 hands no empty word on, behind the equals sign every shell does. az 2.91 takes an empty text for an empty
  // list, but alone for no option at all, and then asks whether to reconcile; --yes is an option beside it.
  return ids.length === 0 ? `${option}= --yes` : `${option} ${ids.length === 1 ? ids.join() : `'${ids.join(',')}'`}`;
}

function addressOf({ subscriptionId, resourceGroup, name }: ClusterIdParts): string[] {
  return [
    shellOption('--subscription', subscriptionId),
    shellOption('--resource-group', resourceGroup),
    shellOption('--name', name),
  ];
}

function bicepFragment(change: EntraUpdate): string {
  const { profile, properties } = askedProperties(change);
  const isWhole = 'managed' in profile;
  return [
    Object.keys(profile).length === 0 || isWhole
      ? `// ${l10n`Belongs in the properties of the cluster in its own template.`}`
      : `// ${l10n`Belongs in the aadProfile of the cluster in its own template, instead of what is there.`}`,
    ...(isWhole ? ['aadProfile: {', ...bicepLines(profile).map((line) => `  ${line}`), '}'] : bicepLines(profile)),
    ...bicepLines(properties),
    '',
  ].join('\n');
}

/** Switches, ids and lists of ids: nothing else is set. */
function bicepLines(object: JsonObject): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (!Array.isArray(value)) {
      return [`${name}: ${typeof value === 'string' ? `'${value}'` : JSON.stringify(value)}`];
    }
    const items = value.map((item) => `  '${String(item)}'`);
    return items.length === 0 ? [`${name}: []`] : [`${name}: [`, ...items, ']'];
  });
}

function armFragment(change: EntraUpdate): string {
  const { profile, properties } = askedProperties(change);
  const aadProfile = Object.keys(profile).length === 0 ? {} : { aadProfile: profile };
  return `${JSON.stringify({ properties: { ...aadProfile, ...properties } }, undefined, 2)}\n`;
}
