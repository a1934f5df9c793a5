import assert from 'node:assert/strict';
import http from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import tls from 'node:tls';
import { GraphClient } from '../../../../src/adapters/graph/graphClient.ts';
import { type InterceptingProxy, startInterceptingProxy } from '../../../simulator/interceptingProxy.ts';
import { ada, contoso } from '../../../simulator/scenarios/people.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import type { SignIn, TokenRequest } from '../../../../src/core/entra/signIn.ts';
import { publicCloud } from '../azure/armFixture.ts';
import { SimulatedSignIn } from '../azure/simulatedSignIn.ts';

// VS Code leads what its extensions fetch through its proxy; here Node does it.
describe('GraphClient behind a proxy that opens TLS', { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let proxy: InterceptingProxy;
  let signIn: SimulatedSignIn;
  let tokenOfGraph: TokenRequest;
  let withoutProxy = (): void => undefined;
  before(async () => {
    simulator = await startSimulator();
    proxy = await startInterceptingProxy(simulator, 'Contoso Web Gateway CA');
    signIn = await SimulatedSignIn.of(simulator, ada.upn);
    const { account } = signIn;
    const scope = 'https://graph.microsoft.com/.default';
    tokenOfGraph = { account, tenantId: contoso.tenantId, scope, interaction: 'silent' };
  });
  beforeEach(() => {
    Object.assign(proxy, { credentials: undefined, refusal: undefined });
    proxy.asked.length = 0;
    goThrough(proxy.url);
  });
  afterEach(() => {
    withoutProxy();
  });
  after(async () => {
    await proxy.close();
    await simulator.close();
  });

  /** As the environment says it, for what looks at a certificate itself. */
  function goThrough(url: string): void {
    for (const name of Object.keys(process.env)) {
      if (/^(https?|all|no)_proxy$/i.test(name)) {
        process.env[name] = '';
      }
    }
    process.env['HTTPS_PROXY'] = url;
    withoutProxy();
    withoutProxy = http.setGlobalProxyFromEnv({ https_proxy: url });
  }

  /** @param graphEndpoint another than Graph's own: its token is the same */
  async function me(graphEndpoint = publicCloud.graphEndpoint ?? ''): Promise<number> {
    const ofGraph = { token: () => signIn.token(tokenOfGraph) } as unknown as SignIn;
    const graph = new GraphClient(ofGraph, () => ({ ...publicCloud, graphEndpoint }));
    const caller = { account: signIn.account, tenantId: contoso.tenantId };
    const body = { groupIds: ['00000000-0000-0000-0000-000000000001'] };
    return (await graph.send(caller, { method: 'POST', path: 'me/checkMemberGroups', body })).status;
  }

  it('names who vouches for the certificate, as long as nobody here trusts that', async () => {
    await assert.rejects(me(), {
      code: 'offline',
      message: /Its certificate comes from “Contoso Web Gateway CA”, which .*NODE_EXTRA_CA_CERTS/,
    });
    assert.deepEqual(new Set(proxy.asked), new Set(['graph.microsoft.com']));
  });

  it('works once its authority is trusted', async () => {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), proxy.caPem]);
    assert.equal(await me(), 200);
    assert.deepEqual(new Set(proxy.asked), new Set(['graph.microsoft.com']));
  });

  it('says that the proxy wants to know who one is, and tells it where the address says so', async () => {
    proxy.credentials = 'ada:p@ss';
    await assert.rejects(me(), { code: 'offline', message: /the proxy asks for a user name and a password \(407\)/ });
    goThrough(proxy.url.replace('//', '//ada:p%40ss@'));
    assert.equal(await me(), 200);
  });

  it('says that the proxy refuses, and takes that for no answer of Graph’s', async () => {
    proxy.refusal = 403;
    await assert.rejects(me(), { code: 'offline', message: /a proxy in between refused it \(403\)/ });
  });

  it('says that nobody listens at the proxy', async () => {
    goThrough('http://127.0.0.1:1');
    await assert.rejects(me(), { code: 'offline', message: /ECONNREFUSED\. Nobody listens .* the proxy/ });
  });

  it('says that this machine is offline where no proxy leads anywhere', async () => {
    withoutProxy();
    await assert.rejects(me('https://graph.invalid'), {
      code: 'offline',
      message: /(?:ENOTFOUND|EAI_AGAIN)\. (?:Its name|This machine seems)/,
    });
  });
});
