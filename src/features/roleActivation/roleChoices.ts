import type { Cluster } from '../../core/clusters/cluster.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { roleRow } from '../../core/roleActivation/activationTexts.ts';
import type { EligibleRole } from '../../core/roleActivation/eligibleRole.ts';
import { noteRow } from '../../ui/noteRow.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** A role, or the portal's page for roles or groups. */
export type RoleChoice = EligibleRole | 'roles' | 'groups';

/** What could be activated first; then what is active already, to read; then what the portal alone can show. */
export function roleChoices(cluster: Cluster, roles: readonly EligibleRole[]): (Choice<RoleChoice> | 'separator')[] {
  const [active, inactive] = [
    roles.filter((role) => role.active !== undefined),
    roles.filter((role) => role.active === undefined),
  ];
  return [
    ...inactive.map((role) => ({ label: printable(role.name), ...roleRow(role, cluster), value: role })),
    ...active.map((role) => ({ label: `$(check) ${printable(role.name)}`, ...roleRow(role, cluster) })),
    ...(roles.length === 0 ? [noteRow(l10n`No role is eligible for you on ${printable(cluster.name)}.`)] : []),
    'separator',
    {
      label: l10n`Group Memberships in the Azure Portal…`,
      detail: l10n`Not shown here: VS Code has no consent to ask Graph about them.`,
      value: 'groups',
    },
    {
      label: l10n`All My Roles in the Azure Portal…`,
      detail: l10n`Also those that ask for a ticket, or for a sign-in that only the portal can do.`,
      value: 'roles',
    },
  ];
}
