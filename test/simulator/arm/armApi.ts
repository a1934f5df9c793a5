import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { noteSurprise } from '../callRecorder.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import type { SimulatedCluster, Subscription } from '../scenario.ts';
import { canSeeSubscription, requireClusterAction, visibleClusters } from './access.ts';
import { requireApiVersion } from './apiVersions.ts';
import { authenticateArm, isListedFor, requireSubscription, type ArmCaller } from './armCaller.ts';
import { ArmError, authorizationFailed, badBody } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { canonicalArmPath } from './canonicalArmPath.ts';
import { answerCredentialCall, type CredentialKind } from './clusterCredentials.ts';
import { managedClusterJson } from './managedClusterJson.ts';
import { requireEnabled, updateManagedCluster } from './managedClusterUpdate.ts';
import { operationStatus } from './operations.ts';
import { pageOf } from './paging.ts';
import { answerResourceGraph } from './resourceGraph.ts';

type ArmContext = Context<SimulatorEnv>;

const credentialCalls: readonly (readonly [string, CredentialKind])[] = [
  ['listClusterUserCredential', 'clusterUser'],
  ['listClusterAdminCredential', 'clusterAdmin'],
  ['listClusterMonitoringUserCredential', 'clusterMonitoringUser'],
];

/** `management.azure.com`. */
export function createArmApi(state: ArmState): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>({ getPath: (request) => canonicalArmPath(new URL(request.url).pathname) });
  const provider = '/subscriptions/:subscription/providers/Microsoft.ContainerService';
  const group = '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.ContainerService';
  const one = `${group}/managedClusters/:name`;

  app.get('/tenants', async (c) => {
    requireApiVersion('subscriptions', c.req.query('api-version'));
    const caller = await authenticate(state, c);
    addLimitHeaders(state, c, caller, undefined);
    return c.json({ value: tenantsOf(state, caller) });
  });

  app.get('/subscriptions', async (c) => {
    requireApiVersion('subscriptions', c.req.query('api-version'));
    const caller = await authenticate(state, c);
    addLimitHeaders(state, c, caller, undefined);
    const visible = state.directory.scenario.subscriptions
      .filter((subscription) => isListedFor(caller, subscription))
      .filter((subscription) => canSeeSubscription(state, caller, subscription));
    return c.json(pageOf(visible.map(subscriptionJson), urlOf(c), state.options.pageSize));
  });

  app.get('/subscriptions/:subscription', async (c) => {
    requireApiVersion('subscriptions', c.req.query('api-version'));
    const { subscription } = await enterSubscription(state, c);
    return c.json(subscriptionJson(subscription));
  });

  app.get(`${provider}/managedClusters`, async (c) => {
    requireApiVersion('managedClusters', c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const clusters = visibleClusters(state, caller, subscription).map(managedClusterJson);
    return c.json(pageOf(clusters, urlOf(c), state.options.pageSize));
  });

  app.get(`${group}/managedClusters`, async (c) => {
    requireApiVersion('managedClusters', c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const wanted = c.req.param('group').toLowerCase();
    if (
      !state.directory
        .clustersIn(subscription.subscriptionId)
        .some((cluster) => cluster.resourceGroup.toLowerCase() === wanted)
    ) {
      throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${c.req.param('group')}' could not be found.`);
    }
    const clusters = visibleClusters(state, caller, subscription)
      .filter((cluster) => cluster.resourceGroup.toLowerCase() === wanted)
      .map(managedClusterJson);
    return c.json(pageOf(clusters, urlOf(c), state.options.pageSize));
  });

  app.get(one, async (c) => {
    requireApiVersion('managedClusters', c.req.query('api-version'));
    const { caller, subscription, cluster } = await enterCluster(state, c);
    requireClusterAction(caller, subscription, cluster, 'read');
    return c.json(managedClusterJson(cluster));
  });

  app.put(one, async (c) => {
    const version = c.req.query('api-version');
    requireApiVersion('managedClusters', version);
    const { caller, subscription, cluster } = await enterCluster(state, c);
    requireClusterAction(caller, subscription, cluster, 'write');
    const body = await readJson(c);
    const { operation, lost } = updateManagedCluster(state, subscription, cluster, body, c.req.header('if-match'));
    if (lost.length > 0) {
      noteSurprise(c.env.outgoing, `PUT lost ${lost.join(', ')}`);
    }
    c.header(
      'Azure-AsyncOperation',
      `https://management.azure.com/subscriptions/${cluster.subscriptionId}/providers/Microsoft.ContainerService/locations/${cluster.arm.location}/operations/${operation.id}?api-version=${version ?? ''}`,
    );
    return c.json(managedClusterJson(cluster));
  });

  app.get(`${provider}/locations/:location/operations/:operation`, async (c) => {
    requireApiVersion('managedClusters', c.req.query('api-version'));
    const { subscription } = await enterSubscription(state, c);
    const id = c.req.param('operation');
    const operation = state.operations.find(id);
    if (operation?.subscriptionId !== subscription.subscriptionId) {
      throw new ArmError(404, 'NotFound', `The operation '${id}' was not found.`, { surprise: 'unknown operation' });
    }
    return c.json(operationStatus(operation));
  });

  for (const [call, kind] of credentialCalls) {
    app.post(`${one}/${call}`, async (c) => {
      requireApiVersion('managedClusters', c.req.query('api-version'));
      const { caller, subscription, cluster } = await enterCluster(state, c);
      requireClusterAction(caller, subscription, cluster, `${call}/action` as 'listClusterUserCredential/action');
      requireEnabled(subscription);
      const request = { kind, format: c.req.query('format'), serverFqdn: c.req.query('server-fqdn') };
      return c.json(await answerCredentialCall(state, subscription, cluster, request));
    });
  }

  app.post('/providers/Microsoft.ResourceGraph/resources', async (c) => {
    requireApiVersion('resourceGraph', c.req.query('api-version'));
    const caller = await authenticate(state, c);
    addHeaders(c, state.rateLimits.takeQuery(caller.objectId));
    return c.json(answerResourceGraph(state, caller, await readJson(c)));
  });

  app.notFound((c) => {
    noteSurprise(c.env.outgoing, `ARM has no ${c.req.method} ${urlOf(c).pathname}`);
    return c.json(
      { error: { code: 'InvalidResourceType', message: 'The resource type could not be found.' } },
      404,
      requestIds(c),
    );
  });

  app.onError((error, c) => {
    if (!(error instanceof ArmError)) {
      noteSurprise(c.env.outgoing, `the simulator failed: ${error.message}`);
      return c.json({ error: { code: 'InternalServerError', message: 'The simulator failed.' } }, 500);
    }
    if (error.surprise !== undefined) {
      noteSurprise(c.env.outgoing, error.surprise);
    }
    return c.json(error.toJson(), error.status as 400, { ...requestIds(c), ...error.headers });
  });
  return app;
}

async function authenticate(state: ArmState, c: ArmContext): Promise<ArmCaller> {
  addHeaders(c, requestIds(c));
  return authenticateArm(state, c.req.header('authorization'));
}

async function enterSubscription(
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

async function enterCluster(
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
  throw new ArmError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.ContainerService/managedClusters/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    c.req.method === 'PUT' ? { surprise: 'creating clusters is not simulated' } : {},
  );
}

function addLimitHeaders(state: ArmState, c: ArmContext, caller: ArmCaller, subscriptionId: string | undefined): void {
  const kind = c.req.method === 'GET' ? 'reads' : 'writes';
  addHeaders(c, state.rateLimits.take(kind, caller.objectId, subscriptionId));
}

function addHeaders(c: ArmContext, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    c.header(name, value);
  }
}

