import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createContainerService } from '@azure/arm-containerservice/api';
import { get, list, listClusterUserCredentials } from '@azure/arm-containerservice/api/managedClusters';
import { ClientSecretCredential } from '@azure/identity';
import { addLighthouse, fabrikamDepot, northwindShop } from './scenarios/lighthouse.ts';
import { ada, adaInFabrikam, ben, contoso, dan, deployer, fabrikam } from './scenarios/people.ts';
import { fabrikamPlatform, fleetSubscription, production } from './scenarios/subscriptions.ts';
import { fixedToken, sdkHttpClient } from './sdkTransport.ts';
import { clusterPath } from './armClient.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, aksScope, callSimulator, type Call, type Reply } from './simulatorClient.ts';

const version = 'api-version=2025-10-01';

describe('the simulated ARM', () => {
  let simulator: Simulator;
  let adaToken: string;
  before(async () => {
    simulator = await startSimulator({ updateDurationMs: 60 });
  });
  beforeEach(async () => {
    simulator.reset();
    adaToken = await accessToken(simulator, { upn: ada.upn });
  });
  after(() => simulator.close());

  it('lists the subscriptions of the token’s tenant page by page, and those of no other', async () => {
    const seen = await allPages('/subscriptions?api-version=2022-12-01', adaToken);
    assert.deepEqual(
      seen.rows.map((row) => row['displayName']),
      ['Contoso Production', 'Contoso Development', 'Contoso Sandbox', 'Contoso Retired'],
    );
    assert.ok(seen.pages > 1);
    const guestToken = await accessToken(simulator, { upn: ada.upn, tenant: fabrikam.tenantId });
    const guest = await allPages('/subscriptions?api-version=2022-12-01', guestToken);
    assert.deepEqual(
      guest.rows.map((row) => row['displayName']),
      ['Fabrikam Platform'],
    );
    assert.deepEqual(simulator.surprises(), []);
  });

  it('lists the tenants of a person, home first', async () => {
    const reply = await arm('/tenants?api-version=2022-12-01');
    const tenants = reply.json()['value'] as { tenantId: string }[];
    assert.deepEqual(
      tenants.map((tenant) => tenant.tenantId),
      [contoso.tenantId, fabrikam.tenantId],
    );
  });

  it('serves the SDK: list with paging, get and credentials', async () => {
    const httpClient = sdkHttpClient(simulator);
    const credential = new ClientSecretCredential(contoso.tenantId, deployer.clientId, deployer.clientSecret, {
      httpClient,
    });
    const context = createContainerService(credential, production.subscriptionId, {
      httpClient,
      apiVersion: '2025-10-01',
    });
    const names: string[] = [];
    for await (const cluster of list(context)) {
      names.push(cluster.name ?? '');
    }
    assert.deepEqual(names, ['payments-prod', 'orders-prod', 'vault-prod', 'edge-prod', 'audit-prod', 'shared-web']);
    const orders = await get(context, 'RG_ORDERS_EU', 'orders-prod');
    assert.equal(orders.aadProfile?.enableAzureRbac, true);
    const credentials = await listClusterUserCredentials(context, 'rg-payments', 'payments-prod', { format: 'azure' });
    const text = Buffer.from(credentials.kubeconfigs?.[0]?.value ?? new Uint8Array()).toString();
    assert.match(text, /auth-provider:\n {6}config:\n {8}apiserver-id: 6dae42f8-4368-4678-94ff-3960e28e3630/);
    assert.match(text, /config-mode: "1"/);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('covers every variant of the facts table in its default scenario', () => {
    const clusters = simulator.directory.scenario.clusters.map(({ arm: { properties, kind } }) => ({
      ...properties,
      kind,
    }));
    const variants: Record<string, (cluster: (typeof clusters)[number]) => boolean> = {
      'managed, Kubernetes RBAC': ({ aadProfile }) =>
        aadProfile?.managed === true && aadProfile.enableAzureRBAC === false,
      'managed, Azure RBAC': ({ aadProfile }) => aadProfile?.managed === true && aadProfile.enableAzureRBAC === true,
      'managed, null admin groups': ({ aadProfile }) =>
        aadProfile?.managed === true && aadProfile.adminGroupObjectIDs === null,
      legacy: ({ aadProfile }) => aadProfile?.serverAppID !== undefined && aadProfile.managed === undefined,
      'no Entra': ({ aadProfile, enableRBAC }) => aadProfile === undefined && enableRBAC === true,
      'no Kubernetes RBAC': ({ enableRBAC }) => enableRBAC === false,
      'private without public FQDN': ({ privateFQDN, fqdn }) => privateFQDN !== undefined && fqdn === undefined,
      'private with public FQDN': ({ privateFQDN, fqdn }) => privateFQDN !== undefined && fqdn !== undefined,
      stopped: ({ powerState }) => powerState?.code === 'Stopped',
      automatic: ({ kind }) => kind === 'Automatic',
      'local accounts off': ({ disableLocalAccounts }) => disableLocalAccounts === true,
      busy: ({ provisioningState }) => provisioningState === 'RefreshingAADProfile',
    };
    for (const [name, isVariant] of Object.entries(variants)) {
      assert.ok(clusters.some(isVariant), name);
    }
  });

  it('answers 404 for a cluster that is not there', async () => {
    const reply = await arm(`${clusterPath('rg-lab', 'gone')}?${version}`);
    const { error } = reply.json() as { error: { code: string; message: string } };
    assert.equal(reply.status, 404);
    assert.equal(error.code, 'ResourceNotFound');
    assert.match(
      error.message,
      /^The Resource 'Microsoft.ContainerService\/managedClusters\/gone' under resource group 'rg-lab' was not found\./,
    );
  });

  it('shows a person without a role on the subscription the clusters where they have one', async () => {
    const token = await accessToken(simulator, { upn: dan.upn, tenant: contoso.tenantId });
    const seen = await allPages('/subscriptions?api-version=2022-12-01', token);
    assert.deepEqual(
      seen.rows.map((row) => row['displayName']),
      ['Contoso Development'],
    );
    const denied = await arm(
      `/subscriptions/${production.subscriptionId}/providers/Microsoft.ContainerService/managedClusters?${version}`,
      { token },
    );
    assert.equal(denied.status, 403);
  });

  it('lists one resource group, and knows which there are', async () => {
    const list = (group: string): Promise<Reply> =>
      arm(
        `/subscriptions/${production.subscriptionId}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters?${version}`,
      );
    const found = (await list('RG-payments')).json()['value'] as { name: string }[];
    assert.deepEqual(
      found.map((cluster) => cluster.name),
      ['payments-prod'],
    );
    assert.match((await list('rg-nowhere')).body, /ResourceGroupNotFound/);
  });

  it('answers Resource Graph page by page', async () => {
    const rows: Record<string, unknown>[] = [];
    let skipToken: unknown;
    let pages = 0;
    do {
      const reply = await arm('/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', {
        body: {
          query:
            "Resources | where type =~ 'microsoft.containerservice/managedclusters' | project id,name,location,resourceGroup,subscriptionId,tenantId,sku,kind,tags,properties | order by id asc",
          options: {
            $top: 1000,
            resultFormat: 'objectArray',
            ...(skipToken === undefined ? {} : { $skipToken: skipToken }),
          },
        },
      });
      assert.equal(reply.status, 200);
      assert.ok(Number(reply.headers['x-ms-user-quota-remaining']) < 15);
      rows.push(...(reply.json()['data'] as Record<string, unknown>[]));
      skipToken = reply.json()['$skipToken'];
      pages += 1;
    } while (skipToken !== undefined);
    const others = [fabrikamPlatform.subscriptionId, fleetSubscription.subscriptionId];
    const expected = simulator.directory.scenario.clusters.filter(
      (cluster) => !others.includes(cluster.subscriptionId) && cluster.name !== 'attic',
    );
    assert.equal(rows.length, expected.length);
    assert.equal(new Set(rows.map((row) => row['id'])).size, rows.length);
    assert.ok(pages > 1);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('shows a row of Resource Graph twice where something moved between two pages, and says nothing of it', async () => {
    simulator.faults.set({ kind: 'repeatedRow' });
    const query =
      "Resources | where type =~ 'microsoft.containerservice/managedclusters' | project id | order by id asc";
    const ask = async ($skipToken?: unknown): Promise<{ data: { id: string }[]; [other: string]: unknown }> => {
      const body = { query, options: { $top: 3, ...($skipToken === undefined ? {} : { $skipToken }) } };
      const reply = await arm('/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', { body });
      return reply.json() as { data: { id: string }[] };
    };
    const first = await ask();
    const second = await ask(first['$skipToken']);
    assert.equal(second.data[0]?.id, first.data.at(-1)?.id);
    assert.equal(first['resultTruncated'], 'false');
  });

  const strictness: [string, number, RegExp, () => Promise<Reply>][] = [
    ['no api-version', 400, /no api-version/, () => arm('/subscriptions')],
    [
      'an api-version that sovereign clouds do not have',
      400,
      /unknown api-version 2026-06-01/,
      () => {
        simulator.faults.set({ kind: 'sovereignCloud' });
        return arm(`${clusterPath('rg-lab', 'static-lab')}?api-version=2026-06-01`);
      },
    ],
    [
      'no token',
      401,
      /no bearer token/,
      () => callSimulator(simulator, 'https://management.azure.com/subscriptions?api-version=2022-12-01'),
    ],
    [
      'a forged token',
      401,
      /token: signature/,
      () => arm('/tenants?api-version=2022-12-01', { token: forged(adaToken) }),
    ],
    [
      'a token for AKS',
      401,
      /wrong audience 6dae42f8/,
      async () =>
        arm('/tenants?api-version=2022-12-01', {
          token: await accessToken(simulator, { upn: ada.upn, scope: aksScope }),
        }),
    ],
    [
      'a token of another tenant',
      401,
      /token of tenant .+ for a subscription of/,
      () => arm(`/subscriptions/${fabrikamPlatform.subscriptionId}?api-version=2022-12-01`),
    ],
    [
      'a Resource Graph query that it does not know',
      400,
      /Resource Graph: stage "summarize count\(\)" is not simulated/,
      () =>
        arm('/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', {
          body: { query: "Resources | where type =~ 'microsoft.containerservice/managedclusters' | summarize count()" },
        }),
    ],
    ['an unknown path', 404, /ARM has no GET \/nonsense/, () => arm('/nonsense?api-version=2022-12-01')],
    [
      'a known path with another method',
      404,
      /ARM has no DELETE/,
      () => arm(`${clusterPath('rg-lab', 'static-lab')}?${version}`, { method: 'DELETE' }),
    ],
    [
      'an unknown credential format',
      400,
      /unknown credential format yaml/,
      () =>
        arm(`${clusterPath('rg-lab', 'static-lab')}/listClusterUserCredential?${version}&format=yaml`, {
          method: 'POST',
        }),
    ],
  ];
  for (const [what, status, surprise, send] of strictness) {
    it(`refuses ${what} with ${status} and records the surprise`, async () => {
      const reply = await send();
      assert.equal(reply.status, status);
      assert.match(simulator.surprises().at(-1)?.surprise ?? '', surprise);
    });
  }

  it('tells a client with a token of the wrong tenant where the right one is', async () => {
    const reply = await arm(`/subscriptions/${fabrikamPlatform.subscriptionId}?api-version=2022-12-01`);
    assert.match(
      String(reply.headers['www-authenticate']),
      new RegExp(`authorization_uri="https://login.microsoftonline.com/${fabrikam.tenantId}", error="invalid_token"`),
    );
  });

  it('lists what Azure Lighthouse delegates in the managing tenant too, with its owner, and takes tokens of both', async () => {
    addLighthouse(simulator.directory.scenario);
    const { rows } = await allPages('/subscriptions?api-version=2022-12-01', adaToken);
    const shop = rows.find(({ subscriptionId }) => subscriptionId === northwindShop.subscriptionId);
    assert.equal(shop?.['tenantId'], northwindShop.tenantId);
    assert.deepEqual(shop['managedByTenants'], [{ tenantId: contoso.tenantId }]);
    const inFabrikam = await accessToken(simulator, { upn: ada.upn, tenant: fabrikam.tenantId });
    const path = `/subscriptions/${fabrikamDepot.subscriptionId}/providers/Microsoft.ContainerService/managedClusters?${version}`;
    const namesFor = async (token: string): Promise<unknown[]> =>
      (await allPages(path, token)).rows.map(({ name }) => name);
    assert.deepEqual(await namesFor(adaToken), ['depot', 'depot-lab']);
    assert.deepEqual(await namesFor(inFabrikam), ['depot']);
    const refused = await arm(`/subscriptions/${northwindShop.subscriptionId}?api-version=2022-12-01`, {
      token: inFabrikam,
    });
    assert.equal(refused.status, 401);
  });

  it('throttles who empties the bucket, with Retry-After', async () => {
    const replies = await Promise.all(
      Array.from({ length: 16 }, () =>
        arm('/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', {
          body: { query: "Resources | where type =~ 'microsoft.containerservice/managedclusters'" },
        }),
      ),
    );
    const throttled = replies.filter((reply) => reply.status === 429);
    assert.equal(throttled.length, 1);
    assert.ok(Number(throttled[0]?.headers['retry-after']) >= 1);
  });

  it('serves the SDK with a person’s token in the tenant where they are a guest', async () => {
    const token = await accessToken(simulator, { upn: ada.upn, tenant: fabrikam.tenantId });
    const context = createContainerService(fixedToken(token), fabrikamPlatform.subscriptionId, {
      httpClient: sdkHttpClient(simulator),
      apiVersion: '2025-10-01',
    });
    const store = await get(context, 'rg-store', 'store');
    assert.equal(store.aadProfile?.tenantID, fabrikam.tenantId);
    assert.ok(adaInFabrikam !== ada.objectId && ben.guestIn.length === 0);
  });

  function arm(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://management.azure.com${path}`, { token: adaToken, ...call });
  }

  async function allPages(path: string, token: string): Promise<{ rows: Record<string, unknown>[]; pages: number }> {
    const rows: Record<string, unknown>[] = [];
    let pages = 0;
    let next: string | undefined = `https://management.azure.com${path}`;
    while (next !== undefined) {
      const body = (await callSimulator(simulator, next, { token })).json();
      rows.push(...(body['value'] as Record<string, unknown>[]));
      next = body['nextLink'] as string | undefined;
      pages += 1;
    }
    return { rows, pages };
  }
});

/** The same claims with another signature. */
function forged(token: string): string {
  const [header, payload] = token.split('.');
  return `${header ?? ''}.${payload ?? ''}.${Buffer.alloc(256, 7).toString('base64url')}`;
}
