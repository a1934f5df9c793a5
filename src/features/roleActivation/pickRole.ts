import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { pick } from '../../ui/quickPickStep.ts';
import type { EligibleRole } from '../../core/roleActivation/eligibleRole.ts';
import { type RoleChoice, roleChoices } from './roleChoices.ts';

/**
 * Lets somebody choose a role to activate, or one of the portal's pages for what cannot be shown here.
 *
 * @throws an AbortError when the user closes the picker
 */
export async function pickRole(cluster: Cluster, roles: readonly EligibleRole[]): Promise<RoleChoice> {
  return pick<RoleChoice>({
    title: l10n`Activate a role on ${printable(cluster.name)}`,
    placeholder: l10n`Which role? Nothing is sent to Azure before you confirm it.`,
    choices: roleChoices(cluster, roles).map((row) =>
      row === 'separator' ? { label: l10n`elsewhere`, kind: vscode.QuickPickItemKind.Separator } : row,
    ),
  });
}
