import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TokenBroker } from '../../../../src/adapters/credentialPlugin/tokenBroker.ts';
import { removeDeadWindows, type WindowSocketPlace } from '../../../../src/adapters/credentialPlugin/windowSocket.ts';
import type { BrokerAnswer, BrokerRequest } from '../../../../src/core/credentialPlugin/brokerAnswers.ts';

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

const isRoot = process.geteuid?.() === 0;
const credential = '{"kind":"ExecCredential"}';

describe('the token broker', { skip: process.platform === 'win32' ? 'named pipes have no folders' : false }, () => {
  let home: string;
  let dataFolder: string;
  let place: WindowSocketPlace;
  let broker: TokenBroker | undefined;
  let log: string[];
  let asked: BrokerRequest[];
  let answerWith: () => Promise<BrokerAnswer>;

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'aks-entra-broker-'));
    dataFolder = path.join(home, 'aks-entra');
    const runtimeFolder = path.join(home, 'run');
    mkdirSync(runtimeFolder, { mode: 0o700 });
    place = {
      env: { XDG_RUNTIME_DIR: runtimeFolder },
      platform: process.platform,
      windowsFolder: path.join(dataFolder, 'windows'),
      temporaryFolder: home,
      hostName: hostname(),
      pid: process.pid,
    };
    log = [];
    asked = [];
    answerWith = () => Promise.resolve({ status: 200, credential });
  });

  afterEach(() => {
    broker?.dispose();
    broker = undefined;
    rmSync(home, { recursive: true, force: true });
  });

  it('listens where only this user gets in, under a name that nobody can foresee', async () => {
    await start();
    const { socketPath, file, secret } = address();
    assert.match(path.relative(home, socketPath), /^run\/aks-entra\/[0-9a-f]{8}\.sock$/);
    assert.equal(statSync(path.dirname(socketPath)).mode & 0o777, 0o700);
    assert.equal(statSync(socketPath).mode & 0o777, 0o600);
    for (const folder of [dataFolder, place.windowsFolder]) {
      assert.equal(statSync(folder).mode & 0o777, 0o700);
    }
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.match(secret, /^[\w-]{43}$/);
  });

  it('is as closed with a umask that keeps nothing back', async () => {
    const umask = process.umask(0);
    try {
      await start();
    } finally {
      process.umask(umask);
    }
    const { socketPath, file } = address();
    for (const path_ of [dataFolder, place.windowsFolder, path.dirname(socketPath), socketPath, file]) {
      assert.equal(statSync(path_).mode & 0o077, 0, path_);
    }
  });

  it('answers who knows its secret, with what the plugin sent', async () => {
    await start();
    const reply = await ask();
    assert.deepEqual([reply.status, reply.body], [200, `${credential}\n`]);
    assert.equal(reply.headers['cache-control'], 'no-store');
    assert.equal(reply.headers.connection, 'close');
    assert.equal(reply.headers['content-length'], String(credential.length + 1));
    assert.deepEqual(asked, [
      {
        argumentLine: 'get-token --login vscode',
        key: 'f'.repeat(32),
        execInfo: '{"kind":"x"}',
        unnamed: undefined,
      },
    ]);
  });

  it('reads what the plugin found out where no cluster is named, and nothing that is framed otherwise', async () => {
    await start();
    await ask({ body: 'kubeconfig=/a:/b\nfile=12 34\nparent=5\n\n{"kind":"x"}\n' });
    const files = [{ inode: '12', size: 34 }];
    assert.deepEqual(
      asked.map(({ execInfo, unnamed }) => ({ execInfo, unnamed })),
      [{ execInfo: '{"kind":"x"}', unnamed: { kubeconfig: '/a:/b', home: undefined, files, parentPid: 5 } }],
    );
    for (const body of ['', '{"kind":"x"}', 'kubeconfig=/a\n{"kind":"x"}\n', 'evil=/a\n\n{"kind":"x"}\n']) {
      assert.equal((await ask({ body })).status, 400);
    }
    assert.equal(asked.length, 1);
  });

  it('is asked by curl with the address file alone, with bodies that it announces before', async () => {
    await start();
    const body = JSON.stringify({ text: 'x'.repeat(100_000) });
    const args = ['-q', '--silent', '--noproxy', '*', '--max-time', '10', '-K', address().file];
    const more = ['-H', 'Arguments: get-token', '--data-binary', '@-', '--write-out', '%{http_code}'];
    const { stdout, status } = await run('curl', [...args, ...more], `\n${body}`);
    assert.deepEqual([status, stdout], [0, `${credential}\n200`]);
    assert.equal(asked[0]?.execInfo, body);
  });

  it('refuses a wrong or missing secret before it reads anything', async () => {
    await start();
    const { secret } = address();
    const changed = secret.startsWith('A') ? `B${secret.slice(1)}` : `A${secret.slice(1)}`;
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      `Bearer ${changed}`,
      `Bearer ${secret}x`,
      `Basic ${secret}`,
    ]) {
      assert.equal((await ask({ headers: { authorization } })).status, 401);
    }
    assert.deepEqual(asked, []);
    await stillAnswers();
  });

  it('knows one thing only to ask for', async () => {
    await start();
    assert.equal((await ask({ method: 'GET' })).status, 404);
    assert.equal((await ask({ path: '/v2/tokens' })).status, 404);
    assert.equal((await ask({ path: '/v1/token' })).status, 404);
    assert.equal((await ask({ headers: { arguments: undefined } })).status, 400);
    assert.deepEqual(asked, []);
  });

  it('refuses what is too large, by its announcement and by its headers', async () => {
    await start();
    assert.equal((await ask({ body: 'x'.repeat(256 * 1024 + 1) })).status, 413);
    await assert.rejects(ask({ headers: { arguments: 'x'.repeat(20_000) } }));
    await stillAnswers();
  });

  it('lets go of who sends slowly, and answers others meanwhile', async () => {
    await start();
    const { socketPath, secret } = address();
    const slowHeaders = connect(socketPath);
    slowHeaders.write('POST /v2/token HTTP/1.1\r\nHost: localhost\r\n');
    const slowBody = connect(socketPath);
    slowBody.write(
      `POST /v2/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secret}\r\nArguments: get-token\r\nContent-Length: 5\r\n\r\nab`,
    );
    const closed = [slowHeaders, slowBody].map(
      (socket) =>
        new Promise((resolve) => {
          socket
            .on('error', () => undefined)
            .on('close', resolve)
            .resume();
        }),
    );
    await stillAnswers();
    await Promise.all(closed);
    assert.equal(asked.length, 1);
    await stillAnswers();
  });

  it('answers 1000 requests at once', async () => {
    await start();
    const replies = await Promise.all(Array.from({ length: 1000 }, () => ask()));
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]));
    await stillAnswers();
  });

  it('takes one request of a connection, and nothing that hides behind it', async () => {
    await start();
    const { socketPath, secret } = address();
    const one = (body: string, more = ''): string =>
      `POST /v2/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secret}\r\nArguments: get-token\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;
    await send(socketPath, one('\na') + one('\nb'));
    assert.deepEqual(
      asked.map(({ execInfo }) => execInfo),
      ['a'],
    );
    // Two lengths, or a length beside chunks, could be read in two ways.
    asked = [];
    await send(socketPath, one('\nabc', 'Content-Length: 1\r\n'));
    await send(socketPath, one('0\r\n\r\n', 'Transfer-Encoding: chunked\r\n'));
    assert.deepEqual(asked, []);
    await stillAnswers();
  });

  it(
    'lets no other user of the machine connect',
    { skip: isRoot ? false : 'only root can become somebody else' },
    async () => {
      await start();
      chmodSync(home, 0o755);
      const { socketPath, file } = address();
      const script = `
      const { connect } = require('node:net'); const { readFileSync } = require('node:fs');
      try { readFileSync(${JSON.stringify(file)}); console.log('read'); } catch (error) { console.log(error.code); }
      connect(${JSON.stringify(socketPath)}).on('connect', () => console.log('connected')).on('error', (error) => console.log(error.code));`;
      const child = spawn(process.execPath, ['-e', script], { uid: 65534, gid: 65534, env: {}, cwd: '/' });
      assert.equal(await text(child.stdout), 'EACCES\nEACCES\n');
      await stillAnswers();
    },
  );

  it('uses no folder that is a link, a file or another user’s', async () => {
    const elsewhere = path.join(home, 'elsewhere');
    mkdirSync(elsewhere);
    mkdirSync(dataFolder, { mode: 0o700 });
    symlinkSync(elsewhere, place.windowsFolder);
    await assert.rejects(start(), { code: 'dataFolderUnsafe' });
    rmSync(place.windowsFolder);
    if (isRoot) {
      mkdirSync(place.windowsFolder, { mode: 0o700 });
      chownSync(place.windowsFolder, 65534, 65534);
      await assert.rejects(start(), { code: 'dataFolderUnsafe' });
      rmSync(place.windowsFolder, { recursive: true });
    }
    assert.deepEqual(readdirSync(elsewhere), []);
    writeFileSync(place.windowsFolder, '');
    await assert.rejects(start());
  });

  it('puts its socket into no folder that somebody planted in the runtime folder', async () => {
    const [elsewhere, planted] = [path.join(home, 'elsewhere'), path.join(home, 'run', 'aks-entra')];
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, planted);
    await assert.rejects(start(), { code: 'dataFolderUnsafe' });
    rmSync(planted);
    mkdirSync(planted, { mode: 0o700 });
    chmodSync(planted, 0o777);
    await assert.rejects(start(), { code: 'dataFolderUnsafe' });
    if (isRoot) {
      chmodSync(planted, 0o700);
      chownSync(planted, 65534, 65534);
      await assert.rejects(start(), { code: 'dataFolderUnsafe' });
    }
    assert.deepEqual([readdirSync(elsewhere), readdirSync(planted), readdirSync(place.windowsFolder)], [[], [], []]);
  });

  it('closes its own folder where others may read it, refuses it where they may write, and passes over a runtime folder that others enter', async () => {
    mkdirSync(place.windowsFolder, { recursive: true });
    chmodSync(dataFolder, 0o777);
    await assert.rejects(start(), { code: 'dataFolderUnsafe' });
    chmodSync(dataFolder, 0o755);
    chmodSync(path.join(home, 'run'), 0o755);
    await start();
    assert.equal(statSync(dataFolder).mode & 0o777, 0o700);
    assert.equal(path.dirname(address().socketPath), place.windowsFolder);
    await stillAnswers();
  });

  it('finds a short path where the folders have long names', async () => {
    place = {
      ...place,
      env: {},
      windowsFolder: path.join(dataFolder, 'x'.repeat(60), 'y'.repeat(60)),
      temporaryFolder: home,
    };
    await start();
    assert.ok(Buffer.byteLength(address().socketPath) <= 100);
    assert.equal(statSync(path.dirname(address().socketPath)).mode & 0o777, 0o700);
    await stillAnswers();
  });

  it('clears what dead windows left, and leaves living ones, other machines’ and others’ files alone', async () => {
    mkdirSync(place.windowsFolder, { recursive: true, mode: 0o700 });
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const living = path.join(place.windowsFolder, 'aaaaaaaa.sock');
    const server = createServer().listen(living);
    await new Promise((resolve) => server.once('listening', resolve));
    const victim = path.join(home, 'victim.txt');
    writeFileSync(victim, 'mine');
    leave('living', hostname(), process.pid, living);
    leave('dead', hostname(), dead, path.join(place.windowsFolder, 'bbbbbbbb.sock'));
    for (const version of [1, 2, 3]) {
      const socketPath = path.join(place.windowsFolder, `${version}`.repeat(8));
      leave(`version${version}`, hostname(), dead, socketPath, version);
      leave(`elsewhere${version}`, 'another-machine', dead, socketPath, version);
    }
    leave('reused', hostname(), process.pid, path.join(place.windowsFolder, 'cccccccc.sock'));
    leave('elsewhere', 'another-machine', dead, '/run/x.sock');
    leave('greedy', hostname(), dead, victim);
    symlinkSync(victim, path.join(place.windowsFolder, 'link.curl'));
    await start();
    const left = readdirSync(place.windowsFolder).filter(
      (name) => name.endsWith('.curl') && !/^[0-9a-f]{8}/.test(name),
    );
    assert.deepEqual(left.sort(), [
      ...['elsewhere.curl', 'elsewhere1.curl', 'elsewhere2.curl', 'elsewhere3.curl'],
      'living.curl',
    ]);
    assert.equal(readFileSync(victim, 'utf8'), 'mine');
    server.close();
  });

  it('says its version, and is not taken for dead by a window of the version before', async () => {
    await start();
    const lines = readFileSync(address().file, 'utf8').split('\n');
    const who = `host=${hostname()} pid=${process.pid}`;
    assert.deepEqual(lines.slice(0, 3), [
      `# aks-entra 2 ${who}`,
      `# aks-entra 1 ${who}`,
      'url = "http://localhost/v2/token"',
    ]);
  });

  it('clears them beside other windows that start at the same time', async () => {
    mkdirSync(place.windowsFolder, { recursive: true, mode: 0o700 });
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    for (let round = 0; round < 20; round++) {
      for (let each = 0; each < 10; each++) {
        leave(`dead-${each}`, hostname(), dead, path.join(home, 'gone.sock'));
      }
      await Promise.all(Array.from({ length: 8 }, () => removeDeadWindows(place)));
      assert.deepEqual(readdirSync(place.windowsFolder), []);
    }
  });

  it('takes everything of its own away when it closes', async () => {
    await start();
    const { socketPath } = address();
    broker?.dispose();
    assert.deepEqual(readdirSync(place.windowsFolder), []);
    assert.throws(() => statSync(socketPath), { code: 'ENOENT' });
  });

  it('logs refusals and failures, never a secret or a token', async () => {
    await start();
    const { secret } = address();
    await ask({ headers: { authorization: 'Bearer wrong-secret' } });
    answerWith = () => Promise.resolve({ status: 403, line: 'Not for this cluster.' });
    assert.deepEqual([(await ask()).status, (await ask()).body], [403, 'Not for this cluster.\n']);
    answerWith = () => Promise.reject(new TypeError('broken'));
    assert.equal((await ask()).status, 500);
    answerWith = () => Promise.resolve({ status: 200, credential: '{"token":"e.y.J"}' });
    await ask();
    const all = log.join('\n');
    assert.match(all, /401 [^]*403 Not for this cluster\.[^]*broken/);
    for (const text of [secret, 'wrong-secret', 'e.y.J']) {
      assert.ok(!all.includes(text));
    }
  });

  async function start(): Promise<void> {
    const write = (message: string): void => {
      log.push(message);
    };
    broker = new TokenBroker({
      place,
      dataFolder,
      answer: (each) => {
        asked.push(each);
        return answerWith();
      },
      logger: { debug: write, info: write, warn: write, error: write },
    });
    await broker.start();
  }

  function leave(name: string, host: string, pid: number, socketPath: string, version = 2): void {
    const lines = [`# aks-entra ${version} host=${host} pid=${pid}`, `unix-socket = "${socketPath}"`, ''];
    writeFileSync(path.join(place.windowsFolder, `${name}.curl`), lines.join('\n'), { mode: 0o600 });
  }

  function address(): { file: string; socketPath: string; secret: string } {
    const [name = ''] = readdirSync(place.windowsFolder).filter((each) => each.endsWith('.curl'));
    const file = path.join(place.windowsFolder, name);
    const config = readFileSync(file, 'utf8');
    const option = (pattern: RegExp): string => pattern.exec(config)?.[1] ?? '';
    return { file, socketPath: option(/^unix-socket = "(.*)"$/m), secret: option(/Bearer (.*)"$/m) };
  }

  async function stillAnswers(): Promise<void> {
    assert.equal((await ask()).status, 200);
  }

  interface Sent {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly body?: string;
  }

  function ask(sent: Sent = {}): Promise<Reply> {
    const { socketPath, secret } = address();
    const body = sent.body ?? '\n{"kind":"x"}\n';
    const all = {
      authorization: `Bearer ${secret}`,
      arguments: 'get-token --login vscode',
      key: 'f'.repeat(32),
      ...sent.headers,
    };
    const headers = Object.fromEntries(
      Object.entries<string | undefined>(all).filter(([, value]) => value !== undefined),
    );
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          socketPath,
          method: sent.method ?? 'POST',
          path: sent.path ?? '/v2/token',
          agent: false,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          text(response).then((received) => {
            resolve({ status: response.statusCode ?? 0, body: received, headers: response.headers });
          }, reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** @returns when the broker has closed the connection */
  function send(socketPath: string, bytes: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(socketPath, () => socket.write(bytes));
      socket
        .on('error', () => undefined)
        .on('close', () => {
          resolve();
        })
        .resume();
    });
  }
});

async function run(
  command: string,
  args: readonly string[],
  input: string,
): Promise<{ stdout: string; status: number | null }> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  return { stdout: await text(child.stdout), status: await ended };
}
