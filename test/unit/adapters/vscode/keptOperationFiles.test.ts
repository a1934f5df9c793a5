import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { KeptOperationFiles } from '../../../../src/adapters/vscode/keptOperationFiles.ts';
import { type KeptOperation, recordOf } from '../../../../src/core/entraIntegration/keptOperation.ts';
import { SignedUrl } from '../../../../src/core/clusterWrites/signedUrl.ts';

const signed =
  'https://management.azure.com/subscriptions/s/operations/o?api-version=2025-03-01&t=1&c=MII&s=sig%2B&h=x';

function operationOf(clusterId: string): KeptOperation {
  return { ...withoutLink(clusterId), operation: new SignedUrl(signed) };
}

function withoutLink(clusterId: string, startedAtMs = 1): KeptOperation {
  const change = { goal: 'enable', adminGroupObjectIds: ['a'], tenantId: 't', enableAzureRbac: false } as const;
  return { clusterId, accountId: 'ada.home', startedAtMs, change };
}

describe('running changes that are kept', () => {
  const secrets = new Map<string, string>();
  const storage = {
    get: (key: string) => Promise.resolve(secrets.get(key)),
    store: (key: string, value: string) => Promise.resolve(void secrets.set(key, value)),
    delete: (key: string) => Promise.resolve(void secrets.delete(key)),
  };
  const parent = mkdtempSync(path.join(os.tmpdir(), 'aks-entra-changes-'));
  const folder = path.join(parent, 'data', 'changes');
  const kept = new KeptOperationFiles(folder, storage);

  beforeEach(() => {
    secrets.clear();
    rmSync(folder, { recursive: true, force: true });
  });
  after(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('come back whole, the signed link byte for byte', async () => {
    await kept.keep(operationOf('/c/one'));
    const [one, ...others] = await kept.all();
    assert.deepEqual(others, []);
    assert.equal(one?.operation?.reveal(), signed);
    assert.deepEqual({ ...one, operation: undefined }, { ...withoutLink('/c/one'), operation: undefined });
  });

  it('are known without their links where VS Code’s secrets have not come to a window', async () => {
    await kept.keep(operationOf('/c/one'));
    const elsewhere = new KeptOperationFiles(folder, { ...storage, get: () => Promise.resolve(undefined) });
    const [one] = await elsewhere.all();
    assert.deepEqual([one?.clusterId, one?.operation], ['/c/one', undefined]);
    // Such a window may follow it from then on, and the link stays for the others.
    await elsewhere.keep(withoutLink('/c/one'));
    assert.equal((await kept.all())[0]?.operation?.reveal(), signed);
  });

  it('are one for each cluster, the last; windows that keep some at the same time lose none', async () => {
    await Promise.all([kept.keep(operationOf('/c/one')), kept.keep(operationOf('/c/two'))]);
    await kept.keep(withoutLink('/C/ONE', 2));
    const found = (await kept.all()).toSorted((a, b) => a.startedAtMs - b.startedAtMs);
    assert.deepEqual(
      found.map(({ clusterId, startedAtMs, operation }) => [clusterId, startedAtMs, operation !== undefined]),
      [
        ['/c/two', 1, true],
        ['/C/ONE', 2, false],
      ],
    );
  });

  it('have no link in a file, and leave nothing at all when the last one is over', async () => {
    await kept.keep(operationOf('/c/one'));
    await kept.keep(operationOf('/c/two'));
    const files = readdirSync(folder).map((name) => path.join(folder, name));
    assert.equal(files.length, 2);
    for (const file of files) {
      assert.doesNotMatch(readFileSync(file, 'utf8'), /management|sig|MII/);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    }
    await kept.forget('/C/one', 1);
    assert.equal((await kept.all()).length, 1);
    await kept.forget('/c/two', 1);
    await kept.forget('/c/two', 1);
    assert.equal(existsSync(folder), false);
    assert.equal(secrets.size, 0);
  });

  it('are known without their links where VS Code has no place for secrets', async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error('no keyring'));
    const nowhere = new KeptOperationFiles(folder, { ...storage, store: refuse, delete: refuse });
    await assert.rejects(nowhere.keep(operationOf('/c/one')), /no keyring/);
    assert.deepEqual(await nowhere.all(), [withoutLink('/c/one')]);
    await assert.rejects(nowhere.forget('/c/one', 1), /no keyring/);
    assert.equal(existsSync(folder), false);
  });

  it('stay kept where the one that is over is an earlier one of the same cluster', async () => {
    await kept.keep(operationOf('/c/one'));
    await kept.keep(withoutLink('/c/one', 2));
    await kept.forget('/c/one', 1);
    assert.deepEqual(
      (await kept.all()).map(({ startedAtMs }) => startedAtMs),
      [2],
    );
    await kept.forget('/c/one', 2);
    assert.deepEqual(await kept.all(), []);
  });

  it('are none where a file says nothing, or is another cluster’s', async () => {
    await kept.keep(operationOf('/c/one'));
    const [name = ''] = readdirSync(folder);
    for (const text of ['', '{', '{}', '[1]', recordOf(operationOf('/c/two'))]) {
      writeFileSync(path.join(folder, name), text);
      assert.deepEqual(await kept.all(), [], text);
    }
  });
});
