import assert from 'node:assert/strict';
import https from 'node:https';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { ApiServerConnections } from '../../../../src/adapters/kubernetes/clusterConnections.ts';
import type { ConnectedCluster } from '../../../../src/core/access/accessPorts.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { type InterceptingProxy, startInterceptingProxy } from '../../../simulator/interceptingProxy.ts';
import { ben } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from '../azure/armFixture.ts';

/** What VS Code itself leads its extensions' requests through a proxy with (its @vscode/proxy-agent). */
const { HttpsProxyAgent } = createRequire(import.meta.resolve('@azure/core-rest-pipeline'))('https-proxy-agent') as {
  HttpsProxyAgent: new (url: string) => https.Agent;
};
const direct = https.globalAgent;

describe('an API server behind a proxy', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let proxy: InterceptingProxy;
  let cluster: ConnectedCluster;
  let host: string;
  before(async () => {
    arm = await ArmFixture.start();
    proxy = await startInterceptingProxy(arm.simulator, 'Contoso Web Gateway CA');
  });
  beforeEach(async () => {
    Object.assign(proxy, { credentials: undefined, refusal: undefined });
    proxy.asked.length = 0;
    await arm.signInAs();
    const seen: SeenCluster = await arm.clusterNamed('payments-prod', production);
    host = arm.simulator.hosts.find((name) => name.startsWith('payments-prod')) ?? '';
    cluster = await new ApiServerConnections(arm.credentials, arm.signIn).connect(seen, arm.caller());
    https.globalAgent = new HttpsProxyAgent(proxy.url);
  });
  afterEach(() => {
    https.globalAgent = direct;
  });
  after(async () => {
    await proxy.close();
    await arm.simulator.close();
  });

  const createBinding = (): Promise<unknown> =>
    cluster.createBinding({
      name: 'aks-entra-view-ben',
      namespace: 'default',
      clusterRole: 'view',
      subject: { kind: 'User', name: ben.upn },
    });

  it('is reached where the proxy leads to it and no further', async () => {
    https.globalAgent = new HttpsProxyAgent(`http://127.0.0.1:${arm.simulator.proxyPort}`);
    assert.ok((await cluster.namespaces()).includes('kube-system'));
  });

  it('gets nothing where the proxy opens TLS: its authority is not the cluster’s own', async () => {
    for (const work of [() => cluster.namespaces(), createBinding]) {
      await arm.rejectsWith(
        work(),
        'clusterUnreachable',
        /a certificate of another authority .*such as a proxy that intercepts connections\. Nothing was sent to it/,
      );
    }
    assert.deepEqual(new Set(proxy.asked), new Set([host]));
    assert.deepEqual(
      arm.simulator.record.filter((call) => call.host === host),
      [],
    );
  });

  for (const [status, told] of [
    [403, /a proxy in between refused it \(403\)/],
    [407, /the proxy asks for a user name and a password \(407\)/],
  ] as const) {
    it(`does not get the blame for what the proxy answers (${status}): nothing arrived there`, async () => {
      proxy.refusal = status;
      await arm.rejectsWith(cluster.namespaces(), 'clusterUnreachable', told);
      await arm.rejectsWith(createBinding(), 'clusterUnreachable', told);
    });
  }

  it('is not reached where nobody listens at the proxy', async () => {
    https.globalAgent = new HttpsProxyAgent('http://127.0.0.1:1');
    await arm.rejectsWith(
      cluster.namespaces(),
      'clusterUnreachable',
      /\(ECONNREFUSED\)\. Check the network, VPN or proxy/,
    );
  });
});
