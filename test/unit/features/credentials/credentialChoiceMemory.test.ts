import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { KubeconfigStore } from '../../../../src/core/kubeconfig/kubeconfigStore.ts';
import type { CredentialChoice } from '../../../../src/core/login/credentialChoice.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { recallChoices, rememberChoices } from '../../../../src/features/credentials/credentialChoiceMemory.ts';
import { type Memory, openMemory } from '../../../../src/ui/memory.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';
import { execCredential } from '../../core/kubeconfig/armCredentials.ts';

const web = cluster('prod', 'web', { aadProfile: { managed: true } });
const api = cluster('prod', 'api', { aadProfile: { managed: true } });

/** A kubeconfig in which a cluster's context got a login mode from us. */
function kubeconfigWith({ id, name }: Cluster, loginMode: string): string {
  const plan = planMerge({
    text: undefined,
    credential: parseCredential(execCredential({ name })),
    metadata: { clusterId: id, loginMode },
    onConflict: 'ask',
    setCurrentContext: false,
  });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

function storeWith(text: string | AksEntraError): KubeconfigStore {
  return {
    paths: () => Promise.resolve(['/config']),
    writePath: () => Promise.resolve('/config'),
    readAll: () =>
      text instanceof AksEntraError ? Promise.reject(text) : Promise.resolve([{ path: '/config', text }]),
  } as unknown as KubeconfigStore;
}

function newMemory() {
  const values = new Map<string, unknown>();
  const state = {
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
  return openMemory(state, state);
}

const empty = storeWith('');
const azurecli: CredentialChoice = { format: 'exec', loginMode: 'azurecli' };
const vscode: CredentialChoice = { format: 'exec', loginMode: 'vscode' };

async function proposedOf(...args: Parameters<typeof recallChoices>): Promise<CredentialChoice | undefined> {
  return (await recallChoices(...args)).proposed;
}

function remember(memory: Memory, of: Cluster, choice: CredentialChoice): Promise<void> {
  return rememberChoices(memory, [{ cluster: of, choice }]);
}

describe('the choice that is proposed for a credential', () => {
  it('is settled by what was chosen for the cluster, in the kubeconfig too, else by the setting', async () => {
    const memory = newMemory();
    const settledOf = async (...args: Parameters<typeof recallChoices>) => (await recallChoices(...args)).settled;
    assert.deepEqual(await recallChoices(memory, empty, [web]), { proposed: undefined, settled: [undefined] });
    assert.deepEqual(await recallChoices(memory, empty, [web], 'vscode'), { proposed: vscode, settled: [vscode] });
    await remember(memory, web, azurecli);
    assert.deepEqual(await recallChoices(memory, empty, [web], 'vscode'), { proposed: azurecli, settled: [azurecli] });
    assert.deepEqual(await recallChoices(memory, empty, [api]), { proposed: azurecli, settled: [undefined] });
    assert.deepEqual(await settledOf(memory, empty, [api], 'vscode'), [vscode]);
    const converted = storeWith(kubeconfigWith(api, 'interactive'));
    assert.deepEqual(await settledOf(memory, converted, [api], 'vscode'), [
      { format: 'exec', loginMode: 'interactive' },
    ]);
  });

  it('is settled for each of several, in one look at the kubeconfig', async () => {
    const memory = newMemory();
    await remember(memory, web, azurecli);
    assert.deepEqual((await recallChoices(memory, empty, [web, api])).settled, [azurecli, undefined]);
    assert.deepEqual((await recallChoices(memory, empty, [web, api], 'vscode')).settled, [azurecli, vscode]);
    let reads = 0;
    const converted = storeWith(kubeconfigWith(api, 'interactive'));
    const counted: KubeconfigStore = Object.assign(Object.create(converted) as KubeconfigStore, {
      readAll: () => {
        reads += 1;
        return converted.readAll();
      },
    });
    const { settled } = await recallChoices(memory, counted, [api, web, cluster('prod', 'new')]);
    assert.deepEqual(settled, [{ format: 'exec', loginMode: 'interactive' }, azurecli, undefined]);
    assert.equal(reads, 1);
  });

  it('is remembered for each of several, and of them what was asked for is the next proposal', async () => {
    const memory = newMemory();
    const chosen = [
      { cluster: web, choice: vscode },
      { cluster: api, choice: azurecli },
    ];
    await rememberChoices(memory, chosen, vscode);
    assert.deepEqual((await recallChoices(memory, empty, [web, api])).settled, [vscode, azurecli]);
    assert.deepEqual(await proposedOf(memory, empty, [web, api]), vscode);
    await rememberChoices(memory, chosen);
    assert.deepEqual(await proposedOf(memory, empty, [web, api]), azurecli);
  });

  it('is none at first, and then the last one for the same cluster, else for any', async () => {
    const memory = newMemory();
    assert.equal(await proposedOf(memory, empty, [web]), undefined);
    await remember(memory, web, azurecli);
    await remember(memory, api, vscode);
    assert.deepEqual(await proposedOf(memory, empty, [web]), azurecli);
    assert.deepEqual(await proposedOf(memory, empty, [cluster('prod', 'new')]), vscode);
  });

  it('is for several clusters the last one for any', async () => {
    const memory = newMemory();
    await remember(memory, web, azurecli);
    await remember(memory, api, vscode);
    assert.deepEqual(await proposedOf(memory, empty, [web, api]), vscode);
  });

  it('is the login mode that its context got from us since, by a conversion', async () => {
    const memory = newMemory();
    await remember(memory, web, vscode);
    const converted = storeWith(kubeconfigWith(web, 'interactive'));
    assert.deepEqual(await proposedOf(memory, converted, [web]), { format: 'exec', loginMode: 'interactive' });
    assert.deepEqual(await proposedOf(memory, converted, [api]), vscode);
  });

  it('stays the old format where that was chosen, until every context was converted', async () => {
    const memory = newMemory();
    await remember(memory, web, { format: 'azure' });
    assert.deepEqual(await proposedOf(memory, empty, [web]), { format: 'azure' });
    // What converts to a mode for machines has none that is proposed to a person.
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'spn')), [web]), { format: 'azure' });
    const converted = storeWith(kubeconfigWith(web, 'interactive'));
    assert.deepEqual(await proposedOf(memory, converted, [web]), { format: 'exec', loginMode: 'interactive' });
  });

  it('is not the device code of a cluster with legacy Entra, which nobody chose', async () => {
    const memory = newMemory();
    await remember(memory, web, { format: 'exec' });
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'devicecode')), [web]), { format: 'exec' });
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'vscode')), [web]), vscode);
  });

  it('is none for machines, which a context may have got since', async () => {
    const memory = newMemory();
    await remember(memory, web, vscode);
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'spn')), [web]), vscode);
  });

  it('is what is remembered where the kubeconfig cannot be read: that is told when it is written', async () => {
    const memory = newMemory();
    await remember(memory, web, azurecli);
    const unreadable = storeWith(new AksEntraError('kubeconfigUnreadable', 'No access.'));
    assert.deepEqual(await proposedOf(memory, unreadable, [web]), azurecli);
    assert.deepEqual(await proposedOf(memory, storeWith('users: ['), [web]), azurecli);
  });
});
