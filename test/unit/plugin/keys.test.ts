import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { contextKeyRefusal } from '../../../src/core/login/contextKey.ts';
import { findOnPath } from '../../vscode/findOnPath.ts';
import {
  contextKey,
  execInfo,
  launcher,
  makeDataFolder,
  nodeClient,
  placeProgram,
  pluginArguments,
  pluginEnvironment,
  runPlugin,
  shells,
  useOnly,
} from './pluginProcess.ts';
import { goodToken, startBroker, windowFile } from './standInBroker.ts';

/** All that the launcher ever starts. */
const programs = ['curl', 'ls', 'cat', 'env', 'node', 'printf'];

const malformed: readonly (readonly [what: string, key: string | undefined])[] = [
  ['missing', undefined],
  ['empty', ''],
  ['31 characters long', contextKey.slice(1)],
  ['33 characters long', `${contextKey}0`],
  ['twice as long', contextKey.repeat(2)],
  ['in upper case', contextKey.toUpperCase()],
  ['no hexadecimal number', contextKey.replace('f', 'g')],
  ['with a line break behind', `${contextKey}\n`],
  ['with a line break in it', contextKey.replace('7', '\n')],
  ['with another option behind', `${contextKey}\nurl = "http://localhost/"`],
  ['with a carriage return', `${contextKey}\r`],
  ['with a header behind', `${contextKey}\r\nX: y`],
  ['with a quote', contextKey.replace('7', '"')],
  ['with a backslash', contextKey.replace('7', '\\')],
  ['with a blank behind', `${contextKey} `],
  ['with a blank in front', ` ${contextKey}`],
  ['a pattern', '?'.repeat(32)],
  ['a pattern of another kind', '[0-9a-f]'.repeat(32)],
  ['a command', contextKey.replace('01234567', '$(id)`id`')],
  ['beyond ASCII', contextKey.replace('7', 'é')],
];

async function broker(test: TestContext, ...options: Parameters<typeof startBroker>) {
  const started = await startBroker(...options);
  test.after(() => started.close());
  return started;
}

function refuses(result: Awaited<ReturnType<typeof runPlugin>>): void {
  assert.deepEqual(result, { exitCode: 1, stdout: '', stderr: `Error: ${contextKeyRefusal}\n` });
}

const sizeOfMark = (data: string): number => readFileSync(join(data, 'refused')).length;

for (const client of [...shells, nodeClient]) {
  describe(`a context’s key (${client.name})`, { concurrency: 4 }, () => {
    it('is refused where it is missing or malformed, before any program starts, and leaves a mark', async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data);
      writeFileSync(join(data, 'fallback'), 'azurecli\n');
      const bin = join(data, 'bin');
      useOnly(data, bin, []);
      for (const name of programs) {
        placeProgram(join(bin, name), `#!/bin/sh\n: >${join(data, 'started')}\n`);
      }
      for (const [index, [what, key]] of malformed.entries()) {
        // A bash that takes options from its environment would take upper for lower case.
        const env = { AKS_ENTRA_CONTEXT: key, BASHOPTS: 'nocasematch', key: contextKey, hex: '?', rest: '' };
        const unnamed = { KUBERNETES_EXEC_INFO: '', KUBECONFIG: '/etc/passwd;' };
        refuses(await runPlugin(client, data, pluginArguments, index % 2 === 0 ? env : { ...env, ...unnamed }));
        assert.equal(sizeOfMark(data), index + 1, what);
      }
      assert.equal(existsSync(join(data, 'started')), false);
      assert.equal(requests.length, 0);
    });

    it('leaves its mark in nothing but a file of one’s own, and tells the refusal in any case', async () => {
      const data = makeDataFolder();
      const [mark, victim] = [join(data, 'refused'), join(data, 'victim')];
      writeFileSync(victim, 'mine');
      const noKey = () => runPlugin(client, data, pluginArguments, { AKS_ENTRA_CONTEXT: undefined });
      for (const [program = '', ...args] of [
        ['ln', '-s', victim],
        ['ln', '-s', join(data, 'nowhere')],
        ['mkdir'],
        ['mkfifo'],
      ]) {
        spawnSync(program, [...args, mark]);
        refuses(await noKey());
        rmSync(mark, { recursive: true });
      }
      assert.equal(readFileSync(victim, 'utf8'), 'mine');
      assert.equal(existsSync(join(data, 'nowhere')), false);
      writeFileSync(mark, 'before');
      refuses(await noKey());
      assert.match(readFileSync(mark, 'utf8'), /^before.$/s);
    });

    it(
      'leaves no mark in somebody else’s file or folder',
      { skip: process.getuid?.() === 0 ? false : 'needs root, to make files of somebody else' },
      async () => {
        const data = makeDataFolder();
        const mark = join(data, 'refused');
        const noKey = () => runPlugin(client, data, pluginArguments, { AKS_ENTRA_CONTEXT: undefined });
        writeFileSync(mark, 'theirs');
        chownSync(mark, 65_534, 65_534);
        refuses(await noKey());
        assert.equal(readFileSync(mark, 'utf8'), 'theirs');
        rmSync(mark);
        chownSync(data, 65_534, 65_534);
        refuses(await noKey());
        assert.equal(existsSync(mark), false);
      },
    );

    it('is asked for by nobody of a version without keys, whose window is passed over', async (test) => {
      const data = makeDataFolder();
      const old = await broker(test, data, undefined, 'a');
      writeFileSync(old.window, windowFile(old.socket, old.secret, 1));
      const reload =
        'Error: A VS Code window with an older AKS Entra is open. Reload it ("Developer: Reload Window"), then try again.\n';
      assert.deepEqual(await runPlugin(client, data), { exitCode: 1, stdout: '', stderr: reload });
      const other = await broker(test, data, { status: 421, body: 'not mine' }, 'b');
      assert.equal((await runPlugin(client, data)).stderr, 'Error: not mine\n');
      const good = await broker(test, data, undefined, 'c');
      const { stdout, stderr } = await runPlugin(client, data);
      assert.match(stdout, new RegExp(goodToken));
      assert.equal(stderr, '');
      assert.deepEqual([old.requests.length, other.requests.length], [0, 2]);
      assert.deepEqual(
        good.requests.map(({ key }) => key),
        [contextKey],
      );
    });

    it('goes to a fallback where only windows without keys are open', async (test) => {
      const data = makeDataFolder();
      const old = await broker(test, data);
      writeFileSync(old.window, windowFile(old.socket, old.secret, 1));
      const args = [...pluginArguments, '--fallback', 'azurecli'];
      const { input, env } = JSON.parse((await runPlugin(client, data, args)).stdout) as {
        input: string;
        env: Record<string, string>;
      };
      assert.equal(input, `${contextKey}\n\n${execInfo}\n`);
      assert.ok(!JSON.stringify(env).includes(contextKey));
      assert.equal(old.requests.length, 0);
    });

    it('does not wait for a window of an older version that died', async () => {
      const data = makeDataFolder();
      const dead = await startBroker(data);
      await dead.close();
      writeFileSync(dead.window, windowFile(dead.socket, dead.secret, 1));
      assert.match((await runPlugin(client, data)).stderr, /^Error: No VS Code window is open/);
    });
  });
}

