import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
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
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { KubeconfigFiles } from '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';

const writer = join(import.meta.dirname, 'kubeconfigFilesWriter.ts');
/** 300 in the long run: `KUBECONFIG_KILLS=300`. */
const kills = Number(process.env['KUBECONFIG_KILLS'] ?? 24);
const nobody = 65_534;

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-processes-'));
});
after(() => {
  rmSync(folder, { recursive: true });
});

function startWriter(config: string, label: string, count: number): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [writer, config, join(folder, 'backups'), label, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return { child, output: () => output };
}

function closed(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}

describe('several processes', () => {
  it('write 200 times at once and nothing is lost', async () => {
    const config = join(folder, 'parallel');
    writeFileSync(config, 'kind: Config\n');
    const writers = ['a', 'b', 'c', 'd'].map((label) => startWriter(config, label, 50));
    assert.deepEqual(await Promise.all(writers.map(({ child }) => closed(child))), [0, 0, 0, 0]);
    const expected = writers.flatMap(({ output }) => output().trimEnd().split('\n'));
    assert.equal(expected.length, 200);
    assert.deepEqual(new Set(contextNamesIn(config)), new Set(expected));
    assert.deepEqual(leftBehind('parallel'), []);
  });

  it(`are killed ${kills} times at random moments: the file is whole, and the next writer gets through at once`, async () => {
    const config = join(folder, 'killed');
    writeFileSync(config, 'kind: Config\n');
    let done = '';
    for (let kill = 0; kill < kills; kill++) {
      const { child, output } = startWriter(config, `k${kill}`, 10_000);
      const end = closed(child);
      const started = performance.now();
      while (output() === '') {
        assert.ok(child.exitCode === null && performance.now() - started < 20_000, 'the writer did not get through');
        await delay(5);
      }
      await delay(Math.random() * 30);
      child.kill('SIGKILL');
      await end;
      done += output();
      const present = wholeContextsIn(config);
      const reported = done.trimEnd().split('\n');
      for (const name of reported) {
        assert.ok(present.includes(name), `lost ${name}`);
      }
      // Each one that was killed may have got as far as the write, and not as far as saying so.
      assert.ok(present.length <= reported.length + kill + 1, 'neither the old file nor the new one');
    }
    const started = performance.now();
    const files = filesIn(folder);
    await files.update(config, (text) => ({ text: `${text ?? ''}# last\n` }));
    assert.ok(performance.now() - started < 8_000, 'waited for a dead process');
    assert.deepEqual(leftBehind('killed'), []);
  });
});

describe('a reader', () => {
  it('sees the old file or the new one whole, at any moment', async () => {
    const config = join(folder, 'read');
    // So long that writing it takes a while, and each state has one letter only.
    const stateOf = (letter: string) => letter.repeat(3_000_000);
    writeFileSync(config, stateOf('a'));
    const script = `
      const { readFileSync } = require('node:fs');
      const seen = { whole: 0, torn: 0, letters: new Set() };
      process.on('message', () => { process.send({ ...seen, letters: [...seen.letters] }); process.exit(); });
      const look = () => {
        const text = readFileSync(${JSON.stringify(config)}, 'latin1');
        if (text === text.charAt(0).repeat(3_000_000)) seen.whole++;
        else seen.torn++;
        seen.letters.add(text.charAt(0));
        setImmediate(look);
      };
      look();`;
    const reader = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const files = filesIn(folder);
    for (const letter of 'bcdefghijklmnopqrstuvwxyz') {
      await files.update(config, () => ({ text: stateOf(letter) }));
    }
    const answer = new Promise<{ whole: number; torn: number; letters: string[] }>((resolve) => {
      reader.once('message', (seen) => {
        resolve(seen as { whole: number; torn: number; letters: string[] });
      });
    });
    reader.send('tell');
    const { whole, torn, letters } = await answer;
    assert.equal(torn, 0, `of ${whole + torn} reads`);
    assert.ok(letters.length > 5, `only ${letters.length} states were seen in ${whole} reads`);
  });
});

/** Fails where a context is there without its cluster or its user, as in half of a write. */
function wholeContextsIn(config: string): string[] {
  const { contexts } = readContexts(readFileSync(config, 'utf8'));
  for (const { contextName, server, kind } of contexts) {
    assert.ok(server !== undefined && kind === 'static', `${contextName} is not whole`);
  }
  return contexts.map(({ contextName }) => contextName);
}

/** Fails on a file that cannot be parsed. */
function contextNamesIn(config: string): string[] {
  return readContexts(readFileSync(config, 'utf8')).contexts.map(({ contextName }) => contextName);
}

function leftBehind(name: string): string[] {
  return readdirSync(folder).filter((file) => file !== name && file.includes(name));
}

