import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PrivateKubeconfigFiles } from '../../../../src/adapters/kubeconfig/privateKubeconfigFiles.ts';
import { newLockOwner } from '../../../../src/adapters/files/fileLockOwner.ts';

const posixOnly = { skip: process.platform === 'win32' };

describe('PrivateKubeconfigFiles', () => {
  let root: string;
  let folder: string;
  let files: PrivateKubeconfigFiles;

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'private-'));
    folder = path.join(root, 'storage', 'terminals');
    files = new PrivateKubeconfigFiles(folder);
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  it('writes files that only the user can read, in a folder that only the user can enter', posixOnly, async () => {
    const first = await files.write('a: 1\n');
    await chmod(folder, 0o755);
    const second = await files.write('b: 1\n');
    assert.notEqual(first, second);
    assert.equal((await stat(first)).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.match(await readFile(second, 'utf8'), /^# \{"tool":"aks-entra".*\}\nb: 1\n$/);
  });

  it('removes its own at once where nothing can wait, and no other file in the world', async () => {
    const own = await files.write('a: 1\n');
    const foreign = path.join(root, 'config');
    await writeFile(foreign, 'mine');
    for (const each of [own, own, foreign, '']) {
      files.removeNow(each);
    }
    assert.deepEqual([await files.isThere(own), await files.isThere(foreign)], [false, true]);
  });

  it('removes its own files, and no other file in the world', async () => {
    const own = await files.write('a: 1\n');
    const foreign = path.join(root, 'config');
    await writeFile(foreign, 'mine');
    await files.remove(own);
    await files.remove(own);
    await files.remove(foreign);
    assert.deepEqual(await readdir(folder), []);
    assert.equal(await readFile(foreign, 'utf8'), 'mine');
  });

  it('removes the leftovers of processes that are gone, and leaves those of a running window and those in use', async () => {
    const live = await files.write('a: 1\n');
    const pid = spawnSync(process.execPath, ['-e', '']).pid;
    const owner = JSON.stringify({ ...(await newLockOwner()), pid });
    const dead = path.join(folder, 'dead.yaml');
    const used = path.join(folder, 'used.yaml');
    const unknown = path.join(folder, 'unknown.yaml');
    for (const file of [dead, used]) {
      await writeFile(file, `# ${owner}\na: 1\n`);
    }
    await writeFile(unknown, '');
    await files.removeLeftovers(new Set([used]));
    const left = (await readdir(folder)).map((name) => path.join(folder, name));
    assert.deepEqual(left.toSorted(), [live, used].toSorted());
  });

  it('has nothing to remove before the first terminal', async () => {
    await files.removeLeftovers(new Set());
  });
});
