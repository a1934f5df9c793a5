import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { KubeconfigFiles } from '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts';

let folder: string;
let config: string;
let backups: string;
let files: KubeconfigFiles;
let nowMs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-backups-'));
  config = join(folder, 'config');
  backups = join(folder, 'backups');
  nowMs = Date.UTC(2026, 2, 5, 15, 42, 37, 123);
  files = new KubeconfigFiles({
    env: {},
    home: () => Promise.resolve(folder),
    platform: process.platform,
    backupDirectory: backups,
    now: () => nowMs,
    lockTimeoutMs: 100,
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes the texts one after the other, a second apart. */
async function write(...texts: string[]): Promise<void> {
  for (const text of texts) {
    await files.update(config, () => ({ text }));
    nowMs += 1000;
  }
}

describe('the backups of a kubeconfig', () => {
  it('are listed newest first, with their time and size', async () => {
    await write('1', '22', '333', '4444');
    const listed = await files.listBackups(config);
    assert.deepEqual(
      listed.map(({ createdOnMs, sizeBytes }) => [new Date(createdOnMs).toISOString(), sizeBytes]),
      [
        ['2026-03-05T15:42:40.123Z', 3],
        ['2026-03-05T15:42:39.123Z', 2],
        ['2026-03-05T15:42:38.123Z', 1],
      ],
    );
    const texts = await Promise.all(listed.map(({ path }) => files.readBackup(config, path)));
    assert.deepEqual(texts, ['333', '22', '1']);
  });

  it('are none where nothing was written yet, and listing makes nothing', async () => {
    assert.deepEqual(await files.listBackups(join(folder, 'no', 'config')), []);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('of another file of the same name are not among them', async () => {
    await write('1', '2');
    mkdirSync(join(folder, 'other'));
    assert.deepEqual(await files.listBackups(join(folder, 'other', 'config')), []);
    const [backup] = await files.listBackups(config);
    assert.ok(backup !== undefined);
    for (const path of [backup.path, config, join(backups, '..', 'config')]) {
      await assert.rejects(files.restoreBackup(join(folder, 'other', 'config'), path), {
        code: 'kubeconfigBackupMissing',
      });
    }
    assert.ok(!existsSync(join(folder, 'other', 'config')));
  });

  it('are restored byte for byte; the present state becomes one, and undo brings it back', async () => {
    await write('\uFEFFone\r\n', 'two');
    const [backup] = await files.listBackups(config);
    assert.ok(backup !== undefined);
    const receipt = await files.restoreBackup(config, backup.path);
    assert.equal(receipt.kind, 'replaced');
    assert.equal(readFileSync(config, 'utf8'), '\uFEFFone\r\n');
    assert.equal(await files.readBackup(config, receipt.backupPath ?? ''), 'two');
    await files.undo(receipt);
    assert.equal(readFileSync(config, 'utf8'), 'two');
    assert.deepEqual(readdirSync(folder).toSorted(), ['backups', 'config']);
  });

  it('are restored where the file is broken or gone', async () => {
    await write('good', 'newer');
    const [backup] = await files.listBackups(config);
    assert.ok(backup !== undefined);
    writeFileSync(config, Uint8Array.of(0xff, 0xfe));
    await files.restoreBackup(config, backup.path);
    assert.equal(readFileSync(config, 'utf8'), 'good');
    rmSync(config);
    const receipt = await files.restoreBackup(config, backup.path);
    assert.equal(receipt.kind, 'created');
    assert.equal(statSync(config).mode & 0o777, 0o600);
  });

  it('are not restored over a state that is not the one that was shown', async () => {
    await write('1', '2');
    const [backup] = await files.listBackups(config);
    assert.ok(backup !== undefined);
    for (const present of ['someone else', Uint8Array.of(0xff, 0xfe)]) {
      writeFileSync(config, present);
      await assert.rejects(files.restoreBackup(config, backup.path, { shown: '2' }), {
        code: 'kubeconfigChanged',
        message: `${config}: The file was changed in the meantime, so it was left as it is. Try again.`,
      });
      assert.deepEqual(readFileSync(config), Buffer.from(present));
    }
    rmSync(config);
    await assert.rejects(files.restoreBackup(config, backup.path, { shown: '2' }), { code: 'kubeconfigChanged' });
    await files.restoreBackup(config, backup.path, { shown: '' });
    await files.restoreBackup(config, backup.path, { shown: '1' });
    assert.equal(readFileSync(config, 'utf8'), '1');
  });

  it('are not restored over a lock, nor twice', async () => {
    await write('1', '2');
    const [backup] = await files.listBackups(config);
    assert.ok(backup !== undefined);
    writeFileSync(`${config}.lock`, '');
    await assert.rejects(files.restoreBackup(config, backup.path), { code: 'kubeconfigLocked' });
    rmSync(`${config}.lock`);
    await files.restoreBackup(config, backup.path);
    assert.equal((await files.restoreBackup(config, backup.path)).kind, 'unchanged');
    rmSync(backup.path);
    await assert.rejects(files.restoreBackup(config, backup.path), { code: 'kubeconfigBackupMissing' });
  });

  it('are rewritten or deleted when something must not be found there any more', async () => {
    await write('keep', 'keep secret', 'broken', 'now');
    const [newest] = await files.listBackups(config);
    assert.ok(newest !== undefined);
    writeFileSync(newest.path, Uint8Array.of(0xff));
    const clean = (text: string) => text.replace(' secret', '');
    assert.equal(await files.purgeBackups(config, clean), 2);
    const left = await files.listBackups(config);
    assert.deepEqual(await Promise.all(left.map(({ path }) => files.readBackup(config, path))), ['keep', 'keep']);
    assert.ok(left.every(({ path }) => (statSync(path).mode & 0o777) === 0o600));
    assert.equal(readdirSync(backups).length, 2);
    assert.equal(await files.purgeBackups(config, clean), 0);
    assert.equal(await files.purgeBackups(config, () => undefined), 2);
    assert.deepEqual(await files.listBackups(config), []);
    assert.equal(readFileSync(config, 'utf8'), 'now');
  });
});
