import { l10n } from '../l10n.ts';
import type { ClusterPosture } from './clusterPosture.ts';

/** What mends a risk: the command of that name; where none of ours does, it leads to where it can be done. */
export type Mend =
  | 'createCluster'
  | 'openInPortal'
  | 'enableEntra'
  | 'migrateEntra'
  | 'changeAdminGroups'
  | 'changeAuthorization'
  | 'changeLocalAccounts';

/** How much a risk matters, the most first. */
export const riskLevels = ['high', 'medium', 'low'] as const;

export interface Risk {
  readonly kind: RiskKind;
  readonly level: (typeof riskLevels)[number];
  readonly sentence: string;
  readonly mend: Mend;
}

type RiskKind =
  | 'noRbac'
  | 'noEntra'
  | 'legacyEntra'
  | 'localAccounts'
  | 'openToAll'
  | 'noCredential'
  | 'nobodyIsAdmin'
  | 'runCommandPastWalls'
  | 'runCommand'
  | 'localSsh'
  | 'kubernetesRbac';

interface RiskRule extends Risk {
  readonly holds: (posture: ClusterPosture) => boolean;
}

/** What the report looks for, in the order in which it matters. */
const rules: readonly RiskRule[] = [
  {
    kind: 'noRbac',
    level: 'high',
    sentence: l10n`Kubernetes RBAC is off: everyone who can authenticate may do everything. It cannot be turned on later, so you need a new cluster.`,
    mend: 'createCluster',
    holds: ({ cluster }) => cluster.authorization === 'none',
  },
  {
    kind: 'noEntra',
    level: 'high',
    sentence: l10n`No Entra: its credential is a certificate with full rights, the same for everyone who may fetch it, and nobody can tell who used it.`,
    mend: 'enableEntra',
    holds: ({ cluster }) =>
      cluster.entra.kind === 'none' && cluster.authorization !== 'none' && cluster.hasLocalAccounts,
  },
  {
    kind: 'legacyEntra',
    level: 'high',
    sentence: l10n`Legacy Entra integration: it depends on app registrations and a secret of your own, and Azure no longer offers it.`,
    mend: 'migrateEntra',
    holds: ({ cluster }) => cluster.entra.kind === 'legacy',
  },
  {
    kind: 'localAccounts',
    level: 'medium',
    sentence: l10n`Local accounts are on: anyone who has the AKS Cluster Admin role can fetch a certificate that bypasses Entra.`,
    mend: 'changeLocalAccounts',
    holds: ({ cluster }) => cluster.entra.kind === 'managed' && cluster.hasLocalAccounts,
  },
  {
    kind: 'openToAll',
    level: 'medium',
    sentence: l10n`The API server can be reached from every address on the internet: no IP ranges are authorised.`,
    mend: 'openInPortal',
    holds: ({ cluster }) => !cluster.isPrivate && (cluster.authorizedIpRanges ?? []).length === 0,
  },
  {
    kind: 'noCredential',
    level: 'medium',
    sentence: l10n`No Entra, and local accounts are off: nobody gets a credential.`,
    mend: 'enableEntra',
    holds: ({ cluster }) =>
      cluster.entra.kind === 'none' && cluster.authorization !== 'none' && !cluster.hasLocalAccounts,
  },
  {
    kind: 'nobodyIsAdmin',
    level: 'medium',
    sentence: l10n`No admin group, and Azure roles do not count: anyone who signs in with Entra may do nothing until a Kubernetes role binding names them.`,
    mend: 'changeAdminGroups',
    holds: ({ cluster: { entra, authorization } }) =>
      entra.kind === 'managed' && authorization === 'kubernetesRbac' && entra.adminGroupObjectIds.length === 0,
  },
  {
    kind: 'runCommandPastWalls',
    level: 'low',
    sentence: l10n`Run command is on: anyone who may use it in Azure reaches the API server despite its private network or authorised IP ranges.`,
    mend: 'openInPortal',
    holds: (posture) => posture.hasRunCommand && isWalled(posture),
  },
  {
    kind: 'runCommand',
    level: 'low',
    sentence: l10n`Run command is on: anyone who may use it in Azure can run kubectl in the cluster, without a kubeconfig.`,
    mend: 'openInPortal',
    holds: (posture) => posture.hasRunCommand && !isWalled(posture),
  },
  {
    kind: 'localSsh',
    level: 'low',
    sentence: l10n`Nodes accept the SSH keys of a local user: Entra does not decide who gets onto them.`,
    mend: 'openInPortal',
    holds: ({ nodeSsh }) => nodeSsh.kind === 'checked' && nodeSsh.access.includes('localuser'),
  },
  {
    kind: 'kubernetesRbac',
    level: 'low',
    sentence: l10n`Permissions are kept in the cluster only: Azure’s access reviews and PIM see its admin groups and nothing else.`,
    mend: 'changeAuthorization',
    holds: ({ cluster: { entra, authorization } }) => entra.kind === 'managed' && authorization === 'kubernetesRbac',
  },
];

/** The risks of a cluster, in the order in which they matter. */
export function risksOf(posture: ClusterPosture): Risk[] {
  return rules
    .filter(({ holds }) => holds(posture))
    .map(({ kind, level, sentence, mend }) => ({ kind, level, sentence, mend }));
}

/** The riskier one first: by the number of high risks, then of medium ones, then of low ones. */
export function byRisk(a: readonly Risk[], b: readonly Risk[]): number {
  const differences = riskLevels.map((level) => countOf(b, level) - countOf(a, level));
  return differences.find((difference) => difference !== 0) ?? 0;
}

export function countOf(risks: readonly Risk[], level: Risk['level']): number {
  return risks.filter((risk) => risk.level === level).length;
}

function isWalled({ cluster }: ClusterPosture): boolean {
  return cluster.isPrivate || (cluster.authorizedIpRanges ?? []).length > 0;
}
