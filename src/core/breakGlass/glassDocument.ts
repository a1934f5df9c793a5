import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { armNeedsEntra, certificatesLast } from './glassTexts.ts';
import type { GlassRights } from './glassRights.ts';
import type { GlassWays } from './glassWays.ts';
import { rotateCertificatesLine } from '../entraIntegration/equivalentCommand.ts';

/** What breaking the glass is, what it is not, and what the account may do: to read while it chooses. */
export function glassDocument(
  { cluster, account }: Pick<SeenCluster, 'cluster' | 'account'>,
  rights: GlassRights,
  { right, last, notes }: GlassWays,
): string {
  const lines = [...right, ...last].flatMap(({ does, label }) =>
    does.kind === 'copyLine' ? [`${label}:`, '', '```sh', does.line, '```', ''] : [],
  );
  return [
    `# ${l10n`No way into ${printable(cluster.name)}?`}`,
    '',
    `## ${l10n`While Microsoft Entra works, this is not break glass`}`,
    '',
    l10n`If there is no admin group, or a wrong or deleted one, change the admin groups. With Entra ID authorization (Azure RBAC), a role works too. If you may do neither, pass on the line.`,
    '',
    `## ${l10n`What ${printable(account.label)} may do there, as Azure says`}`,
    '',
    ...rightsLines(cluster.authorization === 'azureRbac', rights),
    '',
    `## ${l10n`Break glass, for an outage of Microsoft Entra`}`,
    '',
    l10n`The admin credential of the local account opens the cluster without Entra: full control, and the cluster’s log does not say who used it. It is kept in a file for one terminal only, never in your kubeconfig, and is deleted at the end.`,
    '',
    cluster.hasLocalAccounts
      ? l10n`Local accounts are on.`
      : l10n`Local accounts are off: they would be turned on, used, and turned off again.`,
    ...notes,
    '',
    certificatesLast(),
    l10n`Rotation recreates all nodes, and the cluster can be down for up to 30 minutes; it is never done here:`,
    '',
    '```sh',
    rotateCertificatesLine(cluster),
    '```',
    '',
    armNeedsEntra(),
    '',
    ...(lines.length === 0 ? [] : [`## ${l10n`Lines for someone who may`}`, '', ...lines]),
  ].join('\n');
}

function rightsLines(hasAzureRbac: boolean, { mayUpdate, mayAssign, mayFetchAdmin, inside }: GlassRights): string[] {
  const line = (is: boolean, text: string): string => `- ${is ? '✓' : '✗'} ${text}`;
  return [
    line(mayUpdate, l10n`change the cluster: its admin groups, its local accounts (managedClusters/write)`),
    line(mayAssign, l10n`assign roles (roleAssignments/write)`),
    ...(hasAzureRbac
      ? [
          line(
            inside === 'administer',
            inside === 'read'
              ? l10n`administer what is inside by Azure roles (data actions); you may see some of it`
              : l10n`administer what is inside by Azure roles (data actions)`,
          ),
        ]
      : []),
    line(mayFetchAdmin, l10n`fetch the admin credential (listClusterAdminCredential/action)`),
  ];
}
