import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { SecretOperations } from '../../../../src/adapters/vscode/secretOperations.ts';
import type { KeptOperation } from '../../../../src/core/entraIntegration/keptOperation.ts';
import { SignedUrl } from '../../../../src/core/clusterWrites/signedUrl.ts';
import { openMemory } from '../../../../src/ui/memory.ts';

const signed =
  'https://management.azure.com/subscriptions/s/operations/o?api-version=2025-03-01&t=1&c=MII&s=sig%2B&h=x';

function operationOf(clusterId: string, startedAtMs = 1): KeptOperation {
  return {
    clusterId,
    accountId: 'ada.home',
    startedAtMs,
    change: { goal: 'enable', adminGroupObjectIds: ['a'], tenantId: 't', enableAzureRbac: false },
    operation: new SignedUrl(signed),
  };
}

describe('running changes that are kept', () => {
  const secrets = new Map<string, string>();
  const state = new Map<string, unknown>();
  const memory = openMemory({
    get: (key) => state.get(key),
    update: (key, value) => Promise.resolve(void state.set(key, value)),
  });
  const storage = {
    get: (key: string) => Promise.resolve(secrets.get(key)),
    store: (key: string, value: string) => Promise.resolve(void secrets.set(key, value)),
    delete: (key: string) => Promise.resolve(void secrets.delete(key)),
  };
  const kept = new SecretOperations(storage, memory.areChangesRunning);

  beforeEach(() => {
    secrets.clear();
    state.clear();
  });

  it('come back whole, the signed link byte for byte', async () => {
    await kept.keep(operationOf('/c/one'));
    const [one, ...others] = await kept.all();
    assert.deepEqual(others, []);
    assert.equal(one?.operation?.reveal(), signed);
    assert.deepEqual({ ...one, operation: undefined }, { ...operationOf('/c/one'), operation: undefined });
  });

  it('are one for each cluster, the last', async () => {
    await kept.keep(operationOf('/c/one'));
    await kept.keep(operationOf('/c/two'));
    await kept.keep(operationOf('/C/ONE', 2));
    assert.deepEqual(
      (await kept.all()).map(({ clusterId, startedAtMs }) => [clusterId, startedAtMs]),
      [
        ['/c/two', 1],
        ['/C/ONE', 2],
      ],
    );
  });

  it('leave in the memory only that there are some, and nothing at all when the last one is over', async () => {
    await kept.keep(operationOf('/c/one'));
    assert.equal(memory.areChangesRunning.get(), true);
    assert.deepEqual([...state.values()], [true]);
    await kept.forget('/C/one');
    assert.equal(memory.areChangesRunning.get(), undefined);
    assert.equal(secrets.size, 0);
  });

  it('are none where what is stored says nothing', async () => {
    for (const text of ['', '{', '{}', '[1, "x", "{}"]']) {
      secrets.set('aksEntra.runningChanges', text);
      assert.deepEqual(await kept.all(), [], text);
    }
  });
});
