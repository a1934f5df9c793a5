import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { readRequestBody } from '../../../src/core/credentialPlugin/pluginInput.ts';
import type { FileIdentity, UnnamedRequest } from '../../../src/core/credentialPlugin/unnamedRequest.ts';
import { unnamedFacts } from '../../../src/plugin/unnamedFacts.ts';
import {
  contextKey,
  execInfo,
  launcher,
  makeDataFolder,
  nodeClient,
  placeProgram,
  pluginArguments,
  runPlugin,
  shells,
  useOnly,
} from './pluginProcess.ts';
import { goodToken, startBroker } from './standInBroker.ts';

/** What the plugin says where the program that runs it names no cluster. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'aks-entra-unnamed-')));
after(() => {
  rmSync(folder, { recursive: true });
});
const home = join(folder, 'home');
mkdirSync(join(home, '.kube'), { recursive: true });
const kubeconfig = join(home, '.kube', 'config');
const other = join(folder, 'b [x]? and blanks');
const first = join(folder, 'z');
const link = join(folder, 'link');
writeFileSync(kubeconfig, 'apiVersion: v1\n');
writeFileSync(other, '');
writeFileSync(first, 'x'.repeat(100_000));
symlinkSync(kubeconfig, link);

/** As the user that we write gives it to programs that say nothing themselves. */
const noCluster =
  '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false}}';
const oddPath =
  /^Error: The program that runs this does not say which cluster the token is for, as kubectl, helm and k9s do, and (KUBECONFIG|HOME) holds a character that AKS Entra takes only from those that do: one that is no printable ASCII, or one of " \\ ' ; \* \$\n$/;

async function broker(test: TestContext, data: string) {
  const started = await startBroker(data);
  test.after(() => started.close());
  return started;
}

function identityOf(path: string): FileIdentity {
  const { ino, size } = statSync(path, { bigint: true });
  return { inode: String(ino), size: Number(size) };
}

for (const client of [...shells, nodeClient]) {
  describe(`a request that names no cluster (${client.name})`, { concurrency: 4 }, () => {
    async function said(
      test: TestContext,
      env: Readonly<Record<string, string>>,
      info = noCluster,
    ): Promise<UnnamedRequest | undefined> {
      const data = makeDataFolder();
      const { requests } = await broker(test, data);
      const { stdout, stderr } = await runPlugin(client, data, pluginArguments, { KUBERNETES_EXEC_INFO: info, ...env });
      assert.match(stdout, new RegExp(goodToken));
      assert.equal(stderr, '');
      const request = readRequestBody(requests[0]?.body ?? '');
      assert.equal(request?.execInfo, info);
      return request.unnamed;
    }

    it('names the kubeconfigs that KUBECONFIG does, what they are, and the program that asks', async (test) => {
      const list = [first, '', kubeconfig, '/nonexistent/*'.slice(0, -2), 'relative', other, first, link].join(':');
      assert.deepEqual(await said(test, { KUBECONFIG: list, HOME: home }), {
        kubeconfig: list,
        home: undefined,
        files: [first, kubeconfig, other, first, kubeconfig].map(identityOf),
        parentPid: process.pid,
      });
    });

    for (const [what, env] of [
      ['unset', {}],
      ['empty', { KUBECONFIG: '' }],
    ] as const) {
      it(`names the home folder where KUBECONFIG is ${what}`, async (test) => {
        assert.deepEqual(await said(test, { ...env, HOME: home }, ''), {
          kubeconfig: undefined,
          home,
          files: [identityOf(kubeconfig)],
          parentPid: process.pid,
        });
        assert.deepEqual((await said(test, { ...env, HOME: folder }))?.files, []);
        const nothing = { kubeconfig: undefined, home: undefined, files: [], parentPid: process.pid };
        assert.deepEqual(await said(test, { ...env, HOME: '' }), nothing);
        assert.deepEqual(await said(test, env), nothing);
      });
    }

    it('leaves out what is no file that has a size', async (test) => {
      const facts = await said(test, { KUBECONFIG: `/dev/zero:${kubeconfig}` });
      assert.deepEqual(facts?.files.at(-1), identityOf(kubeconfig));
    });

    it('is not changed by what the environment says of programs, names and processes', async (test) => {
      const env = { PPID: '1', head: 'home=/evil\n', rest: 'x', file: 'x', name: 'x', TIME_STYLE: '+x\n9 9 9 9 9 9' };
      const more = { QUOTING_STYLE: 'shell', LS_BLOCK_SIZE: '1M', BLOCK_SIZE: '1M', BLOCKSIZE: '1M' };
      assert.deepEqual(await said(test, { ...env, ...more, POSIXLY_CORRECT: '1', KUBECONFIG: first }), {
        kubeconfig: first,
        home: undefined,
        files: [identityOf(first)],
        // ksh takes PPID from its environment: a process is good for a name to show, and for nothing else.
        parentPid: client.name.endsWith(' ksh') ? 1 : process.pid,
      });
    });

    it('cannot be told otherwise by KUBERNETES_EXEC_INFO', async (test) => {
      for (const info of ['home=/evil\nparent=1\n\n{}', '\n\nhome=/evil\n', 'END\nhome=/evil\n\n']) {
        assert.equal((await said(test, { HOME: home }, info))?.home, home);
      }
    });

    it('is refused before anybody is asked where KUBECONFIG or HOME hold what is special on their way', async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data);
      const args = [...pluginArguments, '--fallback', 'azurecli'];
      for (const odd of ['"', '\\', "'", ';', '*', '$', '\n', '\r', '\t', '\u007f', 'ä', '\u2028', '$(id)']) {
        for (const name of ['KUBECONFIG', 'HOME']) {
          const env = { KUBERNETES_EXEC_INFO: noCluster, [name]: `${home}${odd}x` };
          const result = await runPlugin(client, data, args, env);
          assert.deepEqual([result.exitCode, result.stdout], [1, ''], JSON.stringify(odd));
          assert.match(result.stderr, oddPath);
        }
      }
      assert.equal(requests.length, 0);
      const spoken = await runPlugin(client, data, args, { KUBECONFIG: '/a;$b\n*', HOME: '\n' });
      assert.match(spoken.stdout, new RegExp(goodToken));
      assert.equal(requests[0]?.body, `\n${execInfo}\n`);
    });

    it('takes every other printable character', async (test) => {
      const text = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
      const path = `/nonexistent/${text.replaceAll(/["\\';*$]/g, '')}`;
      assert.equal((await said(test, { KUBECONFIG: path }))?.kubeconfig, path);
    });

    it('is handed to a fallback in the same way', async () => {
      const data = makeDataFolder();
      const env = { KUBERNETES_EXEC_INFO: noCluster, KUBECONFIG: first };
      const args = [...pluginArguments, '--fallback', 'azurecli'];
      const { stdout } = await runPlugin(client, data, args, env);
      const { input } = JSON.parse(stdout) as { input: string };
      const { inode, size } = identityOf(first);
      const head = `kubeconfig=${first}\nfile=${inode} ${size}\nparent=${process.pid}\n`;
      assert.equal(input, `${contextKey}\n${head}\n${noCluster}\n`);
    });
  });
}

