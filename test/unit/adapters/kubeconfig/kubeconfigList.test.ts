import assert from 'node:assert/strict';
import fs, { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { KubeconfigFiles } from '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts';
import { kubeconfigHome } from '../../../../src/adapters/kubeconfig/kubeconfigHome.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { oldestAndNewestKubectl, runKubectl } from '../../../kubectl.ts';

let folder: string;
const named = (name: string): string => `contexts:\n- {name: ${name}, context: {cluster: c, user: u}}\n`;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-list-'));
  const inner = join(folder, 'inner');
  mkdirSync(join(inner, 'below'), { recursive: true });
  for (const name of ['a', 'b', 'inner/a', 'inner/c', 'in two']) {
    writeFileSync(join(folder, name), named(name.replaceAll(/\W/g, '-')));
  }
  symlinkSync('inner/below', join(folder, 'link'));
  symlinkSync('a', join(folder, 'la'));
  symlinkSync('nowhere', join(folder, 'dangling'));
  linkSync(join(folder, 'b'), join(folder, 'twin'));
});
after(() => {
  rmSync(folder, { recursive: true });
});

/** Paths of the folder; undefined: kubectl refuses them, and so do we. */
const lists: Readonly<Record<string, readonly string[] | undefined>> = {
  'a:b': ['a', 'b'],
  'b:none:la:a': ['a', 'b'],
  'twin:b:a': ['a', 'b'],
  'dangling:none/x:b': ['b'],
  './/a:inner/../b': ['a', 'b'],
  // Behind a link, the folder above is the one above its target.
  'link/../a:link/../c': ['inner-a', 'inner-c'],
  'none/../a:b': ['b'],
  ' a:in two:~/a': ['in-two'],
  '"a":b': ['b'],
  'none/:b': ['b'],
  'a/:b': undefined,
  'b:a/.': undefined,
  'b:inner': undefined,
  'b:a/..': undefined,
};

describe('a KUBECONFIG list', () => {
  for (const [list, expected] of Object.entries(lists)) {
    it(`${list} is read as every kubectl reads it`, async () => {
      const absolute = list.split(':').map((path) => `${folder}/${path}`);
      const env = { HOME: folder, KUBECONFIG: absolute.join(':') };
      for (const kubectl of oldestAndNewestKubectl()) {
        const { exitCode, stdout } = await runKubectl(kubectl, ['config', 'get-contexts', '-o', 'name'], env);
        const names = exitCode === 0 ? stdout.split('\n').filter((name) => name !== '') : undefined;
        assert.deepEqual(names?.sort(), expected, `kubectl 1.${kubectl.minor}`);
      }
      const files = filesOf(env);
      if (expected === undefined) {
        await assert.rejects(files.readAll(), AksEntraError);
      } else {
        const { contexts } = readContexts((await files.readAll()).map(({ text }) => text));
        assert.deepEqual(contexts.map(({ contextName }) => contextName).sort(), expected);
      }
    });
  }

  it('is two files where the file system numbers none of them, and one through a link', async (t) => {
    t.mock.method(fs.promises, 'stat', () => Promise.resolve({ dev: 1n, ino: 0n }));
    syncBuiltinESMExports();
    try {
      const KUBECONFIG = ['a', 'b', 'la'].map((name) => join(folder, name)).join(':');
      assert.deepEqual(await filesOf({ KUBECONFIG }).paths(), [join(folder, 'a'), join(folder, 'b')]);
    } finally {
      t.mock.restoreAll();
      syncBuiltinESMExports();
    }
  });

  it('is looked at without holding up the process: a drive may not answer', async (t) => {
    for (const name of ['statSync', 'lstatSync', 'realpathSync', 'existsSync', 'accessSync', 'readFileSync'] as const) {
      t.mock.method(fs, name, () => assert.fail(name));
    }
    syncBuiltinESMExports();
    try {
      const [a, b] = [join(folder, 'a'), join(folder, 'b')];
      const files = filesOf({ KUBECONFIG: [b, join(folder, 'la'), a, join(folder, 'none')].join(':') });
      assert.deepEqual(await files.paths(), [b, join(folder, 'la'), join(folder, 'none')]);
      assert.equal(await files.writePath(), b);
      assert.equal((await files.readAll()).length, 2);
      const windows = { HOME: folder, USERPROFILE: join(folder, 'inner') };
      assert.equal(await kubeconfigHome(windows, 'win32'), folder);
      assert.equal(await kubeconfigHome({ ...windows, HOME: join(folder, 'none') }, 'win32'), windows.USERPROFILE);
    } finally {
      t.mock.restoreAll();
      syncBuiltinESMExports();
    }
  });
});

function filesOf(env: Readonly<Record<string, string>>): KubeconfigFiles {
  const home = (): Promise<string> => Promise.resolve(folder);
  return new KubeconfigFiles({ env, home, platform: 'linux', backupDirectory: folder });
}
