import { aksServerAppId, clusterScope } from './scopes.ts';

/** Which token the status bar shows: the current context's cluster, or Azure itself where there is none. */
export interface TokenTarget {
  /** What the token opens, for a person: a context name, or "Azure". */
  readonly purpose: string;
  readonly tenantId: string;
  readonly scope: string;
}

/** What a kubeconfig's current context says about its sign-in. */
export interface CurrentContext {
  readonly contextName: string;
  readonly serverId?: string;
  readonly tenantId?: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The token that matters now. A kubeconfig may come from anywhere, so it can only choose a tenant for the AKS server
 * application, never another resource.
 */
export function tokenTarget(context: CurrentContext | undefined, armScope: string): TokenTarget {
  const tenantId = context?.tenantId;
  if (context?.serverId?.toLowerCase() !== aksServerAppId || tenantId === undefined || !guid.test(tenantId)) {
    return { purpose: 'Azure', tenantId: 'organizations', scope: armScope };
  }
  return { purpose: context.contextName, tenantId, scope: clusterScope() };
}
