import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmRunCommands } from '../../../../src/adapters/azure/armRunCommand.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import type { SignedUrl } from '../../../../src/core/clusterWrites/signedUrl.ts';
import type { CommandState } from '../../../../src/core/privateClusters/commandPorts.ts';
import type { SimulatedCluster } from '../../../simulator/scenario.ts';
import { ada } from '../../../simulator/scenarios/people.ts';
import { development, production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';
import { ScriptedArm } from './scriptedArm.ts';

const aksScope = '6dae42f8-4368-4678-94ff-3960e28e3630/.default';

describe('run command against the simulated Azure', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let scripted: ScriptedArm;
  let commands: ArmRunCommands;
  before(async () => {
    arm = await ArmFixture.start();
    scripted = await ScriptedArm.start();
  });
  beforeEach(async () => {
    await arm.signInAs();
    commands = new ArmRunCommands(arm.client, arm.signIn);
  });
  after(async () => {
    scripted.close();
    await arm.simulator.close();
  });

  it('runs a command as who sees the cluster, and tells what it printed', async () => {
    const seen = await runnable('vault-prod');
    const result = await commands.start(seen, arm.caller(), 'kubectl get nodes');
    assert.deepEqual(await commands.look(seen, arm.caller(), result), { kind: 'running' });
    const state = await endOf(seen, result);
    assert.ok(state.kind === 'ended');
    assert.equal(state.exitCode, 0);
    assert.match(state.logs, / +Ready +<none> /);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('asks for a token for AKS where Entra is managed, and for none where it is not', async () => {
    const managed = await runnable('vault-prod');
    await commands.start(managed, arm.caller(), 'kubectl get pods');
    const ofAks = (): number => arm.signIn.requests.filter(({ scope }) => scope === aksScope).length;
    assert.equal(ofAks(), 1);
    const local = await arm.clusterNamed('static-lab', development);
    const state = await endOf(local, await commands.start(local, arm.caller(), 'kubectl get nodes'));
    assert.deepEqual([state.kind, ofAks()], ['ended', 1]);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('tells kubectl’s own refusal as what was printed, and Azure’s failure with its reason', async () => {
    const seen = await runnable('vault-prod');
    clusterNamed('vault-prod').arm.properties.aadProfile = {
      ...clusterNamed('vault-prod').arm.properties.aadProfile,
      adminGroupObjectIDs: [],
    };
    const refused = await endOf(seen, await commands.start(seen, arm.caller(), 'kubectl get nodes'));
    assert.ok(refused.kind === 'ended');
    assert.equal(refused.exitCode, 1);
    assert.match(refused.logs, /^Error from server \(Forbidden\): nodes is forbidden: User "ada@contoso\.com"/);
    arm.simulator.faults.set({ kind: 'failedCommand', reason: 'no node was free', times: 1 });
    const failed = await endOf(seen, await commands.start(seen, arm.caller(), 'kubectl get nodes'));
    assert.deepEqual(failed, { kind: 'failed', reason: 'no node was free', logs: '' });
  });

  it('says who or what forbids it, and no token is in the error', async () => {
    const seen = await arm.clusterNamed('vault-prod', production);
    const start = (): Promise<SignedUrl> => commands.start(seen, arm.caller(), 'kubectl get nodes');
    await arm.rejectsWith(start(), 'missingRole', /may not perform .*runcommand\/action/);
    give('vault-prod');
    arm.simulator.faults.set({ kind: 'blockedCommand', times: 1 });
    await arm.rejectsWith(start(), 'commandRefused', /an Azure Policy of the cluster forbids run command/);
    arm.simulator.faults.set({ kind: 'dropped', path: '/runCommand', times: 1 });
    await arm.rejectsWith(start(), 'updateUnanswered', /not known whether Azure did this/);
    const posts = arm.simulator.record.filter(({ path }) => path.includes('/runCommand'));
    assert.ok(posts.length <= 3, 'nothing is run twice');
  });

  it('sends the token in the body to ARM alone, and not to where a redirect or a link leads', async () => {
    const seen = await arm.clusterNamed('vault-prod', production);
    const other = 'https://evil.example/subscriptions/x?api-version=2025-10-01';
    arm.use({ armEndpoint: scripted.endpoint });
    commands = new ArmRunCommands(arm.client, arm.signIn);
    scripted.answer = () => ({ status: 307, headers: { location: other } });
    await arm.rejectsWith(commands.start(seen, arm.caller(), 'kubectl get pods'), 'unexpectedAnswer', /./);
    scripted.answer = () => ({ status: 202, headers: { location: other } });
    await arm.rejectsWith(
      commands.start(seen, arm.caller(), 'kubectl get pods'),
      'updateUnanswered',
      /It may still run/,
    );
    const sent = scripted.calls.map(({ url, body }) => ({ url, ...(JSON.parse(body) as object) }));
    const path = `/subscriptions/${production.subscriptionId}/resourceGroups/rg-vault/providers/Microsoft.ContainerService/managedClusters/vault-prod/runCommand?api-version=2025-10-01`;
    for (const one of sent) {
      assert.deepEqual(Object.keys(one), ['url', 'command', 'clusterToken']);
      assert.equal(one.url, path);
    }
    assert.ok(arm.signIn.requests.some(({ scope }) => scope === aksScope));
  });

  it('repeats the token to nobody where an answer quotes it', async () => {
    const seen = await arm.clusterNamed('vault-prod', production);
    arm.use({ armEndpoint: scripted.endpoint });
    commands = new ArmRunCommands(arm.client, arm.signIn);
    for (const status of [400, 403, 409, 500]) {
      scripted.answer = ({ body }) => ({ status, body: { error: { code: 'Bad', message: `Not this: ${body}` } } });
      const work = commands.start(seen, arm.caller(), 'kubectl get pods');
      await assert.rejects(work);
      await arm.rejectsWith(work, await codeOf(work), /./);
    }
  });

  it('lists the Bastion hosts of the cluster’s subscription', async () => {
    const seen = await arm.clusterNamed('vault-prod', production);
    assert.deepEqual(await commands.bastionHosts(seen, arm.caller()), [
      `/subscriptions/${production.subscriptionId}/resourceGroups/rg-hub/providers/Microsoft.Network/bastionHosts/hub-bastion`,
    ]);
    const elsewhere = await arm.clusterNamed('static-lab', development);
    assert.deepEqual(await commands.bastionHosts(elsewhere, arm.caller()), []);
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  function clusterNamed(name: string): SimulatedCluster {
    const found = arm.simulator.directory.scenario.clusters.find((cluster) => cluster.name === name);
    assert.ok(found);
    return found;
  }

  function give(name: string): void {
    clusterNamed(name).roleAssignments.push({ role: 'AKS Cluster Admin Role', principalObjectId: ada.objectId });
  }

  async function runnable(name: string): Promise<SeenCluster> {
    give(name);
    return arm.clusterNamed(name, production);
  }

  async function endOf(seen: SeenCluster, result: SignedUrl): Promise<CommandState> {
    for (;;) {
      const state = await commands.look(seen, arm.caller(), result);
      if (state.kind !== 'running') {
        return state;
      }
    }
  }
});

async function codeOf(work: Promise<unknown>): Promise<Parameters<ArmFixture['rejectsWith']>[1]> {
  return work.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => (error as { code: Parameters<ArmFixture['rejectsWith']>[1] }).code,
  );
}