describe('what the launcher hands the Node client on standard input', () => {
  for (const [what, input] of [
    ['nothing', ''],
    ['no key, though there is one in the environment', execInfo],
    ['a key that no empty line follows', `${contextKey}\n${execInfo}\n`],
    ['a malformed key', `${contextKey}0\n\n${execInfo}\n`],
    ['a key behind a line break', `\n${contextKey}\n\n${execInfo}\n`],
  ] as const) {
    it(`is refused, with a mark: ${what}`, async (test) => {
      const data = makeDataFolder();
      const { requests } = await broker(test, data);
      const [program = '', ...args] = nodeClient.command(data);
      const child = spawn(program, [...args, '--exec-info-on-stdin', ...pluginArguments], { env: pluginEnvironment });
      const stderr = text(child.stderr);
      child.stdin.end(input);
      const [exitCode] = (await once(child, 'close')) as [number];
      refuses({ exitCode, stdout: '', stderr: await stderr });
      assert.deepEqual([sizeOfMark(data), requests.length], [1, 0]);
    });
  }
});

/** Puts programs in front of the machine's own that note their arguments and environment. @returns what was noted */
function noteProgramsOf(data: string): () => string {
  const [bin, seen] = [join(data, 'bin'), join(data, 'seen')];
  useOnly(data, bin, []);
  for (const name of programs.filter((each) => each !== 'node')) {
    const note = `{ echo "${name} $*"; ${findOnPath('tr')} '\\0' '\\n' </proc/$$/environ; } >>${seen}`;
    placeProgram(join(bin, name), `#!/bin/sh\n${note}\nexec ${findOnPath(name)} "$@"\n`);
  }
  return () => readFileSync(seen, 'utf8');
}

describe(
  'the programs that the launcher starts',
  { skip: existsSync('/proc/self/environ') ? false : 'needs /proc' },
  () => {
    for (const client of shells) {
      it(`have the key neither as an argument nor in their environment (${client.name})`, async () => {
        const data = makeDataFolder();
        const started = await startBroker(data);
        const seen = noteProgramsOf(data);
        // Whatever else hands variables on: those of the launcher's own names, and options of bash that export all.
        const names = ['key', 'line', 'rest', 'answer', 'url', 'socket', 'hex', 'argument', 'window'];
        const env = {
          ...Object.fromEntries(names.map((name) => [name, 'x'])),
          SHELLOPTS: 'allexport',
          BASHOPTS: 'lastpipe',
        };
        assert.match((await runPlugin(client, data, pluginArguments, env)).stdout, new RegExp(goodToken));
        assert.equal(started.requests[0]?.key, contextKey);
        await started.close();
        await runPlugin(client, data, [...pluginArguments, '--fallback', 'azurecli'], env);
        for (const name of ['ls', 'cat', 'env', 'curl']) {
          assert.match(seen(), new RegExp(`^${name} `, 'm'));
        }
        for (const text of [contextKey, started.secret, goodToken, 'AKS_ENTRA_CONTEXT']) {
          assert.ok(!seen().includes(text));
        }
      });
    }
  },
);

it('is a guard that finds a key where one is handed on', async (test) => {
  const data = makeDataFolder();
  await broker(test, data);
  const seen = noteProgramsOf(data);
  await runPlugin(launcher, data, pluginArguments, { OTHER: contextKey });
  assert.ok(seen().includes(contextKey));
});
