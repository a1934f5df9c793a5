import { printable } from '../printable.ts';
import type { ContextFacts } from './readContexts.ts';

/** How a context signs in, in a few words, which are clean. */
export function describeSignIn({ kind, entra }: ContextFacts): string {
  switch (kind) {
    case 'exec':
      if (entra?.login === 'vscode') {
        return 'VS Code sign-in';
      }
      return entra?.login === undefined ? 'kubelogin' : `kubelogin ${printable(entra.login)}`;
    case 'azureAuthProvider':
      return 'azure auth-provider';
    case 'static':
      return 'static credential';
    case 'other':
      return 'another sign-in';
  }
}

/** Where a context leads: server, tenant, namespace, each of them clean. */
export function describeTarget({ server, entra, namespace }: ContextFacts): string {
  return [
    server === undefined ? 'no such cluster in the kubeconfig' : printable(server),
    entra?.tenantId === undefined ? undefined : `tenant ${printable(entra.tenantId)}`,
    namespace === undefined ? undefined : `namespace ${printable(namespace)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
