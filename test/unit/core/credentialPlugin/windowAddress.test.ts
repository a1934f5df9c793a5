import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOlderWindowSocket, readWindowAddress } from '../../../../src/core/credentialPlugin/windowAddress.ts';

const secret = 'x'.repeat(43);
function config(socket: string, header = `Authorization: Bearer ${secret}`, url = 'http://localhost/v2/token'): string {
  return `# aks-entra 2 host=a pid=1\nurl = "${url}"\nunix-socket = "${socket}"\nheader = "${header}"\n`;
}

describe('readWindowAddress', () => {
  it('reads the socket, also one with curl’s escapes, and the secret', () => {
    const authorization = `Bearer ${secret}`;
    assert.deepEqual(readWindowAddress(config('/run/a.sock')), { socketPath: '/run/a.sock', authorization });
    assert.deepEqual(readWindowAddress(config('\\\\\\\\.\\\\pipe\\\\a')), {
      socketPath: '\\\\.\\pipe\\a',
      authorization,
    });
    assert.equal(readWindowAddress(config('/a \\"b\\"'))?.socketPath, '/a "b"');
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['another address', config('/a', undefined, 'http://evil/v2/token')],
    ['the address of a version that knew no keys', config('/a', undefined, 'http://localhost/v1/token')],
    ['no socket', config('')],
    ['another header', config('/a', `Cookie: ${secret}`)],
    ['a short secret', config('/a', 'Authorization: Bearer x')],
    ['a header with a line break', config('/a', `Authorization: Bearer ${secret}\nx`)],
  ] as const) {
    it(`takes no file with ${what}`, () => {
      assert.equal(readWindowAddress(text), undefined);
    });
  }
});

describe('readOlderWindowSocket', () => {
  it('finds the socket of a window that knew no keys, and of no other', () => {
    assert.equal(readOlderWindowSocket(config('/a \\"b\\"', undefined, 'http://localhost/v1/token')), '/a "b"');
    for (const url of ['http://localhost/v2/token', 'http://localhost/v3/token', 'http://evil/v1/token']) {
      assert.equal(readOlderWindowSocket(config('/a', undefined, url)), undefined);
    }
    assert.equal(readOlderWindowSocket(''), undefined);
  });
});
