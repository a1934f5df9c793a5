import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { describe, it } from 'node:test';
import { proxyFromEnvironment } from '../../../../src/adapters/network/kubectlProxy.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';

type Case = readonly [url: string, noProxy: string, isProxied: boolean];

/** After the tests of golang.org/x/net/http/httpproxy. */
const cases: readonly Case[] = [
  ['https://shop.hcp.westeurope.azmk8s.io', '', true],
  ['https://shop.hcp.westeurope.azmk8s.io', '*', false],
  ['https://shop.hcp.westeurope.azmk8s.io', 'AZMK8S.io', false],
  ['https://shop.hcp.westeurope.azmk8s.io', '.azmk8s.io', false],
  ['https://shop.hcp.westeurope.azmk8s.io', '*.azmk8s.io', false],
  ['https://shop.hcp.westeurope.azmk8s.io', 'mk8s.io', true],
  ['https://shop.hcp.westeurope.azmk8s.io', 'hcp.westeurope', true],
  ['https://shop.hcp.westeurope.azmk8s.io', 'a.example, azmk8s.io:443', false],
  ['https://shop.hcp.westeurope.azmk8s.io', 'azmk8s.io:8443', true],
  ['https://shop.hcp.westeurope.azmk8s.io:8443', 'azmk8s.io:8443', false],
  ['https://azmk8s.invalid', '.azmk8s.invalid', true],
  ['https://azmk8s.invalid', 'azmk8s.invalid', false],
  ['https://10.1.2.3', '10.0.0.0/8', false],
  ['https://10.1.2.3', '10.2.0.0/16', true],
  ['https://10.1.2.3', '10.1.2.3', false],
  ['https://10.1.2.3', '10.1.2.3:443', false],
  ['https://10.1.2.3', '10.1.2.3:6443', true],
  ['https://10.1.2.3', '10.1.2', true],
  ['https://[fd00::1]', 'fd00::/8', false],
  ['https://[fd00::1]', 'fd00:0:0::1', false],
  ['https://[fd00::1]', '[fd00::1]:443', false],
  ['https://[fd00::1]', '[fd00::1]:6443', true],
  ['https://127.0.0.2:1', '', false],
  ['https://localhost:1', '', false],
  ['https://[::1]:1', '', false],
];

describe('the proxy that kubectl takes', { timeout: 60_000 }, () => {
  it('is not asked where NO_PROXY says so, or where the server is this machine', () => {
    for (const [url, noProxy, isProxied] of cases) {
      const env = { HTTPS_PROXY: 'http://proxy.example:8080', NO_PROXY: noProxy };
      assert.equal(proxyFromEnvironment(new URL(url), env) !== undefined, isProxied, `${url} with ${noProxy}`);
    }
  });

  it('is the same for kubectl itself', async () => {
    const [kubectl] = findKubectls().slice(-1);
    assert.ok(kubectl, 'no kubectl');
    /** The user of the proxy's address tells the cases apart. */
    const asked = new Set<string>();
    const proxy = net.createServer((socket) => {
      socket.once('data', (data) => {
        const user = /^Proxy-Authorization: Basic (\S+)/im.exec(data.toString())?.[1] ?? '';
        asked.add(Buffer.from(user, 'base64').toString().replace(/:.*$/, ''));
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      });
      socket.on('error', () => undefined);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as net.AddressInfo;
    // What kubectl takes directly leads to nowhere: names that nobody has, and addresses of nobody here.
    await Promise.all(
      cases.map(async ([url, noProxy], index) => {
        const env = { HOME: '/nonexistent', HTTPS_PROXY: `http://case${index}@127.0.0.1:${port}`, NO_PROXY: noProxy };
        await runKubectl(kubectl, ['--server', url, '--token=none', '--request-timeout=2s', 'version'], env);
      }),
    );
    proxy.close();
    for (const [index, [url, noProxy, isProxied]] of cases.entries()) {
      assert.equal(asked.has(`case${index}`), isProxied, `${url} with ${noProxy}`);
    }
  });

  it('is read from the upper case first, and may do without a scheme', () => {
    const url = new URL('https://shop.example');
    const proxyIn = (env: Record<string, string>): string | undefined => proxyFromEnvironment(url, env)?.href;
    assert.equal(proxyIn({ HTTPS_PROXY: 'a.example:1', https_proxy: 'http://b.example' }), 'http://a.example:1/');
    assert.equal(proxyIn({ HTTPS_PROXY: '', https_proxy: 'http://b.example' }), 'http://b.example/');
    assert.equal(proxyIn({ HTTP_PROXY: 'http://b.example', ALL_PROXY: 'http://b.example' }), undefined);
    assert.equal(proxyIn({ HTTPS_PROXY: 'socks5://a.example:1080' }), 'socks5://a.example:1080');
  });
});
