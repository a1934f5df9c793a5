import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareOnce } from './cacheFolder.ts';

describe('preparing a tool once', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aks-entra-cache-'));
  const cache = path.join(folder, 'aks-entra');
  const previous = process.env['XDG_CACHE_HOME'];

  before(() => {
    process.env['XDG_CACHE_HOME'] = folder;
  });

  after(() => {
    if (previous === undefined) {
      delete process.env['XDG_CACHE_HOME'];
    } else {
      process.env['XDG_CACHE_HOME'] = previous;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('installs once for all who ask at the same time, and leaves nothing else behind', async () => {
    let installs = 0;
    const install = async (target: string): Promise<void> => {
      installs += 1;
      await sleep(50);
      writeFileSync(path.join(target, 'tool'), 'ready');
    };
    const folders = await Promise.all([1, 2, 3].map(() => prepareOnce('tool-1', install)));
    assert.equal(installs, 1);
    assert.deepEqual(new Set(folders), new Set([path.join(cache, 'tool-1')]));
    assert.equal(readFileSync(path.join(cache, 'tool-1', 'tool'), 'utf8'), 'ready');
    assert.deepEqual(readdirSync(cache), ['tool-1']);
  });

  it('keeps nothing of an installation that failed, so that the next one starts anew', async () => {
    const failing = prepareOnce('tool-2', () => Promise.reject(new Error('no network')));
    await assert.rejects(failing, /no network/);
    await prepareOnce('tool-2', () => Promise.resolve());
    assert.deepEqual(readdirSync(cache).toSorted(), ['tool-1', 'tool-2']);
  });

  it('takes over from a process that died while it installed', async () => {
    const deadPid = 2 ** 22 + 1; // above Linux's largest pid
    writeFileSync(path.join(cache, 'tool-3.lock'), String(deadPid));
    await prepareOnce('tool-3', () => Promise.resolve());
    assert.ok(readdirSync(cache).includes('tool-3'));
  });
});
