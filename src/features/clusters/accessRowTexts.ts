import { failureLabel, grantExplanation, grantHolder, grantSummary } from '../../core/access/existingGrantTexts.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { errorIcon } from '../../ui/rows/rowIcons.ts';
import type { ClusterNode } from './clusterNodes.ts';
import type { ClusterRowTexts } from './rowTexts.ts';

/** The row of who has access, and those below it. */
type AccessNode = Extract<
  ClusterNode,
  { kind: 'access' | 'grant' | 'grantFailure' | 'grantRetry' | 'noGrants' | 'otherRoles' }
>;

export function accessRowTexts(node: AccessNode): ClusterRowTexts {
  switch (node.kind) {
    case 'access': {
      const tooltip = l10n`Who has access to this cluster, by role assignments in Azure and role bindings inside it. It is read when you open it.`;
      const label = l10n`Access`;
      return {
        label,
        tooltip,
        accessibleLabel: l10n`${label}. ${tooltip}`,
        contextValue: 'access',
        icon: { name: 'lock' },
        below: 'collapsed',
      };
    }
    case 'grant':
      return grantTexts(node);
    case 'grantFailure': {
      const label = failureLabel(node.failure);
      const { message } = node.failure.error;
      return {
        label,
        description: message,
        tooltip: message,
        accessibleLabel: l10n`${label}. ${message}`,
        contextValue: 'grantFailure',
        icon: errorIcon,
        below: 'nothing',
        ...(needsSignIn(node.failure.error) ? { remedy: { kind: 'signIn' as const, title: l10n`Sign In` } } : {}),
      };
    }
    case 'grantRetry': {
      const label = l10n`Retry`;
      return {
        label,
        accessibleLabel: label,
        contextValue: 'grantRetry',
        icon: { name: 'refresh' },
        below: 'nothing',
        command: 'aksEntra.refreshAccess',
      };
    }
    case 'noGrants': {
      const label = l10n`Nobody has access by a role assignment or a role binding.`;
      return { label, accessibleLabel: label, contextValue: 'noGrants', icon: { name: 'info' }, below: 'nothing' };
    }
    case 'otherRoles': {
      const label =
        node.count === 1
          ? l10n`1 assignment of another role is not shown`
          : l10n`${node.count} assignments of other roles are not shown`;
      const tooltip = l10n`What these roles give is not known here; custom ones may give access too. “Access control (IAM)” of the cluster in the Azure portal has them all.`;
      return {
        label,
        tooltip,
        accessibleLabel: l10n`${label}. ${tooltip}`,
        contextValue: 'otherRoles',
        icon: { name: 'info' },
        below: 'nothing',
      };
    }
  }
}

function grantTexts({ seen, grant }: Extract<ClusterNode, { kind: 'grant' }>): ClusterRowTexts {
  const [holder, summary] = [grantHolder(grant), grantSummary(seen.cluster, grant)];
  const isInherited = grant.kind === 'assignment' && grant.isInherited;
  const icons: Readonly<Record<string, string>> = { Group: 'organization', User: 'person' };
  return {
    label: holder,
    description: summary,
    tooltip: { heading: holder, lines: [grantExplanation(seen.cluster, grant)] },
    accessibleLabel: l10n`Access of ${holder}: ${summary.replaceAll(' · ', ', ')}`,
    // What is inherited is not revoked from here.
    contextValue: isInherited ? 'inheritedGrant' : 'grant',
    icon: {
      name: icons[grant.who.kind] ?? 'server-process',
      ...(isInherited ? { color: 'aksEntra.inactiveIcon' } : {}),
    },
    below: 'nothing',
  };
}
