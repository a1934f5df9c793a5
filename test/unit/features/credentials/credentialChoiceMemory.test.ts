import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { KubeconfigStore } from '../../../../src/core/kubeconfig/kubeconfigStore.ts';
import type { CredentialChoice } from '../../../../src/core/login/credentialChoice.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { recallChoice, rememberChoice } from '../../../../src/features/credentials/credentialChoiceMemory.ts';
import { openMemory } from '../../../../src/ui/memory.ts';
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

async function proposedOf(...args: Parameters<typeof recallChoice>): Promise<CredentialChoice | undefined> {
  return (await recallChoice(...args)).choice;
}

describe('the choice that is proposed for a credential', () => {
  it('is settled by what was chosen for the cluster, in the kubeconfig too, else by the setting, and for several by nothing', async () => {
    const memory = newMemory();
    const unsettled = { choice: undefined, isSettled: false };
    assert.deepEqual(await recallChoice(memory, empty, [web]), unsettled);
    assert.deepEqual(await recallChoice(memory, empty, [web], 'vscode'), { choice: vscode, isSettled: true });
    await rememberChoice(memory, [web], azurecli);
    assert.deepEqual(await recallChoice(memory, empty, [web], 'vscode'), { choice: azurecli, isSettled: true });
    assert.deepEqual(await recallChoice(memory, empty, [api]), { choice: azurecli, isSettled: false });
    assert.deepEqual(await recallChoice(memory, empty, [api], 'vscode'), { choice: vscode, isSettled: true });
    assert.deepEqual(await recallChoice(memory, empty, [web, api], 'vscode'), { choice: vscode, isSettled: false });
    assert.deepEqual(await recallChoice(memory, empty, [web, api]), { choice: azurecli, isSettled: false });
    const converted = storeWith(kubeconfigWith(api, 'interactive'));
    const interactive = { format: 'exec', loginMode: 'interactive' };
    assert.deepEqual(await recallChoice(memory, converted, [api], 'vscode'), { choice: interactive, isSettled: true });
  });

  it('is none at first, and then the last one for the same cluster, else for any', async () => {
    const memory = newMemory();
    assert.equal(await proposedOf(memory, empty, [web]), undefined);
    await rememberChoice(memory, [web], azurecli);
    await rememberChoice(memory, [api], vscode);
    assert.deepEqual(await proposedOf(memory, empty, [web]), azurecli);
    assert.deepEqual(await proposedOf(memory, empty, [cluster('prod', 'new')]), vscode);
  });

  it('is for several clusters the last one for any', async () => {
    const memory = newMemory();
    await rememberChoice(memory, [web], azurecli);
    await rememberChoice(memory, [api], vscode);
    assert.deepEqual(await proposedOf(memory, empty, [web, api]), vscode);
  });

  it('is the login mode that its context got from us since, by a conversion', async () => {
    const memory = newMemory();
    await rememberChoice(memory, [web], vscode);
    const converted = storeWith(kubeconfigWith(web, 'interactive'));
    assert.deepEqual(await proposedOf(memory, converted, [web]), { format: 'exec', loginMode: 'interactive' });
    assert.deepEqual(await proposedOf(memory, converted, [api]), vscode);
  });

  it('stays the old format where that was chosen, until every context was converted', async () => {
    const memory = newMemory();
    await rememberChoice(memory, [web], { format: 'azure' });
    assert.deepEqual(await proposedOf(memory, empty, [web]), { format: 'azure' });
    // What converts to a mode for machines has none that is proposed to a person.
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'spn')), [web]), { format: 'azure' });
    const converted = storeWith(kubeconfigWith(web, 'interactive'));
    assert.deepEqual(await proposedOf(memory, converted, [web]), { format: 'exec', loginMode: 'interactive' });
  });

  it('is not the device code of a cluster with legacy Entra, which nobody chose', async () => {
    const memory = newMemory();
    await rememberChoice(memory, [web], { format: 'exec' });
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'devicecode')), [web]), { format: 'exec' });
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'vscode')), [web]), vscode);
  });

  it('is none for machines, which a context may have got since', async () => {
    const memory = newMemory();
    await rememberChoice(memory, [web], vscode);
    assert.deepEqual(await proposedOf(memory, storeWith(kubeconfigWith(web, 'spn')), [web]), vscode);
  });

  it('is what is remembered where the kubeconfig cannot be read: that is told when it is written', async () => {
    const memory = newMemory();
    await rememberChoice(memory, [web], azurecli);
    const unreadable = storeWith(new AksEntraError('kubeconfigUnreadable', 'No access.'));
    assert.deepEqual(await proposedOf(memory, unreadable, [web]), azurecli);
    assert.deepEqual(await proposedOf(memory, storeWith('users: ['), [web]), azurecli);
  });
});
