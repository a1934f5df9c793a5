import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import {
  contextKey,
  execInfo,
  launcher,
  makeDataFolder,
  moveInto,
  nodeClient,
  placeProgram,
  pluginArguments,
  runPlugin,
  shells,
  useOnly,
} from './pluginProcess.ts';
import { credential, goodToken, startBroker, windowFile } from './standInBroker.ts';

interface Fallback {
  readonly fallback: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
  readonly execPath: string;
}

async function broker(test: TestContext, ...options: Parameters<typeof startBroker>) {
  const started = await startBroker(...options);
  test.after(() => started.close());
  return started;
}

for (const client of [...shells, nodeClient]) {
  describe(`the plugin (${client.name})`, { concurrency: 4 }, () => {
    it('hands the window what kubectl said, and kubectl the credential, as one object', async (test) => {
      const data = makeDataFolder();
      const line = credential();
      const { requests, secret } = await broker(test, data, { body: line });
      assert.deepEqual(await runPlugin(client, data), { exitCode: 0, stdout: `${line}\n`, stderr: '' });
      const authorization = `Bearer ${secret}`;
      assert.deepEqual(requests, [
        {
          ...{ method: 'POST', url: '/v2/token', authorization, key: contextKey },
          ...{ arguments: pluginArguments.join(' '), body: `\n${execInfo}\n` },
        },
      ]);
    });

    it('takes a token with 200 groups', async (test) => {
      const data = makeDataFolder();
      await broker(test, data, { body: credential('x'.repeat(16_000)) });
      assert.equal((await runPlugin(client, data)).exitCode, 0);
    });

    it('takes v1beta1 and a closing line break', async (test) => {
      const data = makeDataFolder();
      const line = credential().replace('/v1"', '/v1beta1"');
      await broker(test, data, { body: `${line}\n` });
      assert.deepEqual(await runPlugin(client, data), { exitCode: 0, stdout: `${line}\n`, stderr: '' });
    });

    it('reaches a socket whose path needs curl’s escapes', async (test) => {
      const data = makeDataFolder();
      const { socket, secret, window } = await broker(test, data, undefined, 'a" \\b');
      rmSync(window);
      const escaped = socket.replaceAll(/["\\]/g, '\\$&');
      writeFileSync(join(data, 'windows', 'a.curl'), windowFile(escaped, secret), { mode: 0o600 });
      assert.match((await runPlugin(client, data)).stdout, /good-token/);
    });

    it('leaves the refusal of a missing KUBERNETES_EXEC_INFO to the window', async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data, { status: 403, body: 'kubectl did not say “which”.' });
      const result = await runPlugin(client, data, pluginArguments, { KUBERNETES_EXEC_INFO: '', HOME: '/nonexistent' });
      assert.deepEqual(result, { exitCode: 1, stdout: '', stderr: 'Error: kubectl did not say “which”.\n' });
      assert.match(requests[0]?.body ?? '', /^home=\/nonexistent\nparent=\d+\n\n\n$/);
    });

    it('sends 100 KB of cluster information whole', async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data);
      const long = JSON.stringify({ cluster: { ca: `${'x'.repeat(50_000)}\n`.repeat(2) } }, null, 2);
      assert.equal((await runPlugin(client, data, pluginArguments, { KUBERNETES_EXEC_INFO: long })).exitCode, 0);
      assert.equal(requests[0]?.body, `\n${long}\n`);
    });

    it('asks the next window where one cannot help, and tells the last refusal where none can', async (test) => {
      const data = makeDataFolder();
      await broker(test, data, { status: 421, body: 'one' }, 'a');
      const last = await broker(test, data, { status: 421, body: 'two' }, 'c');
      assert.deepEqual(await runPlugin(client, data), { exitCode: 1, stdout: '', stderr: 'Error: two\n' });
      assert.equal(last.requests.length, 1);
      await broker(test, data, undefined, 'b');
      assert.match((await runPlugin(client, data)).stdout, /good-token/);
      assert.equal(last.requests.length, 1);
    });

    it('goes on where a window needs a sign-in, and tells that rather than what one says that has not the account', async (test) => {
      const data = makeDataFolder();
      await broker(test, data, { status: 401, body: 'sign in' }, 'a');
      await broker(test, data, { status: 421, body: 'not mine' }, 'b');
      assert.deepEqual(await runPlugin(client, data), { exitCode: 1, stdout: '', stderr: 'Error: sign in\n' });
      await broker(test, data, { status: 421, body: 'not mine either' }, '0');
      assert.deepEqual(await runPlugin(client, data), { exitCode: 1, stdout: '', stderr: 'Error: sign in\n' });
      await broker(test, data, undefined, 'c');
      assert.match((await runPlugin(client, data)).stdout, /good-token/);
    });

    it('takes any other refusal as final', async (test) => {
      const data = makeDataFolder();
      await broker(test, data, { status: 500, body: 'sign in first' }, 'a');
      const next = await broker(test, data, undefined, 'b');
      assert.deepEqual(await runPlugin(client, data), { exitCode: 1, stdout: '', stderr: 'Error: sign in first\n' });
      assert.equal(next.requests.length, 0);
    });

    it('passes over what a dead window left behind', async (test) => {
      const data = makeDataFolder();
      const dead = await startBroker(data, undefined, 'a');
      await dead.close();
      await broker(test, data, undefined, 'b');
      assert.match((await runPlugin(client, data)).stdout, /good-token/);
    });

    it('says in one line that no window is open, also for a folder of windows that is not there', async () => {
      const data = makeDataFolder();
      const result = await runPlugin(client, data);
      assert.match(result.stderr, /^Error: No VS Code window is open[^\n]*Open one, or choose a fallback[^\n]*\n$/);
      assert.deepEqual([result.exitCode, result.stdout], [1, '']);
      const dead = await startBroker(data);
      await dead.close();
      assert.deepEqual(await runPlugin(client, data), result);
      writeFileSync(join(data, 'fallback'), 'none\n');
      assert.deepEqual(await runPlugin(client, data), result);
    });

    it('runs the fallback that is set, or the one that its arguments name, with all that it needs', async () => {
      const data = makeDataFolder();
      writeFileSync(join(data, 'fallback'), 'azurecli');
      const set = await runPlugin(client, data);
      assert.deepEqual([set.exitCode, set.stderr], [7, '']);
      const { fallback, input, execPath } = JSON.parse(set.stdout) as Fallback;
      assert.deepEqual(fallback, ['plugin-fallback', 'azurecli', ...pluginArguments]);
      assert.deepEqual([input, execPath], [`${contextKey}\n\n${execInfo}\n`, process.execPath]);
      const args = [...pluginArguments, '--fallback', 'interactive'];
      const typed = JSON.parse((await runPlugin(client, data, args)).stdout) as Fallback;
      assert.deepEqual(typed.fallback, ['plugin-fallback', 'interactive', ...args]);
      const none = await runPlugin(client, data, [...pluginArguments, '--fallback', 'none']);
      assert.match(none.stderr, /No VS Code window is open/);
    });

    it('does not fall back where a window has refused', async (test) => {
      const data = makeDataFolder();
      writeFileSync(join(data, 'fallback'), 'azurecli');
      await broker(test, data, { status: 421, body: 'no account' });
      assert.deepEqual(await runPlugin(client, data), { exitCode: 1, stdout: '', stderr: 'Error: no account\n' });
    });

    for (const [what, body] of [
      ['nothing', ''],
      ['garbage', '<html>'],
      ['two objects', credential() + credential()],
      ['two objects in two lines', `${credential()}\n${credential()}`],
      ['an object in an object', credential().replace(goodToken, '","x":{"token":"a"}')],
      [
        'a second object in front',
        `{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"}${credential()}`,
      ],
      ['a token with an escape', credential('\u001b[31m')],
      ['another kind', credential().replace('ExecCredential', 'Secret')],
      ['an empty token', credential('')],
    ] as const) {
      it(`prints nothing that is no credential: ${what}`, async (test) => {
        const data = makeDataFolder();
        await broker(test, data, { body });
        const result = await runPlugin(client, data);
        assert.deepEqual([result.exitCode, result.stdout], [1, '']);
        assert.match(result.stderr, /^Error: VS Code answered with something that is no credential\.[^\n]*\n$/);
      });
    }

    it('lets no refusal steer the terminal', async (test) => {
      const data = makeDataFolder();
      await broker(test, data, { status: 403, body: 'a\u001b]0;title\u0007' });
      const { stderr } = await runPlugin(client, data);
      assert.equal(stderr, 'Error: VS Code refused with the status 403. Reload its windows, then try again.\n');
    });

    it('gives up on an answer that is cut short, or far too long', async (test) => {
      const data = makeDataFolder();
      await broker(
        test,
        data,
        (response) => {
          response.writeHead(200, { 'content-length': 5000 }).write('{');
          setTimeout(() => response.destroy(), 20);
        },
        'a',
      );
      await broker(test, data, { body: credential('x'.repeat(100_000)) }, 'b');
      await broker(test, data, undefined, 'c');
      assert.match((await runPlugin(client, data)).stdout, /good-token/);
    });

    it('takes no answer that is not HTTP', async (test) => {
      const data = makeDataFolder();
      await broker(test, data, (response) => response.socket?.end('{"kind":"ExecCredential"}\n'));
      assert.match((await runPlugin(client, data)).stderr, /^Error: No VS Code window is open/);
    });

    for (const argument of [
      'a b',
      'a\nb',
      '@/etc/passwd',
      '',
      'a"b',
      "a'b",
      '$(id)',
      '*',
      'ä',
      '-K/tmp/x',
      'a;b',
      'a\r',
    ]) {
      it(`refuses the argument ${JSON.stringify(argument)} before it talks to anybody`, async (test) => {
        const data = makeDataFolder();
        const { requests } = await broker(test, data);
        const result = await runPlugin(client, data, [...pluginArguments, argument]);
        assert.deepEqual([result.exitCode, result.stdout, requests.length], [1, '', 0]);
        assert.match(result.stderr, /^Error: AKS Entra does not run with these arguments: [^\n]*\n$/);
      });
    }

    it('hands arguments that look like curl’s over as text', async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data);
      await runPlugin(client, data, ['get-token', '-K', '-o', '--proxy', 'x']);
      assert.equal(requests[0]?.arguments, 'get-token -K -o --proxy x');
    });

    for (const args of [[], ['--version'], ['get-tokens'], ['--exec-info-on-stdin']]) {
      it(`runs get-token only: ${JSON.stringify(args)}`, async () => {
        const result = await runPlugin(client, makeDataFolder(), args);
        assert.deepEqual([result.exitCode, result.stdout], [1, '']);
        assert.match(
          result.stderr,
          /^Error: AKS Entra does not run with these arguments: the command is not get-token/,
        );
      });
    }
  });
}

