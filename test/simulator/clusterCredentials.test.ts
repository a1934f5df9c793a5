import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { parse } from 'yaml';
import { clusterPath, kubeconfigOf } from './armClient.ts';
import { ada, contoso } from './scenarios/people.ts';
import { development, production, retired } from './scenarios/subscriptions.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator, type Call, type Reply } from './simulatorClient.ts';

const version = 'api-version=2025-10-01';

describe('the credential calls of the simulated ARM', () => {
  let simulator: Simulator;
  let adaToken: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    adaToken = await accessToken(simulator, { upn: ada.upn });
  });
  after(() => simulator.close());

  it('writes the exec kubeconfig in the order in which AKS writes it', async () => {
    const text = await userKubeconfig('rg_orders_eu', 'orders-prod', production.subscriptionId);
    const keys = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^[-a-zA-Z]+:/.test(line));
    assert.deepEqual(
      keys.map((line) => line.split(':')[0]),
      [
        'apiVersion',
        'clusters',
        'certificate-authority-data',
        'server',
        'name',
        'contexts',
        'cluster',
        'user',
        'name',
        'current-context',
        'kind',
        'preferences',
        'users',
        'user',
        'exec',
        'apiVersion',
        'args',
        'command',
        'env',
        'installHint',
        'provideClusterInfo',
      ],
    );
    const config = parse(text) as {
      users: { name: string; user: { exec: { args: string[]; installHint: string } } }[];
    };
    assert.equal(config.users[0]?.name, 'clusterUser_rg_orders_eu_orders-prod');
    assert.ok(config.users[0].user.exec.args.includes(contoso.tenantId));
    assert.match(config.users[0].user.exec.installHint, /^\nkubelogin is not installed/);
  });

  it('hands out the same static administrator each time for a cluster without Entra', async () => {
    const first = await userKubeconfig('rg-lab', 'static-lab');
    assert.equal(await userKubeconfig('rg-lab', 'static-lab'), first);
    assert.match(first, /client-certificate-data: .+\n {4}client-key-data: .+\n {4}token: [0-9a-f]+\n$/);
  });

  it('names a private cluster’s private server, and its public one when asked', async () => {
    const path = clusterPath('rg-edge', 'edge-prod', production.subscriptionId);
    const inside = kubeconfigOf(await arm(`${path}/listClusterUserCredential?${version}`, { method: 'POST' }));
    const outside = kubeconfigOf(
      await arm(`${path}/listClusterUserCredential?${version}&server-fqdn=public`, { method: 'POST' }),
    );
    assert.match(inside, /server: https:\/\/edge-prod-\w+\.[-\w]+\.privatelink\.northeurope\.azmk8s\.io:443/);
    assert.match(outside, /server: https:\/\/edge-prod-\w+\.hcp\.northeurope\.azmk8s\.io:443/);
  });

  it('takes the format that the cluster’s version had by default', async () => {
    assert.match(await userKubeconfig('rg-dev', 'ancient-dev'), /auth-provider:/);
    assert.match(await userKubeconfig('rg-legacy', 'legacy-web'), /--legacy/);
  });

  it('refuses with 403 who has no role for the call, and says so as Azure does', async () => {
    const path = clusterPath('rg-audit', 'audit-prod', production.subscriptionId);
    const reply = await arm(`${path}/listClusterUserCredential?${version}`, { method: 'POST' });
    assert.equal(reply.status, 403);
    const { error } = reply.json() as { error: { code: string; message: string } };
    assert.equal(error.code, 'AuthorizationFailed');
    assert.ok(
      error.message.startsWith(
        `The client 'ada@contoso.com' with object id '${ada.objectId}' does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action' over scope '/subscriptions/`,
      ),
    );
    assert.deepEqual(simulator.surprises(), []);
  });

  it('refuses static credentials where local accounts are disabled, in the body without `error` around it', async () => {
    for (const [group, name, call, subscriptionId] of [
      ['rg_orders_eu', 'orders-prod', 'listClusterAdminCredential', production.subscriptionId],
      ['rg-lab', 'sealed-lab', 'listClusterUserCredential', development.subscriptionId],
    ] as const) {
      const reply = await arm(`${clusterPath(group, name, subscriptionId)}/${call}?${version}`, { method: 'POST' });
      assert.equal(reply.status, 400);
      assert.equal(reply.json()['code'], 'BadRequest');
      assert.match(String(reply.json()['message']), /^Getting static credential is not allowed because/);
    }
    assert.deepEqual(simulator.surprises(), []);
  });

  it('takes no credentials out of a disabled subscription', async () => {
    const path = clusterPath('rg-attic', 'attic', retired.subscriptionId);
    assert.equal((await arm(`${path}?${version}`)).status, 200);
    const reply = await arm(`${path}/listClusterUserCredential?${version}`, { method: 'POST' });
    assert.equal(reply.status, 409);
    assert.match(reply.body, /ReadOnlyDisabledSubscription/);
  });

  it('refuses the public name of a private cluster that has none', async () => {
    const path = clusterPath('rg-vault', 'vault-prod', production.subscriptionId);
    const reply = await arm(`${path}/listClusterUserCredential?${version}&server-fqdn=public`, { method: 'POST' });
    assert.equal(reply.status, 400);
    assert.deepEqual(simulator.surprises(), []);
  });

  function arm(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://management.azure.com${path}`, { token: adaToken, ...call });
  }

  async function userKubeconfig(
    group: string,
    name: string,
    subscriptionId = development.subscriptionId,
  ): Promise<string> {
    const path = `${clusterPath(group, name, subscriptionId)}/listClusterUserCredential?${version}`;
    return kubeconfigOf(await arm(path, { method: 'POST' }));
  }
});
