import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { noteCaller } from '../callRecorder.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import type { SimulatedCluster, Subscription } from '../scenario.ts';
import { canSeeSubscription } from './access.ts';
import { authenticateArm, requireSubscription, type ArmCaller } from './armCaller.ts';
import { ArmError, authorizationFailed, badBody } from './armErrors.ts';
import type { ArmState } from './armState.ts';

export type ArmContext = Context<SimulatorEnv>;

/** As recorded in 2026: an answer that succeeded says that nothing is left, and the next one succeeds too. */
export const nothingLeft = {
  'x-ms-ratelimit-remaining-subscription-writes': '0',
  'x-ms-ratelimit-remaining-subscription-global-writes': '0',
};

export async function authenticate(state: ArmState, c: ArmContext): Promise<ArmCaller> {
  const ids = requestIds(c);
  addHeaders(c, ids);
  const caller = await authenticateArm(state, c.req.header('authorization'));
  // Recorded since 2025: an answer’s header holds the caller’s object id, which belongs into no log.
  const { appId, tenantId, objectId, name } = caller;
  noteCaller(c.env.outgoing, { name, tenantId });
  c.header(
    'x-ms-operation-identifier',
    `appId=${appId},tenantId=${tenantId},objectId=${objectId}/westeurope/${ids['x-ms-request-id'] ?? ''}`,
  );
  return caller;
}

/** @throws ArmError 401, 403 or 404 */
export async function enterSubscription(
  state: ArmState,
  c: ArmContext,
): Promise<{ caller: ArmCaller; subscription: Subscription }> {
  const caller = await authenticate(state, c);
  const subscription = requireSubscription(state, caller, c.req.param('subscription') ?? '');
  addLimitHeaders(state, c, caller, subscription.subscriptionId);
  if (!canSeeSubscription(state, caller, subscription)) {
    const scope = `/subscriptions/${subscription.subscriptionId}`;
    throw authorizationFailed(caller.name, caller.objectId, 'Microsoft.Resources/subscriptions/read', scope);
  }
  return { caller, subscription };
}

/** @throws ArmError 401, 403 or 404 */
export async function enterCluster(
  state: ArmState,
  c: ArmContext,
): Promise<{ caller: ArmCaller; subscription: Subscription; cluster: SimulatedCluster }> {
  const { caller, subscription } = await enterSubscription(state, c);
  const group = c.req.param('group') ?? '';
  const name = c.req.param('name') ?? '';
  const cluster = state.directory.findCluster(subscription.subscriptionId, group, name);
  if (cluster) {
    return { caller, subscription, cluster };
  }
  throw clusterNotFound(group, name);
}

export function clusterNotFound(group: string, name: string): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.ContainerService/managedClusters/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    { headers: { 'x-ms-failure-cause': 'gateway' } },
  );
}

export function addLimitHeaders(
  state: ArmState,
  c: ArmContext,
  caller: ArmCaller,
  subscriptionId: string | undefined,
): void {
  const kind = c.req.method === 'GET' ? 'reads' : 'writes';
  addHeaders(c, state.rateLimits.take(kind, caller.objectId, subscriptionId));
}

export function addHeaders(c: ArmContext, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    c.header(name, value);
  }
}

export function requestIds(c: ArmContext): Record<string, string> {
  const requestId = randomUUID();
  return {
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': c.req.header('x-ms-correlation-request-id') ?? requestId,
    'x-ms-routing-request-id': `SIMULATED:${new Date().toISOString().replace(/[-:.]/g, '')}:${requestId}`,
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  };
}

/** @throws ArmError 400 */
export async function readJson(c: ArmContext): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text()) as unknown;
  } catch {
    throw badBody('The request content was invalid and could not be deserialized.');
  }
}

export function urlOf(c: ArmContext): URL {
  return new URL(c.req.url);
}
