import { Hono } from 'hono';
import { noteSurprise } from '../callRecorder.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import type { Subscription } from '../scenario.ts';
import { canSeeSubscription, requireClusterAction, requireUnlocked, visibleClusters } from './access.ts';
import { requireApiVersion, requireClusterVersion } from './apiVersions.ts';
import { isListedFor, type ArmCaller } from './armCaller.ts';
import {
  addHeaders,
  addLimitHeaders,
  authenticate,
  enterCluster,
  enterSubscription,
  nothingLeft,
  readJson,
  requestIds,
  urlOf,
} from './armContext.ts';
import { ArmError } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { addAuthorization } from './authorization/authorizationApi.ts';
import { canonicalArmPath } from './canonicalArmPath.ts';
import { answerCredentialCall, type CredentialKind } from './clusterCredentials.ts';
import { addCatalog } from './creation/catalog.ts';
import { createdJson, createManagedCluster } from './creation/createManagedCluster.ts';
import { addResourceGroups } from './creation/resourceGroups.ts';
import { addFleetCalls } from './reach/fleetCalls.ts';
import { managedClusterJson } from './managedClusterJson.ts';
import { requireEnabled, updateManagedCluster } from './managedClusterUpdate.ts';
import { addManagedNamespaces } from './managedNamespaces.ts';
import { addResources } from './reach/resources.ts';
import { addRunCommand } from './reach/runCommand.ts';
import { pageOf } from './paging.ts';
import { answerResourceGraph } from './resourceGraph.ts';

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

  addAuthorization(app, state);
  addResourceGroups(app, state);
  addCatalog(app, state);
  addManagedNamespaces(app, state);
  addFleetCalls(app, state);
  addResources(app, state);
  addRunCommand(app, state);

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
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const clusters = visibleClusters(state, caller, subscription).map(managedClusterJson);
    return c.json(pageOf(clusters, urlOf(c), state.options.pageSize));
  });

  app.get(`${group}/managedClusters`, async (c) => {
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const wanted = c.req.param('group').toLowerCase();
    if (!state.directory.hasResourceGroup(subscription.subscriptionId, wanted)) {
      throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${c.req.param('group')}' could not be found.`);
    }
    const clusters = visibleClusters(state, caller, subscription)
      .filter((cluster) => cluster.resourceGroup.toLowerCase() === wanted)
      .map(managedClusterJson);
    return c.json(pageOf(clusters, urlOf(c), state.options.pageSize));
  });

  app.get(one, async (c) => {
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, cluster } = await enterCluster(state, c);
    requireClusterAction(state, caller, cluster, 'read');
    return c.json(managedClusterJson(cluster));
  });

  app.put(one, async (c) => {
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, subscription } = await enterSubscription(state, c);
    const { group: resourceGroup, name } = c.req.param();
    requireClusterAction(state, caller, { ...subscription, resourceGroup, name }, 'write');
    addHeaders(c, nothingLeft);
    const conditions = { ifMatch: c.req.header('if-match'), ifNoneMatch: c.req.header('if-none-match') };
    const body = await readJson(c);
    const found = state.directory.findCluster(subscription.subscriptionId, resourceGroup, name);
    if (!found) {
      const created = createManagedCluster(state, { subscription, resourceGroup, name }, body, conditions);
      c.header('Azure-AsyncOperation', created.operation.url);
      return c.json(createdJson(managedClusterJson(created.cluster)), 201);
    }
    requireUnlocked(found, 'write');
    const operation = updateManagedCluster(state, subscription, found, body, conditions);
    if (operation.lost.length > 0) {
      noteSurprise(c.env.outgoing, `PUT lost ${operation.lost.join(', ')}`);
    }
    c.header('Azure-AsyncOperation', operation.url);
    return c.json(managedClusterJson(found));
  });

  app.get(`${provider}/locations/:location/operations/:operation`, async (c) => {
    const { subscription } = await enterSubscription(state, c);
    const id = c.req.param('operation');
    const operation = state.operations.find(id);
    if (operation?.cluster.subscriptionId !== subscription.subscriptionId) {
      throw new ArmError(404, 'NotFound', `The operation '${id}' was not found.`, { surprise: 'unknown operation' });
    }
    // No recording of this refusal was found.
    if (`https://management.azure.com${c.env.incoming.url ?? ''}` !== operation.url) {
      throw new ArmError(403, 'InvalidOperationSignature', 'The signature of the operation is not valid.', {
        surprise: 'the signed address of an operation was altered',
      });
    }
    return c.json(state.operations.poll(id));
  });

  for (const [call, kind] of credentialCalls) {
    app.post(`${one}/${call}`, async (c) => {
      requireClusterVersion(state, c.req.query('api-version'));
      const { caller, subscription, cluster } = await enterCluster(state, c);
      requireClusterAction(state, caller, cluster, `${call}/action`);
      requireUnlocked(cluster, 'post');
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
