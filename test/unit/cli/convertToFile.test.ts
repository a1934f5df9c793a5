import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { findKubectls, type Kubectl, runKubectl } from '../../kubectl.ts';
import { execCredential } from '../core/kubeconfig/armCredentials.ts';
import { cliHome } from './cliHome.ts';
import { type OutFileCase, outFileCases } from './outFileCases.ts';
import { cliScript, runCli } from './runCli.ts';

const at = cliHome();
const convert = ['convert-kubeconfig', '-l', 'azurecli', '--outfile'];

function layOut({ files, links = [] }: Pick<OutFileCase, 'files' | 'links'>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at.home, path)), { recursive: true });
    writeFileSync(join(at.home, path), Buffer.from(text, text === '\u00ff' ? 'latin1' : 'utf8'), { mode: 0o644 });
  }
  for (const [kind, target, path] of links) {
    if (kind === 'symbolic') {
      symlinkSync(target, join(at.home, path));
    } else {
      linkSync(join(at.home, target), join(at.home, path));
    }
  }
}

/** All that is there, but for what the product keeps for itself. */
function everything(): Readonly<Record<string, string>> {
  const entries = readdirSync(at.home, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path, entry.isFile() ? readFileSync(path, 'latin1') : ''] as const;
  });
  return Object.fromEntries(entries.filter(([path]) => !path.startsWith(`${at.home}/.`)));
}

interface User {
  readonly exec?: { readonly command: string; readonly args: readonly string[] };
}

interface View {
  readonly users: readonly { name: string; user: User | null }[] | null;
}

async function view(kubectl: Kubectl, paths: readonly string[]): Promise<View> {
  const env = { HOME: at.home, KUBECONFIG: paths.join(delimiter) };
  const { stdout, stderr } = await runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'yaml'], env);
  assert.equal(stderr, '');
  // Paths are another matter, with a test of their own.
  const withoutPaths = stdout.replaceAll(
    /^ *(?:certificate-authority|client-certificate|client-key|tokenFile): .*\n/gm,
    '',
  );
  return parse(withoutPaths.replaceAll(/command: .*\/tool$/gm, 'command: ./tool')) as View;
}

function isKubelogin({ user }: NonNullable<View['users']>[number]): boolean {
  return user !== null && (user.exec?.command === 'kubelogin' || 'auth-provider' in user);
}

const kubectls = findKubectls();
const newest = kubectls.at(-1);
const written: string[] = [];

