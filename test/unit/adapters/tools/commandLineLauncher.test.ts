import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { writeCommandLine } from '../../../../src/adapters/tools/commandLineLauncher.ts';

describe('writeCommandLine', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "aks-entra it's $HOME "));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const script = path.join(folder, 'cli "1".js');
  const bin = path.join(folder, 'bin');

  it('starts the script with the given Node, and hands on each argument as it is', async (t) => {
    if (process.platform === 'win32') {
      t.skip('the other one');
      return;
    }
    writeFileSync(script, 'console.log(JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE]))');
    const parts = { folder: bin, platform: process.platform, execPath: process.execPath, script };
    await writeCommandLine({ ...parts, script: '/gone.js' });
    await writeCommandLine(parts);
    await writeCommandLine(parts);
    assert.deepEqual(readdirSync(bin), ['aks-entra']);
    const args = ['doctor', 'a b', '$HOME', "it's", '', '*'];
    const { stdout } = await promisify(execFile)(path.join(bin, 'aks-entra'), args);
    assert.deepEqual(JSON.parse(stdout), [args, '1']);
  });

  it('is a .cmd on Windows', async () => {
    const parts = { folder: bin, platform: 'win32', execPath: 'C:\\100%\\Code.exe', script: 'C:\\x y\\cli.js' };
    await writeCommandLine(parts);
    assert.equal(
      readFileSync(path.join(bin, 'aks-entra.cmd'), 'utf8'),
      '@echo off\r\nsetlocal\r\nset ELECTRON_RUN_AS_NODE=1\r\n"C:\\100%%\\Code.exe" "C:\\x y\\cli.js" %*\r\n',
    );
  });
});
