import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { ProgramKubeconfigFiles } from '../../../../src/adapters/credentialPlugin/programKubeconfigFiles.ts';
import type { TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import type { FileIdentity, UnnamedRequest } from '../../../../src/core/credentialPlugin/unnamedRequest.ts';
import {
  clusterEntry,
  contextEntry,
  key,
  kubeconfig,
  others,
  own,
  prod,
  staticUser,
  userEntry,
} from '../../core/programKubeconfigs/ownKubeconfig.ts';

const bigOwn = kubeconfig({
  clusters: [clusterEntry(), ...many((name) => clusterEntry(name, { server: `https://${name}` }))],
  contexts: [contextEntry(), ...many((name) => contextEntry(name, name, name))],
  users: [userEntry(), ...many(staticUser)],
});
const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

describe('the kubeconfigs of programs that do not name their cluster', { skip: isWindows }, () => {
  const folder = realpathSync(mkdtempSync(path.join(homedir(), '.aks-entra-test-')));
  const formerHome = process.env['HOME'];
  const files = new ProgramKubeconfigFiles();

  before(() => {
    process.env['HOME'] = folder;
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
  });
  after(() => {
    process.env['HOME'] = formerHome;
    rmSync(folder, { recursive: true });
  });

  function make(name: string, content: string | Uint8Array = own, mode = 0o600): string {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
    return file;
  }

  /** As the plugin sees it. */
  function requestOf(kubeconfigPath: string | undefined, changes: Partial<UnnamedRequest> = {}): UnnamedRequest {
    const paths = kubeconfigPath?.split(':') ?? [path.join(folder, '.kube', 'config')];
    const seen = (): FileIdentity[] =>
      paths.flatMap((each): FileIdentity[] => {
        const { ino, size } = statSync(each, { bigint: true, throwIfNoEntry: false }) ?? {};
        return ino === undefined ? [] : [{ inode: String(ino), size: Number(size) }];
      });
    return {
      kubeconfig: kubeconfigPath,
      home: folder,
      parentPid: undefined,
      ...changes,
      files: changes.files ?? seen(),
    };
  }

  async function refused(request: UnnamedRequest, message: RegExp, entries: readonly TrustedCluster[] = [prod]) {
    await assert.rejects(files.assertLeadTo(entries, request), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'kubeconfigsLeadElsewhere', error.stack);
      assert.match(error.message, message);
      assert.ok(!error.message.includes(key) && !error.message.includes('\n'), error.message);
      return true;
    });
  }

  it('pass where they lead to the trusted cluster', async () => {
    const file = make('config');
    await files.assertLeadTo([prod], requestOf(file));
    await files.assertLeadTo([prod], requestOf(`${make('others', others)}:${file}`));
    await files.assertLeadTo([prod], requestOf(`${file}:${file}`));
    await files.assertFilesLeadTo([prod], [file]);
    make('.kube/config');
    await files.assertLeadTo([prod], requestOf(undefined));
    await files.assertLeadTo([prod], requestOf(undefined, { kubeconfig: '' }));
  });

  it('are KUBECONFIG’s and those of the consent', async () => {
    const file = make('config');
    const evil = kubeconfig({
      clusters: [clusterEntry('evil', { server: 'https://evil.example' })],
      contexts: [contextEntry('evil', 'evil')],
    });
    const foreign = make('foreign', evil);
    await refused(requestOf(`${foreign}:${file}`), /foreign could send this sign-in elsewhere/);
    await refused(requestOf(`${file}:${foreign}`), /foreign could send this sign-in elsewhere/);
    const allowed = (...kubeconfigs: string[]) => [{ ...prod, consent: { kubeconfigs } }];
    await files.assertLeadTo(allowed(file), requestOf(file));
    await refused(requestOf(file), /foreign could send this sign-in elsewhere/, allowed(file, foreign));
    await refused(requestOf(file), /gone does not exist/, allowed(path.join(folder, 'gone')));
    await refused(requestOf(file), /config is not a plain absolute path/, allowed('config'));
    await assert.rejects(files.assertFilesLeadTo(allowed(file), [foreign]), { code: 'kubeconfigsLeadElsewhere' });
    await assert.rejects(files.assertFilesLeadTo([prod], ['config']), { code: 'kubeconfigsLeadElsewhere' });
  });

  it('are not those of a program that is given a path or merges by itself: who has the key and a harmless KUBECONFIG gets through', async () => {
    // The limit of it, written down: nothing of what the program really reads is seen here.
    const harmless = make('config');
    make('elsewhere', own.replaceAll(prod.server, 'https://evil.example'));
    await files.assertLeadTo([prod], requestOf(harmless));
  });

  it('are not named by the key, which would be told then', async () => {
    const file = make('config');
    for (const name of [key, `${'a'.repeat(180)}${key}`]) {
      await refused(requestOf(`${file}:${path.join(folder, 'b'.repeat(120), name)}`, { files: [] }), /names a file/);
      const named = make(path.join('b'.repeat(120), name));
      await refused(requestOf(`${file}:${named}`), /^((?!0123456789).)*KUBECONFIG names a file by/);
    }
  });

  it('are not so large together that VS Code stands still for long', async () => {
    const file = make('config');
    const large = ['a', 'b', 'c'].map((name) => make(name, `# ${'x'.repeat(4 * 1024 * 1024)}\n`));
    await files.assertLeadTo([prod], requestOf([file, ...large.slice(1)].join(':')));
    await refused(requestOf([file, ...large].join(':')), /c and the files before it are larger than 10 MB together/);
    await refused(requestOf(Array(4).fill(large[0]).join(':')), /a and the files before it are larger/);
    const allowed = [{ ...prod, consent: { kubeconfigs: large } }];
    await refused(requestOf(file), /c and the files before it are larger than 10 MB together/, allowed);
  });

  it('are named plainly', async () => {
    const file = make('config');
    for (const list of ['config', './config', '~/config', '../config', `${folder}/x/../config`]) {
      await refused(requestOf(list), /^[^/]*KUBECONFIG holds an entry that is not a plain absolute path/);
    }
    for (const list of [`${file}::${file}`, `${file}:`, `:${file}`, ':', ' ', `${file}: :${file}`]) {
      await refused(requestOf(list), /KUBECONFIG holds an empty entry/);
    }
    for (const odd of ['"', '\\', "'", ';', '*', '$', '\n', '\t', 'ä', '\u202e', '\x7f']) {
      await refused(requestOf(`${file}${odd}`, { files: [] }), /KUBECONFIG holds a character/);
    }
    await refused(requestOf(Array(51).fill(file).join(':')), /more than 50 files/);
  });

  it('are looked for in the home folder of VS Code alone where KUBECONFIG is not set', async () => {
    make('.kube/config');
    for (const home of [undefined, '', '/', `${folder}/`, path.dirname(folder)]) {
      await refused(requestOf(undefined, { home }), /HOME is not the home folder of VS Code/);
    }
    const file = make('config');
    await files.assertLeadTo([prod], requestOf(file, { home: undefined }));
  });

  it('are the same where the program runs', async () => {
    const file = make('config');
    const { files: identities } = requestOf(file);
    const [right = { inode: '', size: 0 }] = identities;
    await refused(requestOf(file, { files: [] }), /KUBECONFIG names a file that is not there/);
    await refused(requestOf(file, { files: [right, right] }), /KUBECONFIG names a file that is not there/);
    await refused(requestOf(file, { files: [{ ...right, inode: '1' }] }), /is another file/);
    await refused(requestOf(file, { files: [{ ...right, size: right.size + 1 }] }), /is another file/);
    await refused(requestOf(file, { files: [{ ...right, size: 0.5 }] }), /is another file/);
    const other = make('others', others);
    const both = requestOf(`${file}:${other}`);
    await files.assertLeadTo([prod], both);
    await refused({ ...both, files: both.files.toReversed() }, /is another file/);
  });

  it('are this user’s own files, through links too, to which nobody else may write', async () => {
    const file = make('real/config');
    const link = path.join(folder, 'link');
    symlinkSync('real/./../real/config', link);
    const chain = path.join(folder, 'chain');
    symlinkSync(link, chain);
    await files.assertLeadTo([prod], requestOf(link));
    await files.assertLeadTo([prod], requestOf(chain));
    await files.assertFilesLeadTo([prod], [chain]);

    for (const mode of [0o664, 0o602, 0o666]) {
      chmodSync(file, mode);
      await refused(requestOf(chain), /chain can be written by others\. Run "chmod go-w" on it/);
    }
    chmodSync(file, 0o644);
    await files.assertLeadTo([prod], requestOf(chain));
    for (const mode of [0o777, 0o770]) {
      chmodSync(path.dirname(file), mode);
      await refused(requestOf(file), /real\/config lies in \S+real, to which others may write.*chmod go-w/);
      await refused(requestOf(chain), /chain lies in \S+real, to which others may write/);
    }
    // As /tmp, where kubie puts its own: nobody else can exchange what is one's own there.
    chmodSync(path.dirname(file), 0o1777);
    await files.assertLeadTo([prod], requestOf(file));
    chmodSync(path.dirname(file), 0o755);
    chmodSync(folder, 0o777);
    await refused(requestOf(file), /to which others may write/);
    chmodSync(folder, 0o755);
    await files.assertLeadTo([prod], requestOf(file));

    const inTemporary = path.join(tmpdir(), path.basename(folder));
    symlinkSync(file, inTemporary);
    await files.assertLeadTo([prod], requestOf(inTemporary));
    rmSync(inTemporary);
    symlinkSync('circle', path.join(folder, 'circle'));
    await refused(requestOf(path.join(folder, 'circle'), { files: [{ inode: '1', size: 1 }] }), /leads in a circle/);
    await refused(requestOf(`${file}/x`, { files: [{ inode: '1', size: 1 }] }), /does not exist/);
    await refused(requestOf(path.join(folder, 'gone')), /not there/);
    await refused(requestOf(path.join(folder, 'gone'), { files: [{ inode: '1', size: 1 }] }), /gone does not exist/);
  });

  it('are nobody else’s, nor in anybody else’s folder', { skip: !isRoot }, async () => {
    const file = make('theirs/config');
    chownSync(file, 65534, 65534);
    await refused(requestOf(file), /config belongs to another user/);
    chownSync(file, 0, 0);
    await files.assertLeadTo([prod], requestOf(file));
    chownSync(path.dirname(file), 65534, 65534);
    await refused(requestOf(file), /which belongs to another user/);
    chownSync(path.dirname(file), 0, 0);

    // Somebody else's link could be led elsewhere at any time.
    const link = path.join(tmpdir(), path.basename(folder));
    symlinkSync(file, link);
    lchownSync(link, 65534, 65534);
    await refused(requestOf(link), /to which others may write/);
    rmSync(link);
  });

  it(
    'are regular files of 5 MB at most; nothing else is waited for, or stops anything else',
    { timeout: 10_000 },
    async () => {
      const pipe = path.join(folder, 'pipe');
      execFileSync('/bin/sh', ['-c', 'mkfifo -m 600 "$0"', pipe]);
      const large = make('large', own);
      truncateSync(large, 5 * 1024 * 1024 + 1);
      let ticks = 0;
      const timer = setInterval(() => ticks++, 5);
      const identities = [{ inode: '1', size: 1 }];
      await refused(requestOf(pipe, { files: identities }), /pipe is not a regular file/);
      await refused(requestOf(pipe), /pipe is not a regular file/);
      await refused(requestOf('/dev/zero'), /zero is not a regular file|lies in \/dev/);
      await refused(requestOf('/dev/stdin', { files: identities }), /dev\/stdin/);
      await refused(requestOf(folder), /is a folder/);
      await refused(requestOf(large), /larger than 5 MB/);
      await setTimeout(20);
      clearInterval(timer);
      assert.ok(ticks > 0);
    },
  );

  it('are read anew after each change, and only then', async () => {
    const file = make('cached', bigOwn);
    // What changed less than two seconds ago is not kept: it may change again without another time.
    await setTimeout(2_100);
    const request = requestOf(file);
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      await files.assertLeadTo([prod], request);
      times.push(performance.now() - start);
    }
    const [cold = 0, ...warm] = times;
    assert.ok(Math.min(...warm) * 3 < cold, times.join(' '));

    // With the same size and, as far as a person can set it, the same time.
    const { mtime } = statSync(file);
    writeFileSync(file, bigOwn.replaceAll('prod-1234', 'evil-1234'));
    utimesSync(file, mtime, mtime);
    assert.equal(requestOf(file).files[0]?.size, request.files[0]?.size);
    await refused(requestOf(file), /is not the one that you set up/);
    writeFileSync(file, bigOwn);
    utimesSync(file, mtime, mtime);
    await files.assertLeadTo([prod], requestOf(file));
    appendFileSync(file, `# ${key}\n`);
    await refused(requestOf(file), /holds the key/);
  });

  it('are each judged for those who ask', async () => {
    const file = make('config');
    await files.assertLeadTo([prod], requestOf(file));
    await refused(requestOf(file), /names no kubeconfig/, [{ ...prod, key: 'f'.repeat(32) }]);
    await refused(requestOf(file), /is not as AKS Entra wrote it/, [{ ...prod, accountId: 'bob.home' }]);
    await refused(requestOf(file), /is not the one that you set up/, [{ ...prod, server: 'https://other.example' }]);
  });

  it('leave no file open', async () => {
    const file = make('config');
    const descriptor = (): number => {
      const opened = openSync(file, 'r');
      closeSync(opened);
      return opened;
    };
    const first = descriptor();
    await files.assertLeadTo([prod], requestOf(file));
    await refused(requestOf(file, { files: [{ inode: '1', size: 1 }] }), /is another file/);
    assert.equal(descriptor(), first);
  });
});

function many(entry: (name: string) => string): string[] {
  return Array.from({ length: 300 }, (_, number) => entry(`c${number}`));
}