describe('cli.js convert-kubeconfig --outfile', { skip: process.platform === 'win32' }, () => {
  assert.ok(newest !== undefined, 'no kubectl');
  for (const each of outFileCases) {
    const { what, sources, outFile, args = [], message, mode } = each;
    const does = each.ours?.does ?? each.kubelogin;
    it(`${does === 'writes' ? 'writes' : 'refuses'}, the sources untouched: ${what}`, async () => {
      layOut(each);
      const before = everything();
      const [only = '', ...others] = sources;
      const result = await runCli(
        at.home,
        [...convert, outFile, ...args, ...(others.length === 0 ? ['--kubeconfig', only] : [])],
        others.length === 0 ? {} : { env: { KUBECONFIG: sources.join(delimiter) } },
      );
      const out = join(at.home, outFile);
      if (does === 'refuses') {
        assert.equal(result.exitCode, 1);
        assert.match(result.stderr, message ?? /^$/);
        assert.equal(result.stderr.split('\n').length, 2);
        assert.deepEqual(everything(), before);
        return;
      }
      assert.equal(result.exitCode, 0, result.stderr);
      assert.equal(/may read or write .*0644/.test(result.stderr), mode === '644');
      assert.match(result.stdout, /Wrote .*\.\n$/);
      assert.equal((statSync(out).mode & 0o777).toString(8), mode ?? '600');
      const added = Object.entries(everything()).filter(([path, text]) => before[path] !== text);
      const folders = (path: string): boolean => statSync(path).isDirectory();
      assert.equal(added.filter(([path]) => !folders(path)).length, 1, 'nothing else is written');
      const existing = sources.map((path) => join(at.home, path)).filter((path) => path !== out && existsSync(path));
      const given = await view(newest, existing);
      const after = await view(newest, [out]);
      written.push(out);
      assert.deepEqual({ ...after, users: [] }, { ...given, users: [] });
      assert.equal(after.users?.length, given.users?.length);
      for (const [index, user] of (given.users ?? []).entries()) {
        const other = after.users?.[index];
        const isAskedFor = args.length === 0 || user.name.includes(args.at(-1) ?? '');
        if (isKubelogin(user) && isAskedFor) {
          assert.equal(other?.name, user.name);
          assert.deepEqual(other.user?.exec?.args.slice(0, 3), ['get-token', '--login', 'azurecli']);
        } else {
          assert.deepEqual(other, user);
        }
      }
    });
  }

  it('makes paths absolute, as they were meant where they stood', async () => {
    const paths = outFileCases.find(({ what }) => what === 'paths');
    layOut(paths ?? { files: {} });
    await runCli(at.home, [...convert, 'elsewhere/out', '--kubeconfig', 'folder/a']);
    const text = readFileSync(join(at.home, 'elsewhere/out'), 'utf8');
    for (const path of [
      'folder/ca.crt',
      'up/ca.crt',
      'folder/c.crt',
      'folder/c.key',
      'folder/tokens/t',
      'folder/bin/tool',
    ]) {
      assert.ok(text.includes(join(at.home, path)), path);
    }
    for (const kept of ['command: tool', '/etc/ca.crt', './stays', '# a comment']) {
      assert.ok(text.includes(kept), kept);
    }
  });

  it('keeps a backup of the file that it writes anew, and says so', async () => {
    layOut({ files: { a: execCredential({ name: 'a' }), out: 'the former\n' } });
    const { stdout } = await runCli(at.home, [...convert, 'out', '--kubeconfig', 'a']);
    assert.match(stdout, /Wrote .*\/out again; a backup is kept\.\n$/);
    const backups = join(at.home, '.local/state/aks-entra/backups');
    assert.deepEqual(
      readdirSync(backups).map((name) => readFileSync(join(backups, name), 'utf8')),
      ['the former\n'],
    );
  });

  const shell = (script: string) =>
    spawnSync('sh', ['-c', script, process.execPath, cliScript, ...convert], {
      cwd: at.home,
      env: { HOME: at.home, PATH: process.env['PATH'] },
      encoding: 'utf8',
    });

  it('writes into a pipe, and tells what it did on standard error', () => {
    const given = execCredential({ name: 'a' });
    layOut({ files: { a: given } });
    const { stdout, stderr } = shell('"$0" "$@" /dev/stdout --kubeconfig a | cat');
    assert.equal(stdout, given.replace(/args:[^]*?command/, /args:[^]*?command/.exec(stdout)?.[0] ?? ''));
    assert.equal(stderr, 'Converted "clusterUser_rg_a" from devicecode to azurecli.\n');
  });

  it('writes behind what standard output leads to, and replaces no file there', () => {
    layOut({ files: { a: execCredential({ name: 'a' }), log: 'before\n' } });
    for (const name of ['/dev/stdout', '/dev/fd/1', ...(process.platform === 'linux' ? ['/proc/self/fd/1'] : [])]) {
      writeFileSync(join(at.home, 'log'), 'before\n');
      const { status, stderr } = shell(`{ "$0" "$@" ${name} --kubeconfig a; echo behind; } >> log`);
      assert.deepEqual(
        { status, stderr },
        { status: 0, stderr: 'Converted "clusterUser_rg_a" from devicecode to azurecli.\n' },
      );
      assert.match(
        readFileSync(join(at.home, 'log'), 'utf8'),
        /^before\napiVersion: [^]*azurecli[^]*\nbehind\n$/,
        name,
      );
    }
    shell('{ "$0" "$@" /dev/stdout --kubeconfig a; echo behind; } > log');
    assert.match(readFileSync(join(at.home, 'log'), 'utf8'), /^apiVersion: [^]*azurecli[^]*\nbehind\n$/);
    if (existsSync('/dev/full')) {
      const full = shell('"$0" "$@" /dev/stdout --kubeconfig a > /dev/full');
      assert.deepEqual(
        [full.status, full.stderr],
        [1, 'Error: /dev/stdout was left as it was: the disk is full. Free some space, then try again.\n'],
      );
    }
    // Node hands a child a socket, which has no name to open it by.
    assert.match(shell('"$0" "$@" /dev/stdout --kubeconfig a').stdout, /^apiVersion: /);
  });

  it('makes no file of a name that ends like a folder', async () => {
    layOut({ files: { a: execCredential({ name: 'a' }) } });
    const { exitCode, stderr } = await runCli(at.home, [...convert, 'new/', '--kubeconfig', 'a']);
    assert.deepEqual([exitCode, stderr], [1, 'Error: --outfile "new/" names a folder, not a file\n']);
    assert.equal(existsSync(join(at.home, 'new')), false);
  });

  it('knows a source by the name of an open file', () => {
    const given = execCredential({ name: 'a' });
    layOut({ files: { a: given } });
    const { status, stderr } = shell('exec 7<a; "$0" "$@" /dev/fd/7 --kubeconfig a');
    assert.equal(status, 1);
    assert.match(stderr, /^Error: --outfile "\/dev\/fd\/7" is the same file as source kubeconfig/);
    assert.equal(readFileSync(join(at.home, 'a'), 'utf8'), given);
  });

  it('writes what every kubectl loads', async () => {
    assert.ok(written.length > 10);
    const env = { HOME: at.home, KUBECONFIG: written.join(delimiter) };
    for (const kubectl of kubectls) {
      const { exitCode, stderr } = await runKubectl(kubectl, ['config', 'get-contexts', '-o', 'name'], env);
      assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' }, kubectl.path);
    }
  });
});
