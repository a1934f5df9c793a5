import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { KubeconfigFiles, type KubeconfigFilesOptions } from '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { isCancellation } from '../../../../src/core/cancellation.ts';

let folder: string;
let config: string;
const warnings: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-files-'));
  config = join(folder, '.kube', 'config');
  warnings.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function filesWith(options: Partial<KubeconfigFilesOptions> = {}): KubeconfigFiles {
  return new KubeconfigFiles({
    env: {},
    home: () => Promise.resolve(folder),
    platform: process.platform,
    backupDirectory: join(folder, 'state', 'backups'),
    logger: { warn: (message) => warnings.push(message) },
    ...options,
  });
}

function writeConfig(text: string | Uint8Array, mode = 0o600): void {
  mkdirSync(join(folder, '.kube'), { recursive: true });
  writeFileSync(config, text, { mode });
}

const append = (text: string | undefined) => ({ text: `${text ?? ''}more\n` });
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('whoever watches our writes', () => {
  it('is told each one, undo and restore as the bytes that came and went, and nothing where nothing was written', async () => {
    const told: [string | undefined, string | undefined][] = [];
    const files = filesWith();
    files.onDidWrite(({ path, before, after }) => {
      assert.equal(path, config);
      assert.ok(readdirSync(join(folder, '.kube')).includes('config.lock'), 'nobody else may write yet');
      told.push([before, after]);
    });
    mkdirSync(join(folder, '.kube'));
    const { receipt: first } = await files.update(config, append);
    const { receipt: second } = await files.update(config, append);
    await files.update(config, (text) => ({ text }));
    await files.update(config, () => ({ text: undefined }));
    await files.undo(second);
    const [backup] = await files.listBackups(config);
    assert.ok(backup);
    await files.restoreBackup(config, backup.path);
    await files.undo(first);
    assert.deepEqual(told, [
      [undefined, 'more\n'],
      ['more\n', 'more\nmore\n'],
      ['more\nmore\n', 'more\n'],
      ['more\n', undefined],
    ]);
  });

  it('is not told what failed', async () => {
    writeConfig('a');
    const told: unknown[] = [];
    const files = filesWith();
    const watching = files.onDidWrite((write) => told.push(write));
    const { receipt } = await files.update(config, append);
    writeConfig('b');
    await assert.rejects(files.undo(receipt), { code: 'kubeconfigUndoTooLate' });
    await assert.rejects(
      files.update(config, () => {
        throw new Error('no');
      }),
    );
    assert.equal(told.length, 1);
    watching.dispose();
    await files.update(config, append);
    assert.equal(told.length, 1);
  });
});

describe('which kubeconfig files there are', () => {
  it('is ~/.kube/config without KUBECONFIG', async () => {
    assert.deepEqual(await filesWith().paths(), [config]);
    assert.deepEqual(await filesWith({ env: { KUBECONFIG: '' } }).paths(), [config]);
    assert.equal(await filesWith().writePath(), config);
  });

  it('is the KUBECONFIG list without empty parts and repetitions; the first existing file is written, else the last', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const files = filesWith({ env: { KUBECONFIG: `${one}::${two}:${one}` }, platform: 'linux' });
    assert.deepEqual(await files.paths(), [one, two]);
    assert.equal(await files.writePath(), two);
    writeFileSync(two, 'b');
    assert.equal(await files.writePath(), two);
    writeFileSync(one, 'a');
    assert.equal(await files.writePath(), one);
    assert.deepEqual(await files.readAll(), [
      { path: one, text: 'a' },
      { path: two, text: 'b' },
    ]);
  });

  it('is a list parted by semicolons on Windows', async () => {
    const files = filesWith({ env: { KUBECONFIG: 'one;two' }, platform: 'win32' });
    assert.equal((await files.paths()).length, 2);
  });

  it('is no file where the list holds separators only: it is read as empty, and there is none to write to', async () => {
    writeConfig('a');
    const files = filesWith({ env: { KUBECONFIG: '::' }, platform: 'linux' });
    assert.deepEqual([await files.paths(), await files.namedPaths(), await files.readAll()], [[], [], []]);
    await assert.rejects(files.writePath(), { code: 'kubeconfigListEmpty' });
  });

  it('is each file once, under the first of its names, and by every name where one is looked for', async () => {
    writeConfig('a');
    const [link, twin, gone] = [join(folder, 'link'), join(folder, 'twin'), join(folder, 'gone')];
    symlinkSync('.kube/config', link);
    linkSync(config, twin);
    const files = filesWith({ env: { KUBECONFIG: [link, gone, config, twin].join(':') }, platform: 'linux' });
    assert.deepEqual(await files.paths(), [link, gone]);
    assert.deepEqual(await files.namedPaths(), [link, gone, config, twin]);
    assert.deepEqual(await files.readAll(), [{ path: link, text: 'a' }]);
    rmSync(config);
    assert.deepEqual(await files.paths(), [link, gone, config, twin]);
  });
});

