import type { CurrentContext } from '../entra/tokenTarget.ts';
import type { KubeconfigFacts } from './readContexts.ts';

/** The current context, reduced to what a sign-in needs. */
export function currentContextOf({ current }: KubeconfigFacts): CurrentContext | undefined {
  if (current === undefined) {
    return undefined;
  }
  const { serverId, tenantId, accountId } = current.entra ?? {};
  return {
    contextName: current.contextName,
    ...(serverId === undefined ? {} : { serverId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}
