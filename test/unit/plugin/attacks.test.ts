import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { findOnPath } from '../../vscode/findOnPath.ts';
import {
  type Client,
  makeDataFolder,
  nodeClient,
  placeProgram,
  pluginArguments,
  runPlugin,
  shells,
} from './pluginProcess.ts';
import { credential, goodToken, startBroker, windowFile } from './standInBroker.ts';

/** What a kubeconfig's `env`, or a file that somebody else planted, could do to the plugin. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Files of a repository, say, that an evil kubeconfig came with; each leaves a mark when it is used. */
function plant(data: string): { readonly mark: string; readonly evil: string; readonly env: Record<string, string> } {
  const evil = join(data, 'evil');
  const mark = join(data, 'mark');
  for (const name of ['curl', 'ls', 'env', 'node', 'printf', 'cat']) {
    placeProgram(join(evil, 'bin', name), `#!/bin/sh\n: >${mark}\n`);
  }
  writeFileSync(join(evil, '.curlrc'), `trace-ascii = "${mark}"\nproxy = "http://127.0.0.1:1"\n`);
  writeFileSync(join(evil, 'curlrc'), `trace-ascii = "${mark}"\n`);
  writeFileSync(join(evil, 'run.sh'), `: >${mark}\n`);
  writeFileSync(join(evil, 'run.cjs'), `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');`);
  writeFileSync(
    join(evil, 'openssl.cnf'),
    'openssl_conf = x\n[x]\nengines = y\n[y]\nz = z\n[z]\ndynamic_path = /evil.so\n',
  );
  symlinkSync('.', join(evil, 'aks-entra'));
  const function_ = `() { : >${mark}; }`;
  return {
    mark,
    evil,
    env: {
      PATH: join(evil, 'bin'),
      HOME: evil,
      CURL_HOME: evil,
      XDG_CONFIG_HOME: evil,
      XDG_DATA_HOME: evil,
      XDG_RUNTIME_DIR: evil,
      ENV: join(evil, 'run.sh'),
      BASH_ENV: join(evil, 'run.sh'),
      ZDOTDIR: evil,
      IFS: '/a.-',
      CDPATH: evil,
      SHELLOPTS: 'xtrace:allexport:noglob',
      OPENSSL_CONF: join(evil, 'openssl.cnf'),
      SSL_CERT_FILE: '/dev/null',
      SSLKEYLOGFILE: mark,
      LC_ALL: 'tr_TR.UTF-8',
      TMPDIR: evil,
      ...Object.fromEntries(
        ['curl', 'printf', 'command', 'read', 'env', 'ls', 'fail'].map((name) => [`BASH_FUNC_${name}%%`, function_]),
      ),
    },
  };
}

async function broker(test: TestContext, data: string, id?: string) {
  const started = await startBroker(data, undefined, id);
  test.after(() => started.close());
  return started;
}

function refuses(result: Awaited<ReturnType<typeof runPlugin>>, reason: RegExp): void {
  assert.deepEqual([result.exitCode, result.stdout], [1, '']);
  assert.match(result.stderr, reason);
  assert.equal(result.stderr.includes('Bearer'), false);
}

for (const client of [...shells, nodeClient]) {
  describe(`an evil environment (${client.name})`, { concurrency: 4 }, () => {
    it('runs nothing of its own and changes no answer', async (test) => {
      const data = makeDataFolder();
      const { mark, env } = plant(data);
      await broker(test, data);
      for (const more of [{}, { KUBERNETES_EXEC_INFO: '' }, { KUBERNETES_EXEC_INFO: '', KUBECONFIG: mark }]) {
        const result = await runPlugin(client, data, pluginArguments, { ...env, ...more });
        assert.match(result.stdout, new RegExp(goodToken));
        assert.equal(existsSync(mark), false);
        // bash tells what it does until the script's first line ends that.
        assert.equal(result.stderr.includes(goodToken), false);
      }
    });

    it('leads to no proxy', async (test) => {
      const data = makeDataFolder();
      await broker(test, data);
      let connections = 0;
      const proxy = createServer((socket) => {
        connections++;
        socket.destroy();
      }).listen(0, '127.0.0.1');
      await once(proxy, 'listening');
      test.after(() => proxy.close());
      const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'all_proxy'];
      const env = Object.fromEntries(names.map((name) => [name, url]));
      assert.match((await runPlugin(client, data, pluginArguments, env)).stdout, new RegExp(goodToken));
      assert.equal(connections, 0);
    });
  });
}

