import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type InterceptingProxy, startInterceptingProxy } from '../../simulator/interceptingProxy.ts';
import {
  credentialOf,
  failureOf,
  servicePrincipal,
  startGetTokenFixture,
  type GetTokenFixture,
} from './getTokenFixture.ts';

describe('cli.js get-token behind a proxy that opens TLS', () => {
  let fixture: GetTokenFixture;
  let proxy: InterceptingProxy;
  let caFile: string;
  before(async () => {
    fixture = await startGetTokenFixture();
    proxy = await startInterceptingProxy(fixture.simulator, 'Contoso Web Gateway CA');
    caFile = join(fixture.home, 'gateway.pem');
    writeFileSync(caFile, proxy.caPem);
  });
  beforeEach(() => {
    Object.assign(proxy, { credentials: undefined, refusal: undefined });
    proxy.asked.length = 0;
  });
  after(async () => {
    await proxy.close();
    await fixture.close();
  });

  function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const none = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: '/dev/null', SSL_CERT_DIR: fixture.binFolder };
    return { ...none, HTTPS_PROXY: proxy.url, https_proxy: '', NO_PROXY: '', no_proxy: '', ...more };
  }

  it('names who vouches for the certificate, as long as nobody trusts that', async () => {
    const message = failureOf(await fixture.run(servicePrincipal, { env: environment() }));
    assert.match(
      message,
      /^the certificate of https:\/\/login\.microsoftonline\.com\/ comes from an authority \(it says “Contoso Web Gateway CA”\) that this machine does not trust/,
    );
    assert.deepEqual(new Set(proxy.asked), new Set(['login.microsoftonline.com']));
  });

  for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
    it(`works where ${name} names its authority`, async () => {
      credentialOf(await fixture.run(servicePrincipal, { env: environment({ [name]: caFile }) }));
      assert.ok(proxy.asked.length > 0);
    });
  }

  it('says that the proxy wants to know who one is, and tells it where the address says so', async () => {
    proxy.credentials = 'ada:p@ss';
    const env = environment({ NODE_EXTRA_CA_CERTS: caFile });
    assert.match(
      failureOf(await fixture.run(servicePrincipal, { env })),
      /^the proxy .* user name and a password \(407\)/,
    );
    const HTTPS_PROXY = proxy.url.replace('//', '//ada:p%40ss@');
    credentialOf(await fixture.run(servicePrincipal, { env: { ...env, HTTPS_PROXY } }));
  });

  it('says that what was answered is nothing of Entra’s where the proxy refuses', async () => {
    proxy.refusal = 403;
    const message = failureOf(await fixture.run(servicePrincipal, { env: environment() }));
    assert.match(message, /answered with status 403 and no reason; check the proxy/);
  });

  it('reads NO_PROXY as kubectl does', async () => {
    const env = environment({ NO_PROXY: 'invalid' });
    const message = failureOf(
      await fixture.run(
        [...servicePrincipal, '--authority-host', 'https://login.invalid/', '--disable-instance-discovery'],
        {
          env,
        },
      ),
    );
    assert.match(message, /login\.invalid\/?,? .*(?:cannot be resolved|cannot be reached)/);
    assert.deepEqual(proxy.asked, []);
  });
});
