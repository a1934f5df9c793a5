import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { personalBackupFolder } from '../../../../src/adapters/kubeconfig/personalBackupFolder.ts';
import { personalDataFolder } from '../../../../src/adapters/files/personalDataFolder.ts';
import {
  pluginCommand,
  type PluginInstallation,
  refreshPlugin,
  removePlugin,
  writeFallback,
} from '../../../../src/adapters/credentialPlugin/pluginFolder.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugin-folder-'));
});
after(() => {
  rmSync(folder, { recursive: true });
});

/** An extension's `dist` of some version, and a data folder that is not there yet. */
function extension(name: string, version: string, dataFolder = join(folder, `data-${name}`)): PluginInstallation {
  const distFolder = join(folder, `dist-${name}-${version}`);
  mkdirSync(join(distFolder, 'plugin'), { recursive: true });
  mkdirSync(join(distFolder, 'cli'), { recursive: true });
  writeFileSync(join(distFolder, 'plugin', 'aks-entra'), `#!/bin/sh\necho ${version}\n`);
  writeFileSync(join(distFolder, 'plugin', 'plugin.cjs'), `// ${version}`);
  writeFileSync(join(distFolder, 'cli.js'), `// ${version}`);
  writeFileSync(join(distFolder, 'cli', 'main.mjs'), `// ${version}`);
  return { dataFolder, distFolder, version, execPath: process.execPath, platform: 'linux' };
}

