import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { findKubectls, runKubectl } from '../kubectl.ts';
import { clusterPath, kubeconfigOf } from './armClient.ts';
import { aksClientAppId, vscodeClientId } from './entra/wellKnownApps.ts';
import { ada, ben, contoso } from './scenarios/people.ts';
import { development, production } from './scenarios/subscriptions.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, aksScope, callSimulator, signIn } from './simulatorClient.ts';

describe('the simulated Azure as a whole', () => {
  let simulator: Simulator;
  let folder: string;
  let caFile: string;
  before(async () => {
    simulator = await startSimulator();
    folder = await mkdtemp(join(tmpdir(), 'aks-entra-simulator-test-'));
    caFile = join(folder, 'ca.pem');
    await writeFile(caFile, simulator.caPem);
  });
  beforeEach(() => {
    simulator.reset();
  });
  after(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  it('serves the cloud’s names and the reachable clusters, and no private or stopped one', () => {
    const hostOf = (name: string): string | undefined =>
      simulator.directory.scenario.clusters.find((cluster) => cluster.name === name)?.arm.properties.fqdn;
    const { hosts } = simulator;
    for (const host of ['login.microsoftonline.com', 'management.azure.com', 'graph.microsoft.com', 'vscode.dev']) {
      assert.ok(hosts.includes(host), host);
    }
    assert.ok(hosts.includes(hostOf('payments-prod') ?? ''));
    assert.ok(!hosts.includes(hostOf('sleepy-dev') ?? ''));
    assert.ok(!hosts.includes(hostOf('edge-prod') ?? ''));
    assert.ok(!hosts.some((host) => host.includes('privatelink')));
  });

  it('is there under the names of US Government too, and calls itself by that cloud’s name', async () => {
    const token = await accessToken(simulator, {
      upn: ada.upn,
      scope: 'https://management.core.usgovcloudapi.net/.default',
      tenant: contoso.tenantId,
    });
    const path = `${clusterPath('rg-payments', 'payments-prod', production.subscriptionId)}/listClusterUserCredential?api-version=2025-10-01&format=exec`;
    for (const [host, name] of [
      ['management.usgovcloudapi.net', 'AzureUSGovernmentCloud'],
      ['management.azure.com', 'AzurePublicCloud'],
    ] as const) {
      const answer = await callSimulator(simulator, `https://${host}${path}`, { method: 'POST', token });
      assert.ok(kubeconfigOf(answer).includes(`- --environment\n      - ${name}\n`), host);
      assert.ok(simulator.record.some((call) => call.host === host));
    }
    assert.deepEqual(simulator.surprises(), []);
  });

  it('remembers when a browser opened Entra’s page for VS Code, whatever is put back', async () => {
    const before = simulator.signInPages.length;
    const open = (clientId: string, headers: Record<string, string>) =>
      callSimulator(
        simulator,
        `https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=${clientId}`,
        { headers },
      );
    const navigates = { 'Sec-Fetch-Mode': 'navigate' };
    await open(vscodeClientId, navigates);
    await open(aksClientAppId, navigates);
    // A test that signs somebody in by itself.
    await open(vscodeClientId, {});
    await signIn(simulator, { upn: ada.upn });
    simulator.reset();
    assert.equal(simulator.signInPages.length, before + 1);
  });

  it('tunnels simulated hosts, refuses all others with 403 and unreachable clusters with 502', async () => {
    const sleepy = simulator.directory.scenario.clusters.find((cluster) => cluster.name === 'sleepy-dev');
    assert.equal(await connectStatus('management.azure.com:443'), 200);
    assert.equal(await connectStatus('mobile.events.data.microsoft.com:443'), 403);
    assert.equal(await connectStatus('management.azure.com:80'), 403);
    assert.equal(await connectStatus(`${sleepy?.arm.properties.fqdn ?? ''}:443`), 502);
    assert.equal(simulator.refusedHosts.length, 3);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('lets the real kubectl list nodes through the proxy with a static credential', async () => {
    const result = await kubectl(await kubeconfig('rg-lab', 'static-lab', development.subscriptionId), [
      'get',
      'nodes',
    ]);
    assert.equal(result.exitCode, 0, result.stderr);
    assert.match(result.stdout, /aks-default-\w+-vmss000000\s+Ready/);
    assert.ok(simulator.record.some((call) => call.path.startsWith('/api/v1/nodes')));
    assert.deepEqual(simulator.surprises(), []);
  });

  it('lets an administrator’s Entra token list nodes, and refuses a person without a binding by name', async () => {
    const text = await kubeconfig('rg-payments', 'payments-prod', production.subscriptionId);
    const withToken = async (upn: string): Promise<string> =>
      text.replace(
        / {4}exec:[\s\S]*$/,
        `    token: ${await accessToken(simulator, { upn, tenant: contoso.tenantId, scope: aksScope })}\n`,
      );
    const admin = await kubectl(await withToken(ada.upn), ['get', 'nodes']);
    assert.equal(admin.exitCode, 0, admin.stderr);
    assert.match(admin.stdout, /NotReady/);
    const other = await kubectl(await withToken(ben.upn), ['get', 'nodes']);
    assert.equal(other.exitCode, 1);
    assert.match(other.stderr, /nodes is forbidden: User "ben@contoso\.com" cannot list resource "nodes"/);
    // Over 200 groups the API server asks Graph, and finds her in the group.
    assert.equal((await kubectl(await withToken('cleo@contoso.com'), ['get', 'nodes'])).exitCode, 0);
  });

  it('shows a cluster’s certificate of the cluster’s own authority only', async () => {
    const host = simulator.hosts.find((name) => name.startsWith('payments-prod')) ?? '';
    await assert.rejects(callSimulator(simulator, `https://${host}/version`), /unable to verify|self.signed/);
  });

  it('records whose token a call came with, of which tenant, and who asked Entra for one, without the token', async () => {
    const from = simulator.record.length;
    const token = await accessToken(simulator, { upn: ada.upn, tenant: contoso.tenantId });
    await callSimulator(simulator, 'https://management.azure.com/tenants?api-version=2022-12-01', { token });
    const calls = simulator.record.slice(from);
    assert.deepEqual(
      calls
        .filter(({ caller }) => caller !== undefined)
        .map(({ host, caller }) => [host, caller?.name, caller?.tenantId]),
      ['login.microsoftonline.com', 'management.azure.com'].map((host) => [host, ada.upn, contoso.tenantId]),
    );
    assert.ok(!JSON.stringify(calls).includes(token));
  });

  it('is driven by its control server: faults, membership, record and reset', async () => {
    const set = await control('POST', '/faults', { kind: 'serverError', status: 500 });
    assert.equal(set.status, 201);
    const url = 'https://management.azure.com/nonsense?api-version=2022-12-01';
    assert.equal((await callSimulator(simulator, url)).status, 500);
    await control('DELETE', '/faults');
    assert.equal((await callSimulator(simulator, url)).status, 404);
    const surprises = (await (await control('GET', '/surprises')).json()) as { path: string }[];
    assert.equal(surprises[0]?.path, '/nonsense?api-version=2022-12-01');
    await control('POST', '/membership', { group: 'aks-admins', upn: ben.upn, isMember: true });
    assert.equal(simulator.directory.groupsOf(ben.objectId).length, 2);
    await control('POST', '/reset');
    assert.deepEqual(simulator.directory.groupsOf(ben.objectId), []);
    assert.deepEqual(await (await control('GET', '/record')).json(), []);
  });

  it('takes no commands from a web page', async () => {
    const reply = await fetch(`${simulator.controlUrl}/reset`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
    });
    assert.equal(reply.status, 403);
  });

  it('gives every cluster of the scenario a name of its own', () => {
    const fqdns = simulator.directory.scenario.clusters.flatMap(({ arm }) => arm.properties.fqdn ?? []);
    assert.equal(new Set(fqdns).size, fqdns.length);
  });

  function control(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${simulator.controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  function connectStatus(target: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const connecting = request({ host: '127.0.0.1', port: simulator.proxyPort, method: 'CONNECT', path: target });
      connecting.on('connect', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 0);
      });
      connecting.on('error', reject);
      connecting.end();
    });
  }

  async function kubeconfig(group: string, name: string, subscriptionId: string): Promise<string> {
    const token = await accessToken(simulator, { upn: ada.upn });
    const reply = await callSimulator(
      simulator,
      `https://management.azure.com${clusterPath(group, name, subscriptionId)}/listClusterUserCredential?api-version=2025-10-01`,
      { token, method: 'POST' },
    );
    return kubeconfigOf(reply);
  }

  async function kubectl(config: string, args: string[]): ReturnType<typeof runKubectl> {
    const found = findKubectls().at(-1);
    assert.ok(found, 'kubectl is needed for this test');
    const file = join(folder, 'config');
    await writeFile(file, config, { mode: 0o600 });
    const environment = simulator.clientEnvironment(caFile);
    return runKubectl(found, ['--kubeconfig', file, '--cache-dir', join(folder, 'cache'), ...args], {
      ...environment,
      HOME: folder,
    });
  }
});
