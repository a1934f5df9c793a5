import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { BrokenGlassFiles } from '../../../../src/adapters/files/brokenGlassFiles.ts';
import type { BrokenGlass } from '../../../../src/core/breakGlass/brokenGlass.ts';

const idOf = (name: string): string =>
  `/subscriptions/s/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;

function brokenOf(name: string, sinceMs = 1): BrokenGlass {
  return { clusterId: idOf(name), name, accountId: 'ada.home', sinceMs };
}

describe('clusters whose local accounts are to be turned off again', () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'aks-entra-glass-'));
  const folder = path.join(parent, 'data', 'breakGlass');
  const kept = new BrokenGlassFiles(folder);

  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  after(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('are known to a process that comes after, each since the first time, by who did it last', async () => {
    await kept.keep(brokenOf('one'));
    await kept.keep({ ...brokenOf('one', 99), accountId: 'ben.home' });
    await kept.keep(brokenOf('two', 2));
    const found = await new BrokenGlassFiles(folder).all();
    assert.deepEqual(
      found.toSorted((a, b) => a.sinceMs - b.sinceMs),
      [{ ...brokenOf('one'), accountId: 'ben.home' }, brokenOf('two', 2)],
    );
    for (const name of readdirSync(folder)) {
      assert.equal(statSync(path.join(folder, name)).mode & 0o777, 0o600);
    }
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('leave nothing at all when the last one is over', async () => {
    await kept.keep(brokenOf('one'));
    await kept.keep(brokenOf('two'));
    await kept.forget(idOf('ONE'));
    assert.deepEqual(await kept.all(), [brokenOf('two')]);
    await kept.forget(idOf('two'));
    await kept.forget(idOf('two'));
    assert.equal(existsSync(folder), false);
    assert.deepEqual(await kept.all(), []);
  });

  it('are none where a file says nothing, is another cluster’s, or somebody else could have written it', async () => {
    await kept.keep(brokenOf('one'));
    const [name = ''] = readdirSync(folder);
    const file = path.join(folder, name);
    writeFileSync(path.join(folder, `${'a'.repeat(32)}.json`), JSON.stringify(brokenOf('two')));
    writeFileSync(path.join(folder, 'readme.txt'), 'x');
    assert.deepEqual(await kept.all(), [brokenOf('one')]);
    writeFileSync(file, 'nothing');
    assert.deepEqual(await kept.all(), []);
    if (process.platform !== 'win32') {
      chmodSync(file, 0o666);
      await assert.rejects(kept.all(), /not a file of your own/);
    }
  });

  it('are kept in no folder that others may write to', { skip: process.platform === 'win32' }, async () => {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
    await assert.rejects(kept.keep(brokenOf('one')), /not a folder of your own/);
  });
});
