import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { convertUsers } from '../../../src/core/conversion/convertUsers.ts';
import { readContexts } from '../../../src/core/kubeconfig/readContexts.ts';
import { oldestAndNewestKubectl, runKubectl } from '../../kubectl.ts';
import { execCredential } from '../core/kubeconfig/armCredentials.ts';
import { cliHome } from './cliHome.ts';
import { runCli } from './runCli.ts';

const at = cliHome();
const aks1 = execCredential({ name: 'aks1' });
const aks2 = execCredential({ name: 'aks2' });
const nothing = 'Nothing to convert: none of the users signs in through kubelogin.\n';

/** In the home folder, as long as it is looked for there. */
function homeFile(): string {
  mkdirSync(join(at.home, '.kube'));
  const path = join(at.home, '.kube', 'config');
  writeFileSync(path, aks1);
  return path;
}

function namesIn(path: string): readonly string[] {
  return readContexts(readFileSync(path, 'utf8')).contexts.map(({ contextName }) => contextName);
}

describe('cli.js with KUBECONFIG', () => {
  for (const KUBECONFIG of [':', '::']) {
    it(`reads ${KUBECONFIG} as a list without a file, writes nowhere, and takes --kubeconfig`, async () => {
      const file = homeFile();
      for (const kubectl of oldestAndNewestKubectl()) {
        const env = { HOME: at.home, KUBECONFIG };
        const read = await runKubectl(kubectl, ['config', 'get-contexts', '-o', 'name'], env);
        const written = await runKubectl(kubectl, ['config', 'set-context', 'aks1', '--namespace=x'], env);
        assert.deepEqual([read.exitCode, read.stdout, written.exitCode], [0, '', 1]);
      }
      const env = { KUBECONFIG };
      assert.deepEqual(await runCli(at.home, ['convert-kubeconfig', '-l', 'azurecli'], { env }), {
        exitCode: 0,
        stdout: nothing,
        stderr: '',
      });
      const merged = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { env, input: aks2 });
      assert.equal(merged.exitCode, 1);
      assert.match(merged.stderr, /^Error: KUBECONFIG holds separators only.*Name a file.*\n$/);
      assert.equal(readFileSync(file, 'utf8'), aks1);
      assert.deepEqual(readdirSync(at.home), ['.kube']);
      const named = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config];
      assert.equal((await runCli(at.home, named, { env, input: aks2 })).exitCode, 0);
      assert.deepEqual(namesIn(at.config), ['aks2']);
    });
  }

  it('takes the home folder’s file where it is empty, and without HOME the current folder’s, as kubectl does', async () => {
    homeFile();
    const elsewhere = { HOME: join(at.home, 'elsewhere'), KUBECONFIG: '' };
    const state = { XDG_STATE_HOME: join(at.home, 'state') };
    assert.equal((await runCli(at.home, ['convert-kubeconfig'], { env: elsewhere })).stdout, nothing);
    const args = ['merge-kubeconfig', '--from', '-'];
    for (const env of [{ KUBECONFIG: '' }, { HOME: '', ...state }]) {
      const { exitCode, stdout } = await runCli(at.home, args, { env, input: aks2 });
      assert.equal(exitCode, 0);
      assert.ok(stdout.includes(join(at.home, '.kube', 'config')), stdout);
    }
  });

  /** The second path of the list leads to the file of the first. */
  const spellings: Readonly<Record<string, (path: string) => string>> = {
    'another spelling': () => './/config',
    'a symbolic link': (path) => {
      symlinkSync('config', `${path}-link`);
      return `${path}-link`;
    },
    'a hard link': (path) => {
      linkSync(path, `${path}-twin`);
      return `${path}-twin`;
    },
    'a folder’s link': () => {
      symlinkSync('.', join(at.home, 'folder'));
      return 'folder/config';
    },
  };
  for (const [what, make] of Object.entries(spellings)) {
    it(`takes a file that is named twice, by ${what}, once`, async () => {
      const described = aks1.replace(
        /( +)user: clusterUser_rg_aks1\n/,
        '$&$1extensions: [{name: aks-entra, extension: {loginMode: devicecode}}]\n',
      );
      assert.notEqual(described, aks1);
      writeFileSync(at.config, described);
      const env = { KUBECONFIG: `${at.config}:${make(at.config)}` };
      const before = readdirSync(at.home);
      const converted = await runCli(at.home, ['convert-kubeconfig', '-l', 'azurecli'], { env });
      assert.deepEqual(
        [converted.stdout, converted.stderr],
        ['Converted "clusterUser_rg_aks1" from devicecode to azurecli.\n', ''],
      );
      assert.equal(readFileSync(at.config, 'utf8'), convertUsers(described, { loginMode: 'azurecli' }).text);
      const merged = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { env, input: aks2 });
      assert.equal(merged.stdout, `Merged "aks2" into ${at.config}.\n`);
      const again = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { env, input: aks2 });
      assert.equal(again.stdout, `"aks2" is in ${at.config} already.\n`);
      assert.deepEqual(namesIn(at.config), ['aks1', 'aks2']);
      assert.equal(readdirSync(join(at.home, '.local/state/aks-entra/backups')).length, 2);
      assert.deepEqual(readdirSync(at.home), ['.local', ...before].sort());
      for (const kubectl of oldestAndNewestKubectl()) {
        const { stdout } = await runKubectl(kubectl, ['config', 'get-contexts', '-o', 'name'], {
          HOME: at.home,
          KUBECONFIG: at.config,
        });
        assert.equal(stdout, 'aks1\naks2\n');
      }
    });
  }

  it('reads the null device in a list as an empty file, as kubectl does, and never writes to it', async () => {
    writeFileSync(at.config, aks1);
    symlinkSync('/dev/null', join(at.home, 'nothing'));
    for (const device of ['/dev/null', 'nothing']) {
      writeFileSync(at.config, aks1);
      const env = { KUBECONFIG: `${at.config}:${device}` };
      const merged = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { env, input: aks2 });
      assert.deepEqual([merged.stdout, merged.stderr], [`Merged "aks2" into ${at.config}.\n`, '']);
      const converted = await runCli(at.home, ['convert-kubeconfig', '-l', 'azurecli'], { env });
      assert.equal(converted.exitCode, 0, converted.stderr);
      for (const kubectl of oldestAndNewestKubectl()) {
        const view = await runKubectl(kubectl, ['config', 'get-contexts', '-o', 'name'], {
          HOME: at.home,
          KUBECONFIG: `${at.config}:/dev/null`,
        });
        assert.equal(view.stdout, 'aks1\naks2\n');
      }
      const alone = { KUBECONFIG: device };
      assert.equal((await runCli(at.home, ['convert-kubeconfig'], { env: alone })).stdout, nothing);
      const lost = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { env: alone, input: aks2 });
      assert.equal(lost.exitCode, 1);
      assert.match(lost.stderr, /is not a regular file/);
    }
    assert.ok(statSync('/dev/null').isCharacterDevice());
  });

  it('makes no file of a path that ends like a folder: kubectl would load nothing any more', async () => {
    writeFileSync(at.config, aks1);
    for (const [list, code] of [
      [`${at.config}/`, /cannot be read/],
      [join(at.home, 'new/'), /names a folder/],
    ] as const) {
      const env = { KUBECONFIG: list };
      const { exitCode, stderr } = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { env, input: aks2 });
      assert.equal(exitCode, 1);
      assert.match(stderr, code);
      assert.equal(readFileSync(at.config, 'utf8'), aks1);
      assert.ok(!existsSync(join(at.home, 'new')));
    }
  });
});