function installed(dataFolder: string): string {
  return readFileSync(join(dataFolder, 'plugin', 'aks-entra'), 'utf8').replace(/^#!\/bin\/sh\necho (.*)\n$/, '$1');
}

describe('the plugin’s folder', () => {
  it('is made for its user alone, with a launcher that runs and all of the command line', async () => {
    const one = extension('fresh', '1.2.3');
    assert.equal(await refreshPlugin(one), true);
    const { dataFolder } = one;
    const modes = ['.', 'versions', 'plugin/.', 'plugin/aks-entra', 'plugin/cli/main.mjs', 'runtimes'].map((name) =>
      (statSync(join(dataFolder, name)).mode & 0o777).toString(8),
    );
    assert.deepEqual(modes, ['700', '700', '700', '700', '600', '600']);
    assert.match(readlinkSync(join(dataFolder, 'plugin')), /^versions\/1\.2\.3-[0-9a-f]{8}$/);
    assert.equal(readFileSync(join(dataFolder, 'plugin', 'cli.js'), 'utf8'), '// 1.2.3');
    assert.match(readFileSync(join(dataFolder, 'plugin', 'package.json'), 'utf8'), /"type":"module"/);
    assert.deepEqual(readdirSync(dataFolder).toSorted(), ['plugin', 'runtimes', 'versions']);
  });

  it('is for its user alone with a umask that keeps nothing back', async () => {
    const one = extension('umask', '1.0.0');
    const umask = process.umask(0);
    try {
      await refreshPlugin(one);
      await writeFallback(one.dataFolder, 'none');
    } finally {
      process.umask(umask);
    }
    const entries = readdirSync(one.dataFolder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => !each.isSymbolicLink())) {
      const path = join(entry.parentPath, entry.name);
      assert.equal(statSync(path).mode & 0o077, 0, path);
    }
  });

  it('is left as it is by the same version, and replaced by a newer one; the one before stays', async () => {
    const one = extension('newer', '1.0.0');
    await refreshPlugin(one);
    const link = readlinkSync(join(one.dataFolder, 'plugin'));
    assert.equal(await refreshPlugin(one), false);
    assert.equal(readlinkSync(join(one.dataFolder, 'plugin')), link);
    for (const version of ['1.0.1', '1.10.0-beta.2', '1.10.0']) {
      assert.equal(await refreshPlugin(extension('newer', version)), true, version);
      assert.equal(installed(one.dataFolder), version);
    }
    const versions = readdirSync(join(one.dataFolder, 'versions')).map((name) => name.replace(/-[0-9a-f]{8}$/, ''));
    assert.deepEqual(versions.toSorted(), ['1.10.0', '1.10.0-beta.2']);
  });

  it('is never taken back by an older extension', async () => {
    const newer = extension('older', '2.0.0');
    await refreshPlugin(newer);
    for (const version of ['1.9.9', '2.0.0-rc.1']) {
      assert.equal(await refreshPlugin(extension('older', version)), false);
    }
    assert.equal(installed(newer.dataFolder), '2.0.0');
  });

  it('takes another content of the same version', async () => {
    const one = extension('same', '1.0.0');
    await refreshPlugin(one);
    writeFileSync(join(one.distFolder, 'cli', 'main.mjs'), '// other');
    assert.equal(await refreshPlugin(one), true);
    assert.equal(readFileSync(join(one.dataFolder, 'plugin', 'cli', 'main.mjs'), 'utf8'), '// other');
  });

  it('is repaired where something is missing or changed, even by an older extension', async () => {
    const one = extension('damaged', '3.0.0');
    await refreshPlugin(one);
    unlinkSync(join(one.dataFolder, 'plugin', 'cli', 'main.mjs'));
    assert.equal(await refreshPlugin(one), true);
    writeFileSync(join(one.dataFolder, 'plugin', 'aks-entra'), 'other');
    assert.equal(await refreshPlugin(one), true);
    assert.equal(installed(one.dataFolder), '3.0.0');
    unlinkSync(join(one.dataFolder, 'plugin', 'aks-entra'));
    assert.equal(await refreshPlugin(extension('damaged', '2.0.0')), true);
    assert.equal(installed(one.dataFolder), '2.0.0');
  });

  it('takes the place of a folder or of a link that leads nowhere', async () => {
    const one = extension('in-the-way', '1.0.0');
    mkdirSync(join(one.dataFolder, 'plugin'), { recursive: true });
    writeFileSync(join(one.dataFolder, 'plugin', 'x'), '');
    assert.equal(await refreshPlugin(one), true);
    assert.equal(installed(one.dataFolder), '1.0.0');
    rmSync(join(one.dataFolder, 'plugin'));
    symlinkSync('/nonexistent', join(one.dataFolder, 'plugin'));
    assert.equal(await refreshPlugin(one), true);
    assert.equal(installed(one.dataFolder), '1.0.0');
  });

  it('is a folder on Windows, replaced as a whole', async () => {
    const one = { ...extension('windows', '1.0.0'), platform: 'win32' as const };
    await refreshPlugin(one);
    assert.equal(await refreshPlugin(one), false);
    await refreshPlugin({ ...extension('windows', '1.0.1'), platform: 'win32' });
    assert.equal(installed(one.dataFolder), '1.0.1');
    assert.throws(() => readlinkSync(join(one.dataFolder, 'plugin')));
  });

  it('lists the runtimes that are there, the newest first, ten at most', async () => {
    const one = extension('runtimes', '1.0.0');
    const runtimes = Array.from({ length: 12 }, (_, number) => {
      const path = join(folder, `runtime-${number}`);
      writeFileSync(path, '', { mode: 0o755 });
      return path;
    });
    for (const execPath of runtimes) {
      await refreshPlugin({ ...one, execPath });
    }
    const list = () => readFileSync(join(one.dataFolder, 'runtimes'), 'utf8').trimEnd().split('\n');
    assert.deepEqual(list(), runtimes.toReversed().slice(0, 10));
    unlinkSync(runtimes[11] ?? '');
    await refreshPlugin({ ...one, execPath: runtimes[5] ?? '' });
    assert.deepEqual(
      list(),
      [5, 10, 9, 8, 7, 6, 4, 3, 2].map((number) => runtimes[number]),
    );
  });

  it('holds the fallback that was chosen, in one word', async () => {
    const dataFolder = join(folder, 'data-fallback');
    await writeFallback(dataFolder, 'interactive');
    await writeFallback(dataFolder, 'azurecli');
    assert.equal(readFileSync(join(dataFolder, 'fallback'), 'utf8'), 'azurecli\n');
    assert.deepEqual(readdirSync(dataFolder), ['fallback']);
  });

  it('is refused where it is a link or others may write to it, and its links are not followed', async () => {
    const one = extension('unsafe', '1.0.0');
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), one.dataFolder);
    await assert.rejects(refreshPlugin(one), { code: 'dataFolderUnsafe', message: /Move it away/ });
    await assert.rejects(removePlugin(one.dataFolder, 'linux'), { code: 'dataFolderUnsafe' });
    unlinkSync(one.dataFolder);
    mkdirSync(one.dataFolder);
    chmodSync(one.dataFolder, 0o777);
    await assert.rejects(refreshPlugin(one), { code: 'dataFolderUnsafe' });
    await assert.rejects(writeFallback(one.dataFolder, 'none'), { code: 'dataFolderUnsafe' });
    chmodSync(one.dataFolder, 0o700);
    symlinkSync(join(folder, 'elsewhere'), join(one.dataFolder, 'versions'));
    await assert.rejects(refreshPlugin(one), { code: 'dataFolderUnsafe' });
    assert.deepEqual(readdirSync(join(folder, 'elsewhere')), []);
  });

  it('of somebody else is refused', { skip: isRoot ? false : 'needs root' }, async () => {
    const one = extension('foreign', '1.0.0');
    mkdirSync(one.dataFolder, { mode: 0o700 });
    chownSync(one.dataFolder, nobody, nobody);
    await assert.rejects(refreshPlugin(one), { code: 'dataFolderUnsafe' });
    await assert.rejects(removePlugin(one.dataFolder, 'linux'), { code: 'dataFolderUnsafe' });
    assert.equal(existsSync(one.dataFolder), true);
  });

  it('goes with everything in it but a file that says so, and not with what its links lead to', async () => {
    const one = extension('removed', '1.0.0');
    await refreshPlugin(one);
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    writeFileSync(join(kept, 'file'), '');
    symlinkSync(kept, join(one.dataFolder, 'link'));
    for (const time of ['first', 'second']) {
      await removePlugin(one.dataFolder, 'linux');
      assert.deepEqual(readdirSync(one.dataFolder, { recursive: true }), ['plugin', 'plugin/aks-entra'], time);
    }
    assert.equal(existsSync(join(kept, 'file')), true);
  });

  it('goes as a whole where there was no plugin', async () => {
    const dataFolder = join(folder, 'data-without-plugin');
    await writeFallback(dataFolder, 'none');
    await removePlugin(dataFolder, 'linux');
    assert.equal(existsSync(dataFolder), false);
    await removePlugin(dataFolder, 'linux');
  });

  it('leaves the kubeconfig’s backups, which have the same folder on Windows and macOS', async () => {
    for (const platform of ['win32', 'darwin'] as const) {
      const dataFolder = personalDataFolder({}, folder, platform);
      const backups = personalBackupFolder({}, folder, platform);
      assert.ok(backups.replaceAll('\\', '/').startsWith(`${dataFolder.replaceAll('\\', '/')}/`), backups);
    }
    const one = extension('with-backups', '1.0.0');
    await refreshPlugin(one);
    mkdirSync(join(one.dataFolder, 'backups'));
    writeFileSync(join(one.dataFolder, 'backups', 'one.yaml'), '');
    await removePlugin(one.dataFolder, 'linux');
    const left = ['backups', 'backups/one.yaml', 'plugin', 'plugin/aks-entra'];
    assert.deepEqual(readdirSync(one.dataFolder, { recursive: true }).toSorted(), left);
    await removePlugin(one.dataFolder, 'linux');
    assert.deepEqual(readdirSync(one.dataFolder, { recursive: true }).toSorted(), left);
  });
});

