import type { Subscription } from '../../scenario.ts';
import { requireSubscription, type ArmCaller } from '../armCaller.ts';
import { clusterNotFound } from '../armContext.ts';
import { ArmError } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';

export interface AuthorizationPath {
  readonly scope: string;
  readonly type: string;
  readonly name: string | undefined;
}

/** @param path in ARM's own spelling (`canonicalArmPath`) */
export function readAuthorizationPath(path: string): AuthorizationPath | undefined {
  const [, scope, type, name] = /^(.*)\/providers\/Microsoft\.Authorization\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  return scope === undefined || type === undefined ? undefined : { scope, type, name };
}

/**
 * Makes sure that there is something at the scope: a subscription, a resource group, a cluster or a namespace of one
 * (whether a namespace exists ARM does not know).
 *
 * @throws ArmError 401 or 404
 */
export function requireScope(state: ArmState, caller: ArmCaller, scope: string): Subscription {
  const [, subscriptionId = '', group, name] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)(?:\/providers\/Microsoft\.ContainerService\/managedClusters\/([^/]+)(?:\/(?:namespaces|managedNamespaces)\/[^/]+)?)?)?$/.exec(
      scope,
    ) ?? [];
  if (subscriptionId === '') {
    throw new ArmError(
      404,
      'MissingSubscription',
      `The request did not have a subscription or a valid tenant level resource provider.`,
      {
        surprise: `scope ${scope} is not simulated`,
      },
    );
  }
  const subscription = requireSubscription(state, caller, subscriptionId);
  if (group !== undefined && !state.directory.hasResourceGroup(subscriptionId, group)) {
    throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  if (group !== undefined && name !== undefined && !state.directory.findCluster(subscriptionId, group, name)) {
    throw clusterNotFound(group, name);
  }
  return subscription;
}
