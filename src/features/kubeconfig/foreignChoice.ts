import type { ForeignCredential, ForeignKubeconfig } from '../../core/kubeconfig/foreignKubeconfig.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { stringAt } from '../../core/yamlValue.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** A context that someone handed over as a row of a picker; checked at first where there is nothing to say against it. */
export function foreignChoice(foreign: ForeignCredential): Choice<ForeignCredential> {
  const { contextName, credential, distrust, cautions } = foreign;
  const warning = distrust.length > 0 ? l10n`Not trusted: ${distrust.join('; ')}` : cautions.join(' ');
  return {
    label: printable(contextName),
    description: [describeKind(foreign), printable(stringAt(credential.cluster, 'server') ?? '')].join(' · '),
    ...(warning === '' ? {} : { detail: `$(warning) ${printable(warning)}` }),
    picked: warning === '',
    value: foreign,
  };
}

function describeKind({ credential: { kind, entra } }: ForeignCredential): string {
  switch (kind) {
    case 'exec':
      if (entra?.login === 'vscode') {
        return l10n`VS Code sign-in`;
      }
      return entra?.login === undefined ? l10n`command` : l10n`kubelogin ${printable(entra.login)}`;
    case 'azureAuthProvider':
      return l10n`azure auth-provider`;
    case 'static':
      return l10n`static credential`;
  }
}

/** Why contexts of the file are not among the choices: a sentence for each. */
export function explainLeftOut({ incomplete }: Pick<ForeignKubeconfig, 'incomplete'>): string[] {
  return incomplete.map(
    ({ contextName, reason }) => l10n`${quotedName(contextName)} was left out: ${printable(reason)}.`,
  );
}
