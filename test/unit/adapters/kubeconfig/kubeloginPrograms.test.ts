import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { KubeloginPrograms } from '../../../../src/adapters/kubeconfig/kubeloginPrograms.ts';
import { LocalKubeconfigFileFacts } from '../../../../src/adapters/kubeconfig/localKubeconfigFileFacts.ts';

const azure = 'echo "kubelogin version "; echo "git hash: v0.2.22/abc"; echo "Platform: linux/amd64"';
const bins = '/usr/bin:/bin';
const oidc = 'echo "kubelogin version v1.32.4"';

describe('KubeloginPrograms', { skip: process.platform === 'win32' }, () => {
  let root: string;
  let number = 0;

  before(() => {
    root = mkdtempSync(join(tmpdir(), 'aks-entra-kubelogin-'));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  /** @returns the program in a folder of its own, which notes each run of it there */
  function program(script: string): { readonly folder: string; readonly path: string; readonly runs: () => string[] } {
    number += 1;
    const folder = join(root, String(number));
    mkdirSync(folder);
    const path = join(folder, 'kubelogin');
    writeFileSync(path, `#!/bin/sh\necho "$PWD $*" >> "${folder}/runs"\n${script}\n`, { mode: 0o755 });
    const runs = (): string[] =>
      existsSync(join(folder, 'runs')) ? readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n') : [];
    return { folder, path, runs };
  }

  it('asks each program once which one it is, and again when it is another file', async () => {
    const programs = new KubeloginPrograms(process.env);
    const { folder, path, runs } = program(oidc);
    assert.deepEqual(await Promise.all([programs.kindOf(path, bins), programs.kindOf(path, bins)]), ['oidc', 'oidc']);
    assert.equal(await programs.kindOf(path, bins), 'oidc');
    assert.deepEqual(runs(), [`${folder} --version`]);
    writeFileSync(path, `#!/bin/sh\n${azure}\n`);
    utimesSync(path, 1, 1);
    assert.equal(await programs.kindOf(path, bins), 'azure');
  });

  it('gives up one that hangs, and does not ask it again', async () => {
    const programs = new KubeloginPrograms(process.env, 300);
    const { path, runs } = program('sleep 20');
    const start = performance.now();
    assert.equal(await programs.kindOf(path, bins), undefined);
    assert.ok(performance.now() - start < 10_000);
    assert.equal(await programs.kindOf(path, bins), undefined);
    assert.equal(runs().length, 1);
    assert.equal(await programs.kindOf(program(`cat; ${oidc}`).path, bins), 'oidc', 'its input has an end');
  });

  it('takes nothing from one that prints megabytes, fails, or is no program', async () => {
    const programs = new KubeloginPrograms(process.env);
    for (const script of [`${oidc}; yes | head -c 5000000`, `${oidc}; exit 1`, `${oidc} >&2`, 'kill $$', '']) {
      assert.equal(await programs.kindOf(program(script).path, bins), undefined, script);
    }
    const { folder, path } = program(oidc);
    writeFileSync(path, '\u007fELF');
    assert.equal(await programs.kindOf(path, bins), undefined);
    assert.equal(await programs.kindOf(folder, bins), undefined);
    assert.equal(await programs.kindOf(join(folder, 'gone'), bins), undefined);
  });

  it('hands on nothing of its environment but what a program needs to run', async () => {
    const { folder, path } = program(`env > "$PWD/env"; ${oidc}`);
    const programs = new KubeloginPrograms({ ...process.env, AZURE_CLIENT_SECRET: 'hidden', NODE_OPTIONS: '-x' });
    assert.equal(await programs.kindOf(path, bins), 'oidc');
    const seen = readFileSync(join(folder, 'env'), 'utf8');
    assert.match(seen, /^PATH=\/usr\/bin:\/bin$/m);
    assert.doesNotMatch(seen, /AZURE_CLIENT_SECRET|NODE_OPTIONS/);
  });

  it('is asked of the kubelogin that kubectl would run, never of one in the workspace or behind a relative entry', async () => {
    const [first, second, theirs] = [program(oidc), program(azure), program(oidc)];
    const other = (folders: readonly string[], workspace: readonly string[] = []) =>
      new LocalKubeconfigFileFacts(
        { PATH: folders.join(':'), HOME: root },
        process.platform,
        () => workspace,
      ).otherKubelogin();
    assert.equal(await other([first.folder, second.folder]), first.path);
    assert.equal(await other([second.folder, first.folder]), undefined);
    assert.equal(await other([]), undefined);
    const before = process.cwd();
    process.chdir(theirs.folder);
    try {
      assert.equal(await other(['.', '', `../${theirs.folder.split('/').at(-1) ?? ''}`, second.folder]), undefined);
    } finally {
      process.chdir(before);
    }
    assert.equal(await other([theirs.folder, second.folder], [theirs.folder]), undefined);
    assert.equal(await other([theirs.folder], [theirs.folder]), undefined);
    assert.deepEqual(theirs.runs(), []);
    // A link in the workspace chooses what is run, wherever that lies and whatever leads to the link.
    const workspace = join(root, 'links');
    mkdirSync(workspace);
    symlinkSync(theirs.path, join(workspace, 'kubelogin'));
    symlinkSync(workspace, join(root, 'outside'));
    for (const folder of [workspace, join(root, 'outside')]) {
      assert.equal(await other([folder, second.folder], [workspace]), undefined);
    }
    assert.deepEqual(theirs.runs(), []);
  });

  it('hands on no folder of PATH that is the workspace’s or relative: a script’s interpreter comes from there', async () => {
    const { folder, path } = program(oidc);
    writeFileSync(path, '#!/usr/bin/env interpreter\n');
    const [workspace, own] = [join(root, 'workspace'), join(root, 'own')];
    for (const [bin, script] of [
      [join(workspace, 'bin'), `touch "${root}/was-run"; ${oidc}`],
      [own, oidc],
    ] as const) {
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'interpreter'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    symlinkSync(join(workspace, 'bin'), join(root, 'link'));
    const entries = [
      join(workspace, 'bin'),
      join(root, 'link'),
      '.',
      '../workspace/bin',
      folder,
      own,
      '/usr/bin',
      '/bin',
    ];
    const env = { PATH: entries.join(':'), HOME: root };
    const facts = new LocalKubeconfigFileFacts(env, process.platform, () => [workspace]);
    assert.equal(await facts.otherKubelogin(), path);
    assert.equal(existsSync(join(root, 'was-run')), false);
  });
});
