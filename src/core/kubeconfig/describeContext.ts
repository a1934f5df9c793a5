import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { ContextFacts } from './readContexts.ts';

/** How a context signs in, in a few words, which are clean. */
export function describeSignIn({ kind, entra }: ContextFacts): string {
  switch (kind) {
    case 'exec':
      if (entra?.login === 'vscode') {
        return l10n`VS Code sign-in`;
      }
      return entra?.login === undefined ? 'kubelogin' : l10n`kubelogin ${printable(entra.login)}`;
    case 'azureAuthProvider':
      return l10n`azure auth-provider`;
    case 'static':
      return l10n`static credential`;
    case 'other':
      return l10n`another sign-in`;
  }
}

/** Where a context leads: server, tenant, namespace, each of them clean. */
export function describeTarget({ server, entra, namespace }: ContextFacts): string {
  return [
    server === undefined ? l10n`no such cluster in the kubeconfig` : printable(server),
    entra?.tenantId === undefined ? undefined : l10n`tenant ${printable(entra.tenantId)}`,
    namespace === undefined ? undefined : l10n`namespace ${printable(namespace)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
