import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { after, before, describe, it } from 'node:test';
import { leadToSimulator } from '../unit/adapters/azure/leadToSimulator.ts';
import { startSimulator, type Simulator } from './simulator.ts';

describe('clusters that cannot be reached, inside VS Code’s extension host', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
    leadToSimulator(simulator);
  });

  after(() => simulator.close());

  it('resolves no private name, and none of a stopped cluster', async () => {
    for (const host of [hostOf('vault-prod', 'privateFQDN'), hostOf('sleepy-dev', 'fqdn')]) {
      assert.equal(await connectTo(host), `getaddrinfo ENOTFOUND ${host}`);
      await assert.rejects(lookup(host), { code: 'ENOTFOUND', hostname: host });
    }
  });

  it('resolves the public name of a private cluster to an address where nobody answers', async () => {
    const host = hostOf('edge-prod', 'fqdn');
    assert.deepEqual(await lookup(host), { address: '10.224.0.4', family: 4 });
    assert.equal(await connectTo(host), 'connect ETIMEDOUT 10.224.0.4:443');
  });

  it('follows the scenario: authorised ranges leave us out from now on', async () => {
    const host = hostOf('orders-prod', 'fqdn');
    assert.match(await connectTo(host), /certificate/);
    const cluster = simulator.directory.scenario.clusters.find(({ name }) => name === 'orders-prod');
    assert.ok(cluster);
    cluster.isClosedToUs = true;
    const file = process.env['AKS_ENTRA_SIMULATED_HOSTS'] ?? '';
    const hosts = JSON.parse(readFileSync(file, 'utf8')) as { clusterHosts: string[] };
    hosts.clusterHosts = simulator.hosts.filter((one) => one.endsWith('.azmk8s.io'));
    writeFileSync(file, JSON.stringify({ ...hosts, unreachableHosts: simulator.unreachableHosts }));
    assert.match(await connectTo(host), /^connect ETIMEDOUT /);
  });

  function hostOf(name: string, field: 'fqdn' | 'privateFQDN'): string {
    const host = simulator.directory.scenario.clusters.find((one) => one.name === name)?.arm.properties[field];
    assert.ok(host);
    return host;
  }

  function connectTo(host: string): Promise<string> {
    return new Promise((resolve) => {
      const sent = request({ host, path: '/version' }, (response) => {
        response.resume();
        resolve(String(response.statusCode));
      });
      sent.once('error', ({ message }) => {
        resolve(message);
      });
      sent.end();
    });
  }
});
