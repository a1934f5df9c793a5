import type { ContextFacts } from './readContexts.ts';

/** How a context signs in, in a few words. */
export function describeSignIn({ kind, entra }: ContextFacts): string {
  switch (kind) {
    case 'exec':
      if (entra?.login === 'vscode') {
        return 'VS Code sign-in';
      }
      return entra?.login === undefined ? 'kubelogin' : `kubelogin ${entra.login}`;
    case 'azureAuthProvider':
      return 'azure auth-provider';
    case 'static':
      return 'static credential';
    case 'other':
      return 'another sign-in';
  }
}

/** Where a context leads: server, tenant, namespace. */
export function describeTarget({ server, entra, namespace }: ContextFacts): string {
  return [
    server ?? 'no such cluster in the kubeconfig',
    entra?.tenantId === undefined ? undefined : `tenant ${entra.tenantId}`,
    namespace === undefined ? undefined : `namespace ${namespace}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
