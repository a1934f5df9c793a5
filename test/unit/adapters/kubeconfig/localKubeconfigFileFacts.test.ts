import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LocalKubeconfigFileFacts } from '../../../../src/adapters/kubeconfig/localKubeconfigFileFacts.ts';

describe('LocalKubeconfigFileFacts', { skip: process.platform === 'win32' }, () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'facts-'));
    await mkdir(path.join(folder, 'bin'));
    await mkdir(path.join(folder, 'bin', 'a-folder'));
    await writeFile(path.join(folder, 'bin', 'program'), '', { mode: 0o755 });
    await writeFile(path.join(folder, 'bin', 'text'), '', { mode: 0o644 });
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('finds programs in the folders of PATH: files that can be run', async () => {
    const facts = new LocalKubeconfigFileFacts(
      { PATH: `/nowhere::${path.join(folder, 'bin')}` },
      process.platform,
      () => [],
    );
    assert.equal(await facts.isOnPath('program'), true);
    for (const name of ['text', 'a-folder', 'missing']) {
      assert.equal(await facts.isOnPath(name), false, name);
    }
    assert.equal(await new LocalKubeconfigFileFacts({}, process.platform, () => []).isOnPath('program'), false);
  });

  it('counts no program of a relative entry of PATH, and knows nothing of one in the workspace', async () => {
    const inFolder = async (entry: string, ...workspace: readonly string[]) =>
      new LocalKubeconfigFileFacts({ PATH: entry }, process.platform, () => workspace).isOnPath('program');
    const bin = path.join(folder, 'bin');
    const before = process.cwd();
    process.chdir(folder);
    try {
      for (const entry of ['bin', './bin', '.:bin', `..${path.sep}${path.basename(folder)}/bin`]) {
        assert.equal(await inFolder(entry), false, entry);
      }
    } finally {
      process.chdir(before);
    }
    await symlink(bin, path.join(folder, 'link'));
    const other = path.join(folder, 'other');
    await mkdir(other);
    await symlink(path.join(bin, 'program'), path.join(other, 'program'));
    assert.equal(await inFolder(bin), true);
    assert.equal(await inFolder(bin, folder), undefined);
    assert.equal(await inFolder(path.join(folder, 'link'), bin), undefined);
    assert.equal(await inFolder(bin, path.join(folder, 'link')), undefined);
    assert.equal(await inFolder(other, bin), undefined);
    assert.equal(await inFolder(bin, path.join(folder, 'bi')), true);
    await copyFile(path.join(bin, 'program'), path.join(folder, 'program'));
    assert.equal(await inFolder(`${bin}:${folder}`, bin), true);
  });

  it('tells what exists and who may read it, takes rights from others only, and gives them back', async () => {
    const facts = new LocalKubeconfigFileFacts({}, process.platform, () => []);
    const file = path.join(folder, 'config');
    assert.equal(await facts.exists(file), false);
    assert.equal(await facts.permissions(file), undefined);
    await writeFile(file, 'x');
    await chmod(file, 0o464);
    assert.equal(await facts.exists(file), true);
    assert.equal(await facts.permissions(file), 0o464);
    const undo = await facts.restrictPermissions(file);
    assert.equal((await stat(file)).mode & 0o777, 0o400);
    await undo();
    assert.equal((await stat(file)).mode & 0o777, 0o464);
    const undoLater = await facts.restrictPermissions(file);
    await chmod(file, 0o600);
    await assert.rejects(undoLater(), { code: 'permissionsChanged' });
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await assert.rejects(facts.restrictPermissions(path.join(folder, 'gone')), { name: 'AksEntraError' });
  });
});
