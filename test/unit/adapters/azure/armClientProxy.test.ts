import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import tls from 'node:tls';
import { ArmClient } from '../../../../src/adapters/azure/armClient.ts';
import { ArmClusters } from '../../../../src/adapters/azure/armClusters.ts';
import type { Tenant } from '../../../../src/core/clusters/clusterPorts.ts';
import { type InterceptingProxy, startInterceptingProxy } from '../../../simulator/interceptingProxy.ts';
import { ada } from '../../../simulator/scenarios/people.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import { publicCloud } from './armFixture.ts';
import { SimulatedSignIn } from './simulatedSignIn.ts';

describe('ArmClient behind a proxy that opens TLS', { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let proxy: InterceptingProxy;
  let signIn: SimulatedSignIn;
  before(async () => {
    simulator = await startSimulator();
    proxy = await startInterceptingProxy(simulator, 'Contoso Web Gateway CA');
    signIn = await SimulatedSignIn.of(simulator, ada.upn);
  });
  beforeEach(() => {
    for (const name of Object.keys(process.env)) {
      if (/^(https?|all|no)_proxy$/i.test(name)) {
        process.env[name] = '';
      }
    }
    process.env['HTTPS_PROXY'] = proxy.url;
    Object.assign(proxy, { credentials: undefined, refusal: undefined });
    proxy.asked.length = 0;
  });
  after(async () => {
    await proxy.close();
    await simulator.close();
  });

  async function tenants(armEndpoint = publicCloud.armEndpoint): Promise<Tenant[]> {
    const directory = new ArmClusters(new ArmClient(signIn, () => ({ ...publicCloud, armEndpoint })));
    const signal = new AbortController().signal;
    return directory.tenants({ account: signIn.account, interaction: 'silent', signal });
  }

  it('names who vouches for the certificate, as long as nobody here trusts that', async () => {
    await assert.rejects(tenants(), {
      code: 'offline',
      message:
        /cannot be reached \((?:UNABLE_TO|SELF_SIGNED)\w+\)\. Its certificate comes from “Contoso Web Gateway CA”, which .*NODE_EXTRA_CA_CERTS/,
    });
    assert.deepEqual(new Set(proxy.asked), new Set(['management.azure.com']));
  });

  it('works once its authority is trusted', async () => {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), proxy.caPem]);
    assert.equal((await tenants()).length, 2);
    assert.deepEqual(new Set(proxy.asked), new Set(['management.azure.com']));
  });

  it('takes an address without a scheme, as kubectl does', async () => {
    process.env['HTTPS_PROXY'] = proxy.url.replace('http://', '');
    assert.equal((await tenants()).length, 2);
  });

  it('says that the proxy wants to know who one is, and tells it where the address says so', async () => {
    proxy.credentials = 'ada:p@ss';
    await assert.rejects(tenants(), {
      code: 'offline',
      message: /the proxy asks for a user name and a password \(407\)/,
    });
    process.env['HTTPS_PROXY'] = proxy.url.replace('//', '//ada:p%40ss@');
    assert.equal((await tenants()).length, 2);
  });

  it('says that the proxy refuses, and takes that for no answer of Azure’s', async () => {
    proxy.refusal = 403;
    await assert.rejects(tenants(), { code: 'offline', message: /a proxy in between refused it \(403\)/ });
  });

  it('says that nobody listens at the proxy', async () => {
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
    await assert.rejects(tenants(), { code: 'offline', message: /\(ECONNREFUSED\)\. Nobody listens .* the proxy/ });
  });

  it('reads NO_PROXY as kubectl does: a domain is exempt without a dot before it', async () => {
    process.env['NO_PROXY'] = 'example.invalid';
    await assert.rejects(tenants('https://arm.example.invalid'), {
      code: 'offline',
      message: /\((?:ENOTFOUND|EAI_AGAIN)\)\. (?:Its name|This machine seems)/,
    });
    assert.deepEqual(proxy.asked, []);
  });
});
