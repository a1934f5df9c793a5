import { l10n } from '../../core/l10n.ts';
import { type back, pickOrBack } from '../../ui/quickPickStep.ts';

/**
 * @param before what was chosen already
 * @returns whether Azure RBAC is to decide too; what grants nothing by itself comes first
 */
export async function pickAuthorization(title: string, before = false): Promise<boolean | typeof back> {
  return pickOrBack<boolean>({
    title,
    placeholder: l10n`Who decides what people who sign in with Entra may do?`,
    choices: [
      {
        label: l10n`Kubernetes RBAC`,
        detail: l10n`Role bindings in the cluster decide. Role assignments in Azure open nothing inside it.`,
        value: false,
      },
      {
        label: l10n`Azure RBAC`,
        detail: l10n`Azure role assignments decide too, inherited ones included.`,
        value: true,
      },
    ],
    preselected: before,
  });
}