describe('several VS Codes that start at once', () => {
  it('end with the newest plugin, whole at every moment, and no leftovers', async () => {
    const dataFolder = join(folder, 'data-together');
    const versions = ['1.0.0', '1.0.3', '1.0.1', '1.0.4', '1.0.2', '1.0.4'];
    await refreshPlugin(extension('together', '0.9.0', dataFolder));
    const module = join(import.meta.dirname, '../../../../src/adapters/credentialPlugin/pluginFolder.ts');
    const windows = versions.map((version) => {
      const text = `const { refreshPlugin } = await import(${JSON.stringify(module)});
        await refreshPlugin(${JSON.stringify(extension('together', version, dataFolder))});`;
      return spawn(process.execPath, ['--input-type=module', '-e', text], { stdio: ['ignore', 'inherit', 'inherit'] });
    });
    let looks = 0;
    const timer = setInterval(() => {
      looks++;
      assert.match(installed(dataFolder), /^[\d.]+$/);
    }, 2);
    const codes = await Promise.all(
      windows.map(
        (window) =>
          new Promise((resolve) =>
            window.once('close', (code) => {
              resolve(code);
            }),
          ),
      ),
    );
    clearInterval(timer);
    assert.deepEqual(new Set(codes), new Set([0]));
    assert.ok(looks > 20);
    assert.equal(installed(dataFolder), '1.0.4');
    assert.deepEqual(readdirSync(dataFolder).toSorted(), ['plugin', 'runtimes', 'versions']);
    assert.equal(readdirSync(join(dataFolder, 'versions')).length, 2);
  });
});

describe('the data folder', () => {
  it('is the system’s own place for it', () => {
    assert.equal(personalDataFolder({}, '/home/a', 'linux'), '/home/a/.local/share/aks-entra');
    assert.equal(personalDataFolder({ XDG_DATA_HOME: '/x' }, '/home/a', 'linux'), '/x/aks-entra');
    assert.equal(personalDataFolder({ XDG_DATA_HOME: 'x' }, '/home/a', 'linux'), '/home/a/.local/share/aks-entra');
    assert.equal(
      personalDataFolder({ XDG_DATA_HOME: '/x' }, '/Users/a', 'darwin'),
      '/Users/a/Library/Application Support/aks-entra',
    );
    assert.equal(personalDataFolder({ LOCALAPPDATA: 'D:\\l' }, 'C:\\Users\\a', 'win32'), 'D:\\l\\aks-entra');
    assert.equal(personalDataFolder({}, 'C:\\Users\\a', 'win32'), 'C:\\Users\\a\\AppData\\Local\\aks-entra');
  });
});

describe('the command of a kubeconfig', () => {
  it('is the launcher, or VS Code’s own program on Windows', () => {
    assert.deepEqual(pluginCommand('/d/aks-entra', 'linux', '/usr/share/code/code'), {
      command: '/d/aks-entra/plugin/aks-entra',
      args: [],
      env: {},
    });
    assert.deepEqual(pluginCommand('C:\\d', 'win32', 'C:\\Code.exe'), {
      command: 'C:\\Code.exe',
      args: ['C:\\d\\plugin\\plugin.cjs'],
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
  });
});