describe(
  'without permission',
  { skip: process.getuid?.() === 0 ? false : 'needs root, to become somebody else' },
  () => {
    /** Runs one update as an unprivileged user and returns what it rejected with. */
    function updateAsNobody(config: string): { code: string; message: string } | undefined {
      const backups = join(config, '..', 'backups-of-nobody');
      const script = `
      process.setgroups([]); process.setgid(${nobody}); process.setuid(${nobody});
      const { KubeconfigFiles } = await import(${JSON.stringify(join(import.meta.dirname, '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts'))});
      const files = new KubeconfigFiles({ env: {}, home: () => Promise.resolve('/'), platform: 'linux', backupDirectory: ${JSON.stringify(backups)}, lockTimeoutMs: 100 });
      try { await files.update(${JSON.stringify(config)}, (text) => ({ text: text + 'more' })); console.log('null'); }
      catch ({ code, message }) { console.log(JSON.stringify({ code, message })); }`;
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
      });
      assert.notEqual(stdout, '', stderr);
      return (JSON.parse(stdout) as { code: string; message: string } | null) ?? undefined;
    }

    function place(name: string, folderMode: number, owner: number, mode: number): string {
      chmodSync(folder, 0o755);
      const own = join(folder, name);
      mkdirSync(own);
      const config = join(own, 'config');
      writeFileSync(config, 'a');
      chownSync(config, owner, owner);
      chmodSync(config, mode);
      chownSync(own, nobody, nobody);
      chmodSync(own, folderMode);
      return config;
    }

    it('of nothing, the write succeeds', () => {
      const config = place('fine', 0o700, nobody, 0o600);
      assert.equal(updateAsNobody(config), undefined);
      assert.equal(readFileSync(config, 'utf8'), 'amore');
    });

    it('to write the file, it is read-only', () => {
      const config = place('read-only', 0o700, nobody, 0o400);
      const error = updateAsNobody(config);
      assert.equal(error?.code, 'kubeconfigReadOnly');
      assert.match(error.message, /permissions/);
      assert.equal(readFileSync(config, 'utf8'), 'a');
    });

    it('to write the folder, it is read-only', () => {
      const config = place('folder', 0o500, nobody, 0o600);
      assert.equal(updateAsNobody(config)?.code, 'kubeconfigReadOnly');
    });

    it('to read the file, it is unreadable', () => {
      assert.equal(updateAsNobody(place('unreadable', 0o700, 0, 0o600))?.code, 'kubeconfigUnreadable');
    });

    it('to own the file, it is another user’s', () => {
      const config = place('foreign', 0o700, 0, 0o666);
      const error = updateAsNobody(config);
      assert.equal(error?.code, 'kubeconfigForeignOwner');
      assert.deepEqual(
        readdirSync(join(config, '..')).filter((name) => !name.startsWith('backups')),
        ['config'],
      );
    });

    it('but as root, the owner of the file stays', async () => {
      const config = place('owned', 0o700, nobody, 0o640);
      const files = filesIn(folder);
      await files.update(config, (text) => ({ text: `${text ?? ''}more` }));
      const stat = spawnSync('stat', ['-c', '%u %g %a', config], { encoding: 'utf8' }).stdout;
      assert.equal(stat, `${nobody} ${nobody} 640\n`);
    });
  },
);

describe('where mounting is allowed', { skip: canMount() ? false : 'mount(8) is not allowed here' }, () => {
  it('a bind-mounted file, which cannot be renamed over, is written in place', async () => {
    const [outside, inside] = [join(folder, 'outside'), join(folder, 'inside')];
    writeFileSync(outside, 'a longer text\n', { mode: 0o640 });
    writeFileSync(inside, '');
    run('/bin/mount', '--bind', outside, inside);
    try {
      const files = filesIn(folder);
      const { receipt } = await files.update(inside, () => ({ text: 'short\n' }));
      assert.equal(readFileSync(outside, 'utf8'), 'short\n');
      assert.equal(statSync(outside).mode & 0o777, 0o640);
      await files.undo(receipt);
      assert.equal(readFileSync(outside, 'utf8'), 'a longer text\n');
      assert.deepEqual(leftBehind('inside'), []);
    } finally {
      run('/bin/umount', inside);
    }
  });

  it('a full disk leaves the file as it was, and is said', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    run('/bin/mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk);
    try {
      const config = join(disk, 'config');
      writeFileSync(config, 'a'.repeat(20_000));
      const update = filesIn(folder).update(config, (text) => ({ text: `${text ?? ''}${'b'.repeat(60_000)}` }));
      await assert.rejects(update, { code: 'kubeconfigDiskFull' });
      assert.equal(readFileSync(config, 'utf8'), 'a'.repeat(20_000));
      assert.deepEqual(readdirSync(disk), ['config']);
    } finally {
      run('/bin/umount', disk);
    }
  });
});

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'kubeconfig-mount-'));
  try {
    if (spawnSync('/bin/mount', ['-t', 'tmpfs', 'tmpfs', place]).status !== 0) {
      return false;
    }
    run('/bin/umount', place);
    return true;
  } finally {
    rmSync(place, { recursive: true });
  }
}

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

function filesIn(home: string): KubeconfigFiles {
  return new KubeconfigFiles({
    env: {},
    home: () => Promise.resolve(home),
    platform: process.platform,
    backupDirectory: join(home, 'backups'),
  });
}
