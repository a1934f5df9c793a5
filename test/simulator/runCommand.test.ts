import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { clusterClient } from './armClient.ts';
import type { AzureRole, SimulatedCluster } from './scenario.ts';
import { ada } from './scenarios/people.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, aksScope, callSimulator, type Reply } from './simulatorClient.ts';

const version = '2025-10-01';

describe('run command of the simulated ARM', () => {
  let simulator: Simulator;
  let adaToken: string;
  let aksToken: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    adaToken = await accessToken(simulator, { upn: ada.upn });
    aksToken = await accessToken(simulator, { upn: ada.upn, scope: aksScope });
  });
  after(() => simulator.close());

  it('takes a command up with nothing but a Location, and tells its state in the body', async () => {
    give('vault-prod', 'AKS Cluster Admin Role');
    const started = await run('vault-prod', { command: 'kubectl get nodes', clusterToken: aksToken });
    assert.deepEqual([started.status, started.body], [202, '']);
    const { location = '', 'x-ms-request-id': requestId } = started.headers;
    const id = String(requestId).replaceAll('-', '');
    assert.ok(location.endsWith(`/managedclusters/vault-prod/commandResults/${id}?api-version=${version}`), location);
    assert.equal(started.headers['azure-asyncoperation'], undefined);
    assert.equal(started.headers['retry-after'], undefined);

    simulator.faults.set({ kind: 'slowCommand' });
    const slow = [await look(location), await look(location)];
    simulator.faults.clear();
    const answers = [...slow, await look(location), await look(location)];
    assert.deepEqual(
      answers.map((answer) => [answer.status, stateOf(answer.json())]),
      [
        [202, 'Running'],
        [200, 'Running'],
        [200, 'Succeeded'],
        [200, 'Succeeded'],
      ],
    );
    const { properties } = answers[2]?.json() as { properties: Record<string, unknown> };
    assert.equal(properties['exitCode'], 0);
    assert.match(
      String(properties['logs']),
      /^NAME +STATUS +ROLES +AGE +VERSION\naks-default-\w+-vmss000000 +Ready +<none>/,
    );
    assert.match(answers[2]?.body ?? '', /\\u003cnone\\u003e/, 'as Go writes it');
    assert.equal('reason' in properties, false);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('runs it as who the token is of, and tells kubectl’s own failure as one of the command', async () => {
    give('orders-prod', 'AKS Cluster Admin Role');
    const reader = clusterNamed('orders-prod').roleAssignments.findIndex(
      ({ role }) => role === 'AKS RBAC Cluster Admin',
    );
    clusterNamed('orders-prod').roleAssignments.splice(reader, 1);
    const end = await endOf(await run('orders-prod', { command: 'kubectl get nodes', clusterToken: aksToken }));
    assert.deepEqual([end['provisioningState'], end['exitCode']], ['Succeeded', 1]);
    assert.equal(
      end['logs'],
      'Error from server (Forbidden): nodes is forbidden: User "ada@contoso.com" cannot list resource "nodes" in API group "" at the cluster scope: User does not have access to the resource in Azure. Update role assignment to allow access.\n',
    );
  });

  it('wants a token for AKS exactly where Entra is managed', async () => {
    give('payments-prod', 'AKS Cluster Admin Role');
    give('static-lab', 'AKS Cluster Admin Role');
    for (const clusterToken of [undefined, 'nonsense', adaToken]) {
      const refused = await run('payments-prod', { command: 'kubectl get pods', clusterToken });
      assert.equal(refused.status, 400, String(clusterToken?.slice(0, 8)));
    }
    assert.equal(simulator.surprises().length, 3);
    simulator.reset();
    give('static-lab', 'AKS Cluster Admin Role');
    const token = await accessToken(simulator, { upn: ada.upn });
    const end = await endOf(await run('static-lab', { command: 'kubectl get pods -A' }, token), token);
    assert.deepEqual([end['exitCode'], end['logs']], [0, 'No resources found\n']);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('refuses who may not run, or not read what came of it', async () => {
    const refused = await run('vault-prod', { command: 'kubectl get pods', clusterToken: aksToken });
    assert.equal(refused.status, 403);
    assert.match(refused.body, /managedClusters\/runcommand\/action' over scope/);
  });

  it('refuses where it is off, where the cluster is stopped, and what a policy blocks', async () => {
    for (const name of ['vault-prod', 'edge-prod', 'sleepy-dev']) {
      give(name, 'AKS Cluster Admin Role');
    }
    const { apiServerAccessProfile } = clusterNamed('vault-prod').arm.properties;
    Object.assign(apiServerAccessProfile ?? {}, { disableRunCommand: true });
    const command = { command: 'kubectl get pods', clusterToken: aksToken };
    assert.match((await run('vault-prod', command)).body, /disabled/);
    assert.match((await run('sleepy-dev', command)).body, /OperationNotAllowed.*stopped/);
    simulator.faults.set({ kind: 'blockedCommand', times: 1 });
    const blocked = (await run('edge-prod', command)).json();
    assert.equal(blocked['code'], 'RunCommandBlockedByAzurePolicy');
    assert.equal(blocked['subcode'], 'PodCreateBlockedByAzurePolicy');
    simulator.faults.set({ kind: 'failedCommand', reason: 'The pod was never scheduled.', times: 1 });
    const end = await endOf(await run('edge-prod', command));
    assert.deepEqual([end['provisioningState'], end['reason']], ['Failed', 'The pod was never scheduled.']);
    assert.deepEqual(simulator.surprises(), []);
  });

  function clusterNamed(name: string): SimulatedCluster {
    const found = simulator.directory.scenario.clusters.find((cluster) => cluster.name === name);
    assert.ok(found);
    return found;
  }

  function give(name: string, role: AzureRole): void {
    clusterNamed(name).roleAssignments.push({ role, principalObjectId: ada.objectId });
  }

  function run(name: string, body: unknown, token = adaToken): Promise<Reply> {
    const url = clusterClient(simulator, () => token)
      .urlOf(name)
      .replace('?', '/runCommand?');
    return callSimulator(simulator, url, { method: 'POST', token, body });
  }

  function look(location: string, token = adaToken): Promise<Reply> {
    return callSimulator(simulator, location, { token });
  }

  async function endOf(started: Reply, token = adaToken): Promise<Record<string, unknown>> {
    assert.equal(started.status, 202, started.body);
    for (;;) {
      const answer = (await look(String(started.headers.location), token)).json();
      if (stateOf(answer) !== 'Running') {
        return answer['properties'] as Record<string, unknown>;
      }
    }
  }
});

function stateOf(answer: Record<string, unknown>): unknown {
  return (answer['properties'] as Record<string, unknown>)['provisioningState'];
}