describe('writing a kubeconfig', () => {
  it('makes a new file that is private, in a private folder, and undo removes it', async () => {
    const files = filesWith();
    const { receipt } = await files.update(config, append);
    assert.equal(receipt.kind, 'created');
    assert.equal(readFileSync(config, 'utf8'), 'more\n');
    assert.equal(modeOf(config), 0o600);
    assert.equal(modeOf(join(folder, '.kube')), 0o700);
    await files.undo(receipt);
    assert.ok(!existsSync(config));
  });

  it('keeps the mode, backs the former bytes up privately, and undo puts them back', async () => {
    const before = Buffer.from('\uFEFFa: 1\r\nb: ü');
    writeConfig(before);
    chmodSync(config, 0o640);
    const files = filesWith();
    const { receipt } = await files.update(config, append);
    assert.equal(receipt.kind, 'replaced');
    assert.equal(readFileSync(config, 'utf8'), '\uFEFFa: 1\r\nb: ümore\n');
    assert.equal(modeOf(config), 0o640);
    assert.ok(receipt.backupPath !== undefined);
    assert.deepEqual(readFileSync(receipt.backupPath), before);
    assert.equal(modeOf(receipt.backupPath), 0o600);
    assert.equal(modeOf(join(folder, 'state', 'backups')), 0o700);
    await files.undo(receipt);
    assert.deepEqual(readFileSync(config), before);
    assert.equal(modeOf(config), 0o640);
  });

  it('leaves nothing behind: no lock, no draft', async () => {
    writeConfig('a');
    await filesWith().update(config, append);
    assert.deepEqual(readdirSync(join(folder, '.kube')), ['config']);
  });

  it('writes nothing where nothing changes, and undo of that does nothing', async () => {
    writeConfig('same');
    const before = statSync(config);
    const files = filesWith();
    for (const change of [() => ({ text: undefined }), (text: string | undefined) => ({ text })]) {
      const { receipt } = await files.update(config, change);
      assert.equal(receipt.kind, 'unchanged');
      await files.undo(receipt);
    }
    assert.equal(statSync(config).ino, before.ino);
    assert.ok(!existsSync(join(folder, 'state')));
  });

  it('does not undo over what others wrote since', async () => {
    writeConfig('a');
    const files = filesWith();
    const { receipt } = await files.update(config, append);
    writeFileSync(config, 'someone else');
    await assert.rejects(files.undo(receipt), { code: 'kubeconfigUndoTooLate', message: /backups/ });
    assert.equal(readFileSync(config, 'utf8'), 'someone else');
  });

  it('returns what the change returned, beside the receipt, written or not', async () => {
    writeConfig('a\n');
    const files = filesWith();
    const change = (text: string | undefined) => ({ ...append(text), was: text });
    assert.deepEqual((await files.update(config, change)).result, { text: 'a\nmore\n', was: 'a\n' });
    const left = await files.update(config, (text) => ({ text: undefined, was: text }));
    assert.deepEqual([left.result, left.receipt.kind], [{ text: undefined, was: 'a\nmore\n' }, 'unchanged']);
  });

  it('throws what the change throws, an error of ours with the path in front, and unlocks', async () => {
    writeConfig('a');
    const files = filesWith();
    const failing = (error: Error) => () => {
      throw error;
    };
    const ours = new AksEntraError('kubeconfigInvalid', 'Line 3: no.', { line: 3 });
    await assert.rejects(files.update(config, failing(ours)), {
      code: 'kubeconfigInvalid',
      line: 3,
      message: `${config}: Line 3: no.`,
    });
    await assert.rejects(files.update(config, failing(new TypeError('x'))), TypeError);
    assert.deepEqual(readdirSync(join(folder, '.kube')), ['config']);
  });

  it('keeps five backups of each file', async () => {
    let now = Date.UTC(2026, 0, 1);
    const files = filesWith({ now: () => (now += 1000) });
    const other = join(folder, 'config');
    await files.update(other, append);
    await files.update(other, append);
    for (let count = 0; count < 9; count++) {
      await files.update(config, append);
    }
    const backups = readdirSync(join(folder, 'state', 'backups')).map((name) =>
      readFileSync(join(folder, 'state', 'backups', name), 'utf8'),
    );
    assert.deepEqual(backups.map((text) => text.split('\n').length - 1).sort(), [1, 4, 5, 6, 7, 8]);
  });

  it('goes to the real file behind links, dangling ones too, and the link stays', async () => {
    const real = join(folder, 'dotfiles', 'kube');
    mkdirSync(join(folder, 'dotfiles'));
    mkdirSync(join(folder, '.kube'));
    symlinkSync('../dotfiles/kube', config);
    const files = filesWith();
    const { receipt: created } = await files.update(config, append);
    assert.equal(created.realPath, real);
    assert.equal(readFileSync(real, 'utf8'), 'more\n');
    await files.undo(created);
    assert.ok(!existsSync(real));
    writeFileSync(real, 'a\n');
    await files.update(config, append);
    assert.equal(readFileSync(real, 'utf8'), 'a\nmore\n');
    assert.deepEqual(readdirSync(join(folder, '.kube')), ['config']);
    assert.deepEqual(readdirSync(join(folder, 'dotfiles')), ['kube']);
  });

  it('takes one lock where the folder is a link: both names lead to it', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, '.kube'));
    const files = filesWith({ lockTimeoutMs: 500 });
    await files.update(config, append);
    await files.update(config, append);
    assert.equal(readFileSync(join(folder, 'elsewhere', 'config'), 'utf8'), 'more\nmore\n');
    symlinkSync('config', join(folder, 'elsewhere', 'link'));
    await files.update(join(folder, '.kube', 'link'), append);
    assert.equal(readFileSync(config, 'utf8'), 'more\nmore\nmore\n');
    assert.deepEqual(readdirSync(join(folder, 'elsewhere')).sort(), ['config', 'link']);
  });

  it('refuses a link into a folder that is not there, and a circle of links', async () => {
    mkdirSync(join(folder, '.kube'));
    symlinkSync('/nonexistent-drive/kube', config);
    await assert.rejects(filesWith().update(config, append), { code: 'kubeconfigFolderMissing', message: /drive/ });
    const circle = join(folder, 'circle');
    symlinkSync(circle, circle);
    await assert.rejects(filesWith().update(circle, append), { code: 'kubeconfigUnreadable' });
  });

  it('keeps a hard link together', async () => {
    writeConfig('a\n');
    linkSync(config, join(folder, 'twin'));
    const files = filesWith();
    await files.undo((await files.update(config, append)).receipt);
    await files.update(config, append);
    assert.equal(readFileSync(join(folder, 'twin'), 'utf8'), 'a\nmore\n');
  });

  it('refuses what is no UTF-8 text, a folder, a device, and a path through a file', async () => {
    const files = filesWith();
    writeConfig(new Uint8Array([0xff, 0xfe, 0x61, 0x00]));
    assert.equal(await files.read(config), '\uFEFFa');
    await assert.rejects(files.update(config, append), { code: 'kubeconfigNotUtf8', message: /UTF-16/ });
    writeConfig(new Uint8Array([0x61, 0xe9]));
    await assert.rejects(files.read(config), { code: 'kubeconfigNotUtf8' });
    await assert.rejects(files.update(config, append), { code: 'kubeconfigNotUtf8' });
    await assert.rejects(files.update(folder, append), { code: 'kubeconfigUnreadable' });
    await assert.rejects(files.read('/dev/zero'), { code: 'kubeconfigUnreadable' });
    assert.equal(await files.read('/dev/null'), '');
    await assert.rejects(files.update('/dev/null', append), { code: 'kubeconfigUnreadable' });
    await assert.rejects(files.update(join(config, 'x'), append), { code: 'kubeconfigFolderMissing' });
    assert.equal(await files.read(join(folder, 'none')), undefined);
  });

  it('leaves the file alone where no backup can be written', async () => {
    writeConfig('a');
    writeFileSync(join(folder, 'state'), 'a file in the way');
    await assert.rejects(filesWith().update(config, append), { code: 'kubeconfigBackupFailed' });
    assert.equal(readFileSync(config, 'utf8'), 'a');
  });

  it('removes the drafts of a writer that was killed', async () => {
    writeConfig('a');
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(`${config}.lock.${pid}-0123456789ab`, '');
    writeFileSync(join(folder, '.kube', '.config.aks-entra-0123456789ab'), 'half');
    await filesWith().update(config, append);
    assert.deepEqual(readdirSync(join(folder, '.kube')), ['config']);
  });
});

