import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TokenBroker } from '../../../../src/adapters/credentialPlugin/tokenBroker.ts';
import type { WindowSocketPlace } from '../../../../src/adapters/credentialPlugin/windowSocket.ts';

const uninstall = path.join(import.meta.dirname, '../../../../dist/uninstall.mjs');
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the uninstall hook', () => {
  let home: string;
  let dataFolder: string;
  let runtimeFolder: string;

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'aks-entra-uninstall-'));
    dataFolder = path.join(home, '.local', 'share', 'aks-entra');
    runtimeFolder = path.join(home, 'run');
    mkdirSync(path.join(dataFolder, 'versions', '0.1.0'), { recursive: true, mode: 0o700 });
    mkdirSync(path.join(dataFolder, 'windows'), { mode: 0o700 });
    mkdirSync(path.join(runtimeFolder, 'aks-entra'), { recursive: true, mode: 0o700 });
    symlinkSync('versions/0.1.0', path.join(dataFolder, 'plugin'));
    writeFileSync(path.join(dataFolder, 'clusters.json'), '{}', { mode: 0o600 });
    writeFileSync(path.join(home, '.local', 'share', 'other.txt'), 'not ours');
  });

  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it('removes the sockets and all of the data folder but a file in the plugin’s place, and nothing else', () => {
    assert.deepEqual(run(), { status: 0, stderr: '' });
    assert.deepEqual(readdirSync(path.join(home, '.local', 'share')).toSorted(), ['aks-entra', 'other.txt']);
    assert.deepEqual(readdirSync(dataFolder, { recursive: true }), ['plugin', path.join('plugin', 'aks-entra')]);
    assert.deepEqual(readdirSync(runtimeFolder), []);
  });

  it('is content where there is nothing', () => {
    rmSync(path.join(home, '.local'), { recursive: true });
    assert.deepEqual(run(), { status: 0, stderr: '' });
  });

  it('leaves everything to another VS Code that still answers kubectl', async () => {
    const place: WindowSocketPlace = {
      env: { XDG_RUNTIME_DIR: runtimeFolder },
      platform: process.platform,
      windowsFolder: path.join(dataFolder, 'windows'),
      temporaryFolder: home,
      hostName: hostname(),
      pid: process.pid,
    };
    const answer = (): Promise<never> => Promise.reject(new Error('not asked'));
    const broker = new TokenBroker({ place, dataFolder, answer, logger: quiet });
    await broker.start();
    try {
      // Its socket is in this process, which a synchronous spawn stops; the kernel takes the connection all the same.
      assert.equal(run().status, 0);
      assert.ok(existsSync(path.join(dataFolder, 'clusters.json')));
    } finally {
      broker.dispose();
    }
    assert.equal(run().status, 0);
    assert.deepEqual(readdirSync(dataFolder), ['plugin']);
  });

  it('follows no link to somebody else’s folder', () => {
    const elsewhere = path.join(home, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'mine.txt'), 'mine');
    rmSync(dataFolder, { recursive: true });
    symlinkSync(elsewhere, dataFolder);
    assert.equal(run().status, 1);
    assert.deepEqual(readdirSync(elsewhere), ['mine.txt']);
  });

  function run(): { status: number | null; stderr: string } {
    const env = { HOME: home, XDG_RUNTIME_DIR: runtimeFolder };
    const { status, stderr } = spawnSync(process.execPath, [uninstall], { env, encoding: 'utf8' });
    return { status, stderr: status === 0 ? stderr : '' };
  }
});
