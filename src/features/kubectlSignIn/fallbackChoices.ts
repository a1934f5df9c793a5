import { l10n } from '../../core/l10n.ts';
import type { Fallback } from '../../core/login/pluginArguments.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** What kubectl can do where no VS Code window is open. @param hasAzureCli whether it is worth offering */
export function fallbackChoices(hasAzureCli: boolean): Choice<Fallback>[] {
  const azureCli: Choice<Fallback> = {
    label: l10n`Azure CLI`,
    detail: l10n`The account of the Azure CLI on this machine: run az login once.`,
    value: 'azurecli',
  };
  return [
    { label: l10n`Nothing`, detail: l10n`kubectl says in one line that VS Code has to be open.`, value: 'none' },
    ...(hasAzureCli ? [azureCli] : []),
    {
      label: l10n`Browser`,
      detail: l10n`kubectl opens a sign-in page in your browser, each time.`,
      value: 'interactive',
    },
  ];
}
