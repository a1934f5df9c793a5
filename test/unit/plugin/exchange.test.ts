import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { exchange } from '../../../src/plugin/exchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'aks-entra-exchange-'));
after(() => {
  rmSync(folder, { recursive: true });
});
let sockets = 0;

/** What the plugin takes from a server that says just this, part by part, and hangs up. */
function exchangeWith(...parts: readonly string[]) {
  return exchangeWithServer((socket) => {
    socket.on('error', () => undefined).resume();
    for (const [index, part] of parts.entries()) {
      setTimeout(() => socket.write(part), index * 20);
    }
    setTimeout(() => socket.end(), parts.length * 20);
  });
}

async function exchangeWithServer(answer: (socket: Socket) => void) {
  const server = createServer({ pauseOnConnect: true }, answer);
  const socketPath = join(folder, String(sockets++));
  server.listen(socketPath);
  await once(server, 'listening');
  try {
    return await exchange(
      { socketPath, authorization: 'Bearer x' },
      { args: ['get-token'], key: 'x', execInfo: '{}', unnamed: undefined },
    );
  } finally {
    server.close();
  }
}

it('takes an answer in parts that break anywhere', async () => {
  const bytes = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\nX: y\r\n\r\nnein\n';
  for (const at of [1, 12, 24, 50, 53, bytes.length - 2]) {
    assert.deepEqual(await exchangeWith(bytes.slice(0, at), bytes.slice(at)), { status: 403, text: 'nein' });
  }
});

it('takes an answer without a length when the connection ends', async () => {
  assert.deepEqual(await exchangeWith('HTTP/1.0 200 OK\r\nServer: x\r\n\r\nyes'), { status: 200, text: 'yes' });
});

for (const [length, expected] of [
  ['Content-Length: 2\r\n', { status: 401, text: 'no' }],
  ['', undefined],
] as const) {
  it(`takes the answer of a server that has not read everything only with a length (${length.trim()})`, async () => {
    const answer = await exchangeWithServer((socket) => {
      const refuse = (): void => {
        socket.write(`HTTP/1.1 401 Unauthorized\r\n${length}\r\nno`, () => socket.destroy());
      };
      // By then the request is there.
      setTimeout(refuse, 50);
    });
    assert.deepEqual(answer, expected);
  });
}

for (const [what, message] of [
  ['nothing', ''],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n'],
  ['a body that is too short', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nyes'],
  ['a body that is too long', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nyes'],
  ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nyes'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nyes'],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\n\r\n'],
  ['an interim answer', 'HTTP/1.1 100 Continue\r\n\r\nyes'],
  ['another protocol', 'HTTP/2 200 OK\r\n\r\nyes'],
  ['a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`],
] as const) {
  it(`takes no answer that is not in order: ${what}`, async () => {
    assert.equal(await exchangeWith(message), undefined);
  });
}
