import { l10n } from '../l10n.ts';
import type { ClusterPosture } from './clusterPosture.ts';
import type { PostureReport } from './postureReport.ts';
import { countOf, riskLevels } from './risks.ts';

/** How many clusters are how, a line for each question. */
export function postureCounts({ checked, unchecked, gaps }: PostureReport): string[] {
  const postures = checked.map(({ posture }) => posture);
  const count = (holds: (posture: ClusterPosture) => boolean): number => postures.filter(holds).length;
  const [high, medium, low] = riskLevels.map(
    (level) => checked.filter(({ risks }) => countOf(risks, level) > 0).length,
  );
  const entra = (kind: string): number => count(({ cluster }) => cluster.entra.kind === kind);
  const authorization = (kind: string): number => count(({ cluster }) => cluster.authorization === kind);
  const ssh = (holds: (access: string) => boolean): number =>
    count(({ nodeSsh }) => nodeSsh.kind === 'checked' && holds(nodeSsh.access.join()));
  return [
    l10n`Clusters with high risks: ${high ?? 0}; with medium ones: ${medium ?? 0}; with low ones: ${low ?? 0}`,
    l10n`Entra integration: ${entra('managed')} managed, ${entra('legacy')} legacy, ${entra('none')} none`,
    l10n`Authorization: ${authorization('azureRbac')} Entra ID authorization (Azure RBAC), ${authorization('kubernetesRbac')} Kubernetes RBAC, ${authorization('none')} none`,
    l10n`Local accounts: ${count(({ cluster }) => cluster.hasLocalAccounts)} on, ${count(({ cluster }) => !cluster.hasLocalAccounts)} off`,
    l10n`Managed Entra without an admin group: ${count(({ cluster: { entra: of } }) => of.kind === 'managed' && of.adminGroupObjectIds.length === 0)}`,
    l10n`API server: ${count(({ cluster }) => cluster.isPrivate)} private, ${count(({ cluster }) => !cluster.isPrivate && hasRanges(cluster))} with authorised IP ranges, ${count(({ cluster }) => !cluster.isPrivate && !hasRanges(cluster))} reachable from every address`,
    l10n`Run command: ${count(({ hasRunCommand }) => hasRunCommand)} on, ${count(({ hasRunCommand }) => !hasRunCommand)} off`,
    l10n`Node SSH: ${ssh((access) => access === 'entraid')} with Entra ID, ${ssh((access) => access === 'disabled')} off, ${ssh((access) => access.includes('localuser'))} with keys of local users, ${ssh((access) => access === '' || access === 'unset')} not told by Azure, ${count(({ nodeSsh }) => nodeSsh.kind === 'notChecked')} not checked`,
    l10n`External issuers: not checked (Azure tells of them in preview versions only)`,
    l10n`AKS Automatic: ${count(({ cluster }) => cluster.isAutomatic)}`,
    ...(unchecked.length + gaps.length === 0
      ? []
      : [l10n`Not checked: ${uncheckedText(unchecked.length, gaps.length)} (at the end)`]),
  ];
}

function hasRanges({ authorizedIpRanges = [] }: ClusterPosture['cluster']): boolean {
  return authorizedIpRanges.length > 0;
}

function uncheckedText(clusters: number, gaps: number): string {
  return [
    ...(clusters === 0 ? [] : [clusters === 1 ? l10n`1 cluster` : l10n`${clusters} clusters`]),
    ...(gaps === 0 ? [] : [gaps === 1 ? l10n`1 subscription or tenant` : l10n`${gaps} subscriptions or tenants`]),
  ].join(', ');
}