for (const client of shells) {
  describe(`an evil environment and no window (${client.name})`, () => {
    it('reaches a fallback only with what it needs', async () => {
      const data = makeDataFolder();
      const { mark, env, evil } = plant(data);
      writeFileSync(join(data, 'fallback'), 'azurecli\n');
      const nodeOptions = {
        NODE_OPTIONS: `--require ${join(evil, 'run.cjs')}`,
        NODE_PATH: evil,
        NODE_EXTRA_CA_CERTS: '/x',
      };
      const result = await runPlugin(client, data, pluginArguments, {
        ...env,
        ...nodeOptions,
        DISPLAY: ':1',
        HTTPS_PROXY: 'http://user:secret@proxy:8080',
        NO_PROXY: 'localhost',
      });
      const { env: received } = JSON.parse(result.stdout) as { env: Record<string, string> };
      assert.deepEqual(Object.keys(received).sort(), ['DISPLAY', 'ELECTRON_RUN_AS_NODE', 'NO_PROXY', 'PATH']);
      assert.equal(received['PATH']?.includes(evil), false);
      assert.equal(existsSync(mark), false);
    });
  });
}

/** Of all processes of this machine, as far as they can be seen. */
function argumentsAndEnvironments(): string {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return processes.flatMap((pid) => ['cmdline', 'environ'].map((name) => read(`/proc/${pid}/${name}`))).join('\n');
}

describe('the window’s secret', { skip: existsSync('/proc/self/environ') ? false : 'needs /proc' }, () => {
  for (const client of [...shells, nodeClient]) {
    it(`is in no process’s arguments or environment (${client.name})`, async (test) => {
      const data = makeDataFolder();
      let seen = '';
      const started = await startBroker(data, (response) => {
        seen = argumentsAndEnvironments();
        response.end(credential());
      });
      test.after(() => started.close());
      assert.match((await runPlugin(client, data)).stdout, new RegExp(goodToken));
      assert.ok(seen.includes(client === nodeClient ? 'plugin.cjs' : '--config'), 'nobody was looked at');
      assert.ok(!seen.includes(started.secret));
    });
  }
});

for (const client of shells) {
  describe(`programs that the launcher starts (${client.name})`, () => {
    it(
      'are never somebody else’s, such as one where an AppImage’s folder was',
      { skip: isRoot ? false : 'needs root, to make files of somebody else' },
      async () => {
        const data = makeDataFolder();
        const [mark, gone] = [join(data, 'mark'), join(data, '.mount_Code', 'code')];
        placeProgram(gone, `#!/bin/sh\n: >${mark}\n`);
        chownSync(gone, nobody, nobody);
        writeFileSync(join(data, 'runtimes'), `${gone}\n${process.execPath}\n`);
        const result = await runPlugin(client, data, [...pluginArguments, '--fallback', 'azurecli']);
        assert.equal(existsSync(mark), false);
        assert.equal((JSON.parse(result.stdout) as { execPath: string }).execPath, process.execPath);
      },
    );

    it('get no token as an argument, even where the shell knows no printf', async (test) => {
      const data = makeDataFolder();
      await broker(test, data);
      const path = join(data, 'plugin', 'aks-entra');
      const seen = join(data, 'seen');
      writeFileSync(seen, '');
      const lines = readFileSync(path, 'utf8').split('\n');
      const own = `printf() { command printf '%s\\n' "$*" >>${seen}; command printf "$@"; }`;
      const at = lines.findIndex((line) => line.startsWith('newline='));
      writeFileSync(path, [...lines.slice(0, at), own, ...lines.slice(at)].join('\n'));
      assert.match((await runPlugin(client, data)).stdout, new RegExp(goodToken));
      assert.ok(!readFileSync(seen, 'utf8').includes(goodToken));
    });

    it('cannot hide from the launcher that others may write to its folders', async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data);
      chmodSync(join(data, 'windows'), 0o777);
      const env = { TIME_STYLE: '+%nd????------ x', QUOTING_STYLE: 'shell', LS_COLORS: 'di=0', CLICOLOR_FORCE: '1' };
      refuses(await runPlugin(client, data, pluginArguments, env), /does not use \S+\/windows/);
      assert.equal(requests.length, 0);
    });
  });
}