function requestIds(c: ArmContext): Record<string, string> {
  const requestId = randomUUID();
  return {
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': c.req.header('x-ms-correlation-request-id') ?? requestId,
    'x-ms-routing-request-id': `SIMULATED:${new Date().toISOString().replace(/[-:.]/g, '')}:${requestId}`,
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  };
}

/** Every tenant that the person can sign in to, seen from any of them; an app knows its own only. */
function tenantsOf(state: ArmState, caller: ArmCaller): Record<string, unknown>[] {
  const principal = state.directory.findPrincipal(caller.objectId, caller.tenantId);
  const tenants =
    principal?.kind === 'user'
      ? state.directory.tenantsOf(principal.user)
      : state.directory.scenario.tenants.filter((tenant) => tenant.tenantId === caller.tenantId);
  return tenants.map(({ tenantId, displayName, defaultDomain }) => ({
    id: `/tenants/${tenantId}`,
    tenantId,
    displayName,
    defaultDomain,
    tenantType: 'AAD',
    tenantCategory: 'Home',
  }));
}

function subscriptionJson(subscription: Subscription): Record<string, unknown> {
  const { subscriptionId, tenantId, displayName, state, managedByTenantIds = [] } = subscription;
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: managedByTenantIds.map((id) => ({ tenantId: id })),
    subscriptionId,
    tenantId,
    displayName,
    state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

async function readJson(c: ArmContext): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text()) as unknown;
  } catch {
    throw badBody('The request content was invalid and could not be deserialized.');
  }
}

function urlOf(c: ArmContext): URL {
  return new URL(c.req.url);
}
