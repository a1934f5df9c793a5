import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { execCredential } from '../core/kubeconfig/armCredentials.ts';
import { cliHome } from './cliHome.ts';
import { cliScript, runCli } from './runCli.ts';

const at = cliHome();
const aks1 = `# mine\n${execCredential({ name: 'aks1' })}`;
/** Much longer than the first, and grows with the conversion. */
const many = `${execCredential({ name: 'aks2' })}# ${'x'.repeat(100_000)}\n`;
const isRoot = process.getuid?.() === 0;
/** Whom permissions hold back. */
const user = isRoot ? { uid: 65_534, gid: 65_534 } : {};
const isNodeForAll = spawnSync(process.execPath, ['--version'], user).status === 0;

/** Two files in folders of their own, both of them to be converted. */
function twoFiles(second = execCredential({ name: 'aks2' })) {
  const [one, two] = [join(at.home, 'first/one'), join(at.home, 'second/two')];
  for (const [path, text] of [
    [one, aks1],
    [two, second],
  ] as const) {
    mkdirSync(dirname(path));
    writeFileSync(path, text);
    chmodSync(path, 0o640);
  }
  return { one, two, second, env: { KUBECONFIG: `${one}:${two}` } };
}

function giveAway(): void {
  chmodSync(dirname(at.home), 0o755);
  chmodSync(dirname(cliScript), 0o755);
  for (const path of [
    at.home,
    ...readdirSync(at.home, { recursive: true }).map((name) => join(at.home, String(name))),
  ]) {
    chownSync(path, user.uid ?? -1, user.gid ?? -1);
  }
}

function assertUntouched({ one, two, second }: ReturnType<typeof twoFiles>): void {
  assert.equal(readFileSync(one, 'utf8'), aks1);
  assert.equal(readFileSync(two, 'utf8'), second);
  assert.equal(statSync(one).mode & 0o777, 0o640);
  assert.deepEqual([readdirSync(dirname(one)), readdirSync(dirname(two))], [['one'], ['two']]);
}

const backupsIn = (home: string) => readdirSync(join(home, '.local/state/aks-entra/backups'));
const convert = ['convert-kubeconfig', '-l', 'spn', '--client-id', 'longer'.repeat(100)];

describe('cli.js, where the second of two files refuses', () => {
  const refusals = {
    'is read-only': { path: 'second/two', mode: 0o440 },
    'lies in a read-only folder': { path: 'second', mode: 0o555 },
  };
  for (const [what, { path, mode }] of Object.entries(refusals)) {
    it(`since it ${what}, converts neither`, { skip: isNodeForAll ? false : 'needs another user' }, async () => {
      const files = twoFiles();
      giveAway();
      const refusing = join(at.home, path);
      const usual = statSync(refusing).mode;
      chmodSync(refusing, mode);
      const { exitCode, stdout, stderr } = await runCli(at.home, convert, { env: files.env, user });
      chmodSync(refusing, usual);
      assert.deepEqual([exitCode, stdout], [1, '']);
      assert.match(stderr, new RegExp(`^Error: ${files.two} may not be written by you\\. .*\\n$`));
      assert.ok(stderr.includes(`What had been written to ${files.one} was undone.`), stderr);
      assertUntouched(files);
    });
  }

  it('since it is read-only, merges into neither', { skip: isNodeForAll ? false : 'needs another user' }, async () => {
    const files = twoFiles();
    const source = join(at.home, 'source');
    for (const name of ['aks1', 'aks2']) {
      const input = execCredential({ name, server: 'https://another.example:443' });
      await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', source], { input });
    }
    giveAway();
    chmodSync(files.two, 0o440);
    const args = ['merge-kubeconfig', '--from', source, '--on-conflict', 'overwrite'];
    const { exitCode, stdout, stderr } = await runCli(at.home, args, { env: files.env, user });
    chmodSync(files.two, 0o640);
    assert.deepEqual([exitCode, stdout], [1, '']);
    assert.ok(stderr.includes(`Error: ${files.two} may not be written by you.`), stderr);
    assert.ok(stderr.includes(`What had been written to ${files.one} was undone.`), stderr);
    assertUntouched(files);
  });

  /** Standing in for a full disk: no file may get larger. POSIX counts blocks of 512 bytes. */
  const limitedTo = (bytes: number) => ['sh', '-c', `ulimit -f ${Math.ceil(bytes / 512)}; exec "$@"`, 'sh'];

  it('since it does not fit on the disk any more, converts neither, and keeps no backup of what was left', async () => {
    const files = twoFiles(`${many}#${' '.repeat(512 - ((many.length + 2) % 512))}\n`);
    assert.equal(files.second.length % 512, 0);
    const { exitCode, stderr } = await runCli(at.home, convert, {
      env: files.env,
      through: limitedTo(files.second.length),
    });
    assert.equal(exitCode, 1);
    assert.match(stderr, new RegExp(`^Error: ${files.two} was left as it was: .*ulimit`));
    assert.ok(stderr.includes(`What had been written to ${files.one} was undone.`), stderr);
    assertUntouched(files);
    assert.deepEqual(
      backupsIn(at.home).map((name) => name.split('-')[0]),
      ['one'],
    );
  });

  it('since no backup of it fits on the disk, converts neither, and leaves no half backup', async () => {
    const files = twoFiles(many);
    const { exitCode, stderr } = await runCli(at.home, convert, { env: files.env, through: limitedTo(20_000) });
    assert.equal(exitCode, 1);
    assert.match(stderr, new RegExp(`^Error: ${files.two} was left as it was: `));
    assert.ok(stderr.includes(`What had been written to ${files.one} was undone.`), stderr);
    assertUntouched(files);
    assert.deepEqual(
      backupsIn(at.home).map((name) => name.split('-')[0]),
      ['one'],
    );
  });
});