describe("kubectl's lock", () => {
  const lock = () => `${config}.lock`;

  it('is waited for, and the text is read after it is gone', async () => {
    writeConfig('old\n');
    writeFileSync(lock(), '');
    const update = filesWith().update(config, append);
    setTimeout(() => {
      writeFileSync(config, 'new\n');
      rmSync(lock());
    }, 150);
    await update;
    assert.equal(readFileSync(config, 'utf8'), 'new\nmore\n');
  });

  it('is not waited for for ever, and stays', async () => {
    writeConfig('a');
    writeFileSync(lock(), '');
    await assert.rejects(filesWith({ lockTimeoutMs: 100 }).update(config, append), {
      code: 'kubeconfigLocked',
      message: /config\.lock/,
    });
    assert.ok(existsSync(lock()));
    assert.equal(readFileSync(config, 'utf8'), 'a');
  });

  it('is not waited for any longer when the user cancels', async () => {
    writeConfig('a');
    writeFileSync(lock(), '');
    const controller = new AbortController();
    const update = filesWith().update(config, append, { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 50);
    await assert.rejects(update, isCancellation);
    assert.deepEqual(readdirSync(join(folder, '.kube')).sort(), ['config', 'config.lock']);
  });

  it('of another program is taken over after minutes, and said so', async () => {
    writeConfig('a');
    writeFileSync(lock(), '');
    const files = (minutes: number) =>
      filesWith({ lockTimeoutMs: 100, now: () => Date.now() + minutes * 60_000 }).update(config, append);
    await assert.rejects(files(4), { code: 'kubeconfigLocked' });
    await files(6);
    assert.match(warnings.join(), /another program 6 minutes ago/);
    assert.deepEqual(readdirSync(join(folder, '.kube')), ['config']);
  });

  it('of a process on another machine is not taken for dead', async () => {
    writeConfig('a');
    const owner = { tool: 'aks-entra', pid: 4_000_000, host: 'elsewhere', processStart: '1', id: 'x' };
    writeFileSync(lock(), JSON.stringify(owner));
    await assert.rejects(filesWith({ lockTimeoutMs: 50 }).update(config, append), { code: 'kubeconfigLocked' });
    utimesSync(lock(), 1, 1);
    await filesWith({ lockTimeoutMs: 50 }).update(config, append);
  });

  it('is held on the real file too, where the file is named through a link', async () => {
    writeConfig('a');
    const link = join(folder, 'link');
    symlinkSync(config, link);
    writeFileSync(lock(), '');
    await assert.rejects(filesWith({ lockTimeoutMs: 50 }).update(link, append), { code: 'kubeconfigLocked' });
    assert.ok(!existsSync(`${link}.lock`));
  });

  it('is seen by kubectl while a change runs', async () => {
    writeConfig('a');
    await filesWith().update(config, (text) => {
      assert.ok(existsSync(lock()));
      return append(text);
    });
    assert.ok(!existsSync(lock()));
  });

  it('that was taken away meanwhile stops the write', async () => {
    writeConfig('a');
    const update = filesWith().update(config, (text) => {
      writeFileSync(lock(), 'someone else');
      return append(text);
    });
    await assert.rejects(update, { code: 'kubeconfigLocked' });
    assert.equal(readFileSync(config, 'utf8'), 'a');
    assert.equal(readFileSync(lock(), 'utf8'), 'someone else');
  });
});
