import type { SeenCluster } from '../clusters/seenCluster.ts';
import { csvFile } from './csv.ts';
import type { CheckedCluster, PostureReport, UncheckedCluster } from './postureReport.ts';
import { countOf } from './risks.ts';

/** For programs: they are in no other language. */
const columns = [
  'cluster',
  'resourceGroup',
  'subscription',
  'subscriptionId',
  'tenantId',
  'location',
  'checked',
  'entra',
  'authorization',
  'localAccounts',
  'adminGroups',
  'adminGroupObjectIds',
  'private',
  'authorizedIpRanges',
  'runCommand',
  'nodeSsh',
  'externalIssuers',
  'automatic',
  'kubernetesVersion',
  'highRisks',
  'mediumRisks',
  'lowRisks',
  'risks',
];

const notTold = 'not told';

/** The report as a file for spreadsheets: a row for each cluster, the riskiest first. */
export function postureCsv({ checked, unchecked, groupNames }: PostureReport): string {
  return csvFile([
    columns,
    ...checked.map((one) => checkedRow(one, groupNames)),
    ...unchecked.map((one) => uncheckedRow(one)),
  ]);
}

function checkedRow({ posture, risks }: CheckedCluster, groupNames: ReadonlyMap<string, string>): string[] {
  const { cluster, seen, hasRunCommand, nodeSsh } = posture;
  const groups = cluster.entra.kind === 'none' ? [] : cluster.entra.adminGroupObjectIds;
  return [
    ...place(seen),
    'yes',
    cluster.entra.kind,
    cluster.authorization,
    onOff(cluster.hasLocalAccounts),
    groups.map((id) => groupNames.get(id.toLowerCase()) ?? id).join('; '),
    groups.join('; '),
    yesNo(cluster.isPrivate),
    (cluster.authorizedIpRanges ?? []).join('; '),
    onOff(hasRunCommand),
    nodeSsh.kind === 'notChecked' ? 'not checked' : nodeSsh.access.join('; ').replace('unset', notTold),
    'not checked',
    yesNo(cluster.isAutomatic),
    cluster.kubernetesVersion,
    ...(['high', 'medium', 'low'] as const).map((level) => String(countOf(risks, level))),
    risks.map(({ sentence }) => sentence).join(' '),
  ];
}

function uncheckedRow({ seen, error }: UncheckedCluster): string[] {
  const row = [...place(seen), `no: ${error.message}`];
  return [...row, ...columns.slice(row.length).map(() => '')];
}

function place({ cluster, subscription }: SeenCluster): string[] {
  const { name, resourceGroup, subscriptionId, tenantId, location } = cluster;
  return [name, resourceGroup, subscription.displayName, subscriptionId, tenantId, location];
}

function onOff(isOn: boolean): string {
  return isOn ? 'on' : 'off';
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}