describe('the launcher', () => {
  it('hands what it found out to the Node client where there is no curl', async (test) => {
    const data = makeDataFolder();
    const { requests } = await broker(test, data);
    useOnly(data, join(data, 'bin'), ['ls', 'env']);
    const env = { KUBERNETES_EXEC_INFO: noCluster, HOME: home };
    assert.match((await runPlugin(launcher, data, pluginArguments, env)).stdout, new RegExp(goodToken));
    const { inode, size } = identityOf(kubeconfig);
    assert.equal(requests[0]?.body, `home=${home}\nfile=${inode} ${size}\nparent=${process.pid}\n\n${noCluster}\n`);
  });

  for (const client of shells) {
    it(`starts no program more where the cluster is named (${client.name})`, async (test) => {
      const data = makeDataFolder();
      await broker(test, data);
      const [bin, seen] = [join(data, 'bin'), join(data, 'seen')];
      useOnly(data, bin, []);
      for (const name of ['ls', 'env', 'cat', 'curl']) {
        placeProgram(join(bin, name), `#!/bin/sh\necho "${name} $*" >>${seen}\nexec /usr/bin/${name} "$@"\n`);
      }
      await runPlugin(client, data, pluginArguments, { HOME: home, KUBECONFIG: first });
      assert.doesNotMatch(readFileSync(seen, 'utf8'), /^ls -i/m);
      rmSync(seen);
      await runPlugin(client, data, pluginArguments, { KUBERNETES_EXEC_INFO: noCluster, KUBECONFIG: first });
      assert.equal(readFileSync(seen, 'utf8').match(/^ls -i/gm)?.length, 1);
    });
  }
});

describe('on Windows, the plugin', () => {
  it('takes Windows’ own characters in KUBECONFIG, and no inodes', () => {
    const windows = { kubeconfig: 'C:\\Users\\ada\\config;D:\\other', home: 'C:\\Users\\ada' };
    assert.deepEqual(unnamedFacts(windows, 'win32', 7), {
      kubeconfig: windows.kubeconfig,
      home: undefined,
      files: [],
      parentPid: 7,
    });
    assert.equal(unnamedFacts({ ...windows, kubeconfig: '' }, 'win32', 7).home, windows.home);
    for (const odd of ['"', "'", '*', '$', '\n', 'ü']) {
      assert.throws(() => unnamedFacts({ ...windows, kubeconfig: `C:\\${odd}` }, 'win32', 7), {
        name: 'PluginFailure',
      });
    }
  });
});
