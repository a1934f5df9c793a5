import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { programName } from '../../../../src/adapters/credentialPlugin/programName.ts';
import { findOnPath } from '../../../vscode/findOnPath.ts';

const folder = mkdtempSync(join(tmpdir(), 'aks-entra-name-'));
const started: ChildProcess[] = [];
after(() => {
  for (const child of started) {
    child.kill();
  }
  rmSync(folder, { recursive: true });
});

/** A process that goes by this name, and says its own process id and that of what it started. */
async function start(name: string, args: readonly string[], uid?: number): Promise<number> {
  const program = join(folder, name);
  copyFileSync(findOnPath('bash') ?? '', program);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], ...(uid === undefined ? {} : { uid }) });
  started.push(child);
  const [pid] = (await child.stdout.setEncoding('utf8').take(1).toArray()) as string[];
  return Number(pid);
}

/** Tells its id and waits for its end. */
const itself = ['-c', 'echo $$; read -r line'];

describe('the name of a program', { skip: process.platform === 'linux' ? false : 'needs /proc' }, () => {
  it('is what it calls itself', async () => {
    assert.equal(await programName(await start('lens', itself)), 'lens');
    assert.equal(await programName(await start('a) S 1 (b', itself)), 'a) S 1 (b');
  });

  it('is its file’s where it calls itself as every program of Node does', async () => {
    assert.equal(await programName(process.pid), basename(process.execPath));
  });

  it('is that of who started the shell which started the plugin, and no further', async () => {
    const shell = join(folder, 'sh');
    copyFileSync(findOnPath('bash') ?? '', shell);
    const script = `echo $$; read -r line`;
    assert.equal(await programName(await start('fabric8', ['-c', `${shell} -c '${script}'; true`])), 'fabric8');
    assert.equal(await programName(await start('bash', ['-c', `${shell} -c '${script}'; true`])), 'bash');
  });

  it('is none where nobody should read it, or there is no such process', async () => {
    for (const name of ['büro', 'a\u202eb', 'a\nb']) {
      assert.equal(await programName(await start(name, itself)), undefined, name);
    }
    for (const pid of [0, -1, 2 ** 31]) {
      assert.equal(await programName(pid), undefined);
    }
  });

  it('is none of somebody else’s', { skip: process.getuid?.() === 0 ? false : 'needs root' }, async () => {
    chmodSync(folder, 0o755);
    assert.equal(await programName(await start('theirs', itself, 65_534)), undefined);
  });
});