describe('a window that does not come to an end', { concurrency: true }, () => {
  for (const client of [launcher, nodeClient]) {
    for (const [what, answer] of [
      ['hangs', () => undefined],
      ['talks without end', talkWithoutEnd],
    ] as const) {
      it(`is left after 30 seconds at the latest, for the next one: it ${what} (${client.name})`, async (test) => {
        const data = makeDataFolder();
        await broker(test, data, answer, 'a');
        await broker(test, data, undefined, 'b');
        const startedMs = performance.now();
        assert.match((await runPlugin(client, data)).stdout, /good-token/);
        const seconds = (performance.now() - startedMs) / 1000;
        assert.ok(seconds < 36, `${seconds} s`);
        if (what === 'hangs') {
          assert.ok(seconds > 28, `${seconds} s`);
        }
      });
    }
  }
});

function talkWithoutEnd(response: ServerResponse): void {
  // Not as fast as it could: the tests beside this one need the machine, too.
  const timer = setInterval(() => response.write('x'.repeat(65_536)), 20);
  response.once('close', () => {
    clearInterval(timer);
  });
}

describe('the launcher', () => {
  it('asks with the Node client where there is no curl', async (test) => {
    const data = makeDataFolder();
    const withoutCurl = join(data, 'bin');
    const { requests } = await broker(test, data);
    useOnly(data, withoutCurl, ['ls', 'env']);
    assert.deepEqual((await runPlugin(launcher, data)).stdout.includes(goodToken), true);
    assert.deepEqual([requests[0]?.body, requests[0]?.key], [`\n${execInfo}\n`, contextKey]);
  });

  it('says so where there is nothing at all to run with', async (test) => {
    const data = makeDataFolder();
    await broker(test, data);
    rmSync(join(data, 'runtimes'));
    useOnly(data, join(data, 'bin'), ['ls', 'env']);
    const { stderr, exitCode } = await runPlugin(launcher, data);
    assert.match(stderr, /^Error: AKS Entra finds nothing to run with: no curl, no VS Code, no Node\.js\.[^\n]*\n$/);
    assert.equal(exitCode, 1);
  });

  it('finds VS Code’s remote servers beside its folder, and after them the machine’s node', async () => {
    for (const place of ['.vscode-server/cli/servers/Stable-abc/server/node', '.vscode-server-insiders/bin/abc/node']) {
      const home = makeDataFolder();
      const data = join(home, '.local', 'share', 'aks-entra');
      moveInto(home, data);
      writeFileSync(join(data, 'runtimes'), '/nonexistent/node\n');
      writeFileSync(join(data, 'fallback'), 'azurecli\n');
      useOnly(data, join(data, 'bin'), ['ls', 'env', 'cat']);
      const node = join(home, place);
      placeProgram(node, '#!/bin/sh\nexec cat\n');
      assert.equal((await runPlugin(launcher, data)).stdout, `${contextKey}\n\n${execInfo}\n`, place);
      rmSync(node);
      placeProgram(join(data, 'bin', 'node'), '#!/bin/sh\necho machine\n');
      assert.equal((await runPlugin(launcher, data)).stdout, 'machine\n');
    }
  });

  it('does not run by a relative path', async () => {
    const data = makeDataFolder();
    const relative = {
      name: '',
      command: () => ['/bin/sh', `${data.slice(data.lastIndexOf('/') + 1)}/plugin/aks-entra`],
    };
    assert.match((await runPlugin(relative, data)).stderr, /^Error: AKS Entra has to be run by its absolute path/);
  });

  it('minds no strange name of a window’s file', async (test) => {
    const data = makeDataFolder();
    await broker(test, data, undefined, '-o x $(id)');
    assert.match((await runPlugin(launcher, data)).stdout, /good-token/);
  });
});
