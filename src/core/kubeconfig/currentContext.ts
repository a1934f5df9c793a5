import type { CurrentContext } from '../entra/tokenTarget.ts';
import { readContexts } from './readContexts.ts';

/** The current context of a KUBECONFIG list's texts, reduced to what a sign-in needs. */
export function readCurrentContext(texts: readonly string[]): CurrentContext | undefined {
  const { current } = readContexts(texts);
  if (current === undefined) {
    return undefined;
  }
  const { serverId, tenantId } = current.entra ?? {};
  return {
    contextName: current.contextName,
    ...(serverId === undefined ? {} : { serverId }),
    ...(tenantId === undefined ? {} : { tenantId }),
  };
}