describe('LD_PRELOAD', { skip: findOnPath('gcc') === undefined ? 'needs gcc' : false }, () => {
  for (const client of shells) {
    it(`reaches the shell itself, and no program that sees the secret (${client.name})`, async (test) => {
      const data = makeDataFolder();
      const loaded = join(data, 'loaded');
      const library = compile(data, loaded);
      await broker(test, data);
      const env = { LD_PRELOAD: library, LD_LIBRARY_PATH: data, GLIBC_TUNABLES: 'glibc.malloc.check=3' };
      assert.match((await runPlugin(client, data, pluginArguments, env)).stdout, new RegExp(goodToken));
      // One process: the shell's own.
      assert.equal(new Set(readFileSync(loaded, 'utf8').trim().split('\n')).size, 1, readFileSync(loaded, 'utf8'));
    });
  }
});

/** A library that notes the process that loaded it. */
function compile(folder: string, output: string): string {
  const source = join(folder, 'evil.c');
  const library = join(folder, 'evil.so');
  writeFileSync(
    source,
    `#include <stdio.h>
     #include <unistd.h>
     __attribute__((constructor)) static void loaded(void) {
       FILE *file = fopen(${JSON.stringify(output)}, "a");
       if (file) { fprintf(file, "%d\\n", (int)getpid()); fclose(file); }
     }`,
  );
  const { status, stderr } = spawnSync('gcc', ['-shared', '-fPIC', '-o', library, source], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return library;
}

for (const client of [...shells, nodeClient] satisfies readonly Client[]) {
  describe(`planted files (${client.name})`, { concurrency: 4 }, () => {
    it('a folder of windows that is a link', async (test) => {
      const [data, elsewhere] = [makeDataFolder(), makeDataFolder()];
      const { requests } = await broker(test, elsewhere);
      symlinkSync(join(elsewhere, 'windows'), join(data, 'windows'));
      refuses(
        await runPlugin(client, data),
        /^Error: AKS Entra does not use \S+\/windows: it is not a folder of your own/,
      );
      assert.equal(requests.length, 0);
    });

    it('a folder of windows that leads nowhere, or is a file', async () => {
      const data = makeDataFolder();
      symlinkSync('/nonexistent', join(data, 'windows'));
      refuses(await runPlugin(client, data), /does not use \S+\/windows/);
      const other = makeDataFolder();
      writeFileSync(join(other, 'windows'), '');
      refuses(await runPlugin(client, other), /does not use \S+\/windows/);
    });

    for (const mode of [0o770, 0o720, 0o702, 0o777, 0o1777]) {
      it(`folders that others may write to (${mode.toString(8)})`, async (test) => {
        const data = makeDataFolder();
        const { requests } = await broker(test, data);
        chmodSync(join(data, 'windows'), mode);
        refuses(await runPlugin(client, data), /does not use \S+\/windows/);
        chmodSync(join(data, 'windows'), 0o755);
        assert.equal((await runPlugin(client, data)).exitCode, 0);
        chmodSync(data, mode);
        refuses(await runPlugin(client, data), /does not use \S+\/data-\w+:/);
        assert.equal(requests.length, 1);
      });
    }

    it('a data folder that is a link', async (test) => {
      const [data, home] = [makeDataFolder(), makeDataFolder()];
      const { requests } = await broker(test, data);
      const link = join(home, 'link');
      symlinkSync(data, link);
      assert.equal((await runPlugin(client, link)).exitCode, 1);
      assert.equal(requests.length, 0);
    });

    it('a window’s file that is a link: passed over and told', async (test) => {
      const [data, elsewhere] = [makeDataFolder(), makeDataFolder()];
      const { requests, window } = await broker(test, elsewhere);
      const good = await broker(test, data, 'z');
      symlinkSync(window, join(data, 'windows', 'a.curl'));
      const result = await runPlugin(client, data);
      assert.match(result.stdout, new RegExp(goodToken));
      assert.match(result.stderr, /^AKS Entra does not use \S+\/a\.curl: it is not a file of your own\.\n$/);
      assert.deepEqual([requests.length, good.requests.length], [0, 1]);
    });

    it('a window’s file that is a pipe, which would be waited for', async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data, 'z');
      spawnSync('mkfifo', [join(data, 'windows', 'a.curl')]);
      const result = await runPlugin(client, data);
      assert.match(result.stderr, /^AKS Entra does not use \S+\/a\.curl: it is not a file of your own\.\n$/);
      assert.equal(requests.length, 1);
    });

    it('folders that others may write to, with a fallback that is set', async () => {
      const data = makeDataFolder();
      writeFileSync(join(data, 'fallback'), 'azurecli\n');
      mkdirSync(join(data, 'windows'));
      chmodSync(join(data, 'windows'), 0o777);
      refuses(await runPlugin(client, data), /^Error: AKS Entra does not use \S+\/windows:[^\n]*\n$/);
      writeFileSync(join(data, 'windows', 'a.curl'), windowFile('/nonexistent', 'x'));
      refuses(await runPlugin(client, data), /^Error: AKS Entra does not use \S+\/windows:[^\n]*\n$/);
    });

    it('runtimes and a fallback that are links', async () => {
      const data = makeDataFolder();
      renameSync(join(data, 'runtimes'), join(data, 'other'));
      placeProgram(join(data, 'evil'), `#!/bin/sh\n: >${join(data, 'mark')}\n`);
      writeFileSync(join(data, 'list'), `${join(data, 'evil')}\n`);
      symlinkSync('list', join(data, 'runtimes'));
      await runPlugin(client, data, [...pluginArguments, '--fallback', 'azurecli']);
      assert.equal(existsSync(join(data, 'mark')), false);
      writeFileSync(join(data, 'word'), 'azurecli\n');
      symlinkSync('word', join(data, 'fallback'));
      refuses(await runPlugin(client, data), /No VS Code window is open/);
    });

    describe('of somebody else', { skip: isRoot ? false : 'needs root, to make files of somebody else' }, () => {
      it('a folder', async (test) => {
        const data = makeDataFolder();
        const { requests } = await broker(test, data);
        chownSync(join(data, 'windows'), nobody, nobody);
        refuses(await runPlugin(client, data), /does not use \S+\/windows/);
        chownSync(join(data, 'windows'), 0, 0);
        chownSync(data, nobody, nobody);
        refuses(await runPlugin(client, data), /does not use \S+\/data-\w+:/);
        chownSync(data, 0, 0);
        assert.equal(requests.length, 0);
      });

      it('a window’s file', async (test) => {
        const data = makeDataFolder();
        const { requests, window } = await broker(test, data);
        chownSync(window, nobody, nobody);
        const result = await runPlugin(client, data);
        assert.deepEqual([result.exitCode, requests.length], [1, 0]);
        assert.match(result.stderr, /\.curl: it is not a file of your own\.\nError: No VS Code window is open/);
      });

      it('a socket that took a dead window’s name: it learns nothing', async (test) => {
        const [data, elsewhere] = [makeDataFolder(), makeDataFolder()];
        const evil = await broker(test, elsewhere);
        chownSync(evil.socket, nobody, nobody);
        mkdirSync(join(data, 'windows'), { mode: 0o700 });
        writeFileSync(join(data, 'windows', 'a.curl'), windowFile(evil.socket, evil.secret), { mode: 0o600 });
        refuses(await runPlugin(client, data), /No VS Code window is open/);
        const good = await broker(test, data, 'z');
        assert.match((await runPlugin(client, data)).stdout, new RegExp(goodToken));
        assert.deepEqual([evil.requests.length, good.requests.length], [0, 1]);
      });

      it('a list of runtimes, and a fallback', async () => {
        const data = makeDataFolder();
        writeFileSync(join(data, 'fallback'), 'azurecli\n');
        chownSync(join(data, 'fallback'), nobody, nobody);
        refuses(await runPlugin(client, data), /No VS Code window is open/);
      });
    });

    it('the folder of the windows unharmed by any of it', async (test) => {
      const data = makeDataFolder();
      const { window } = await broker(test, data);
      const before = readFileSync(window, 'utf8');
      mkdirSync(join(data, 'windows', 'folder.curl'));
      assert.match((await runPlugin(client, data)).stdout, new RegExp(goodToken));
      assert.equal(readFileSync(window, 'utf8'), before);
    });
  });
}
