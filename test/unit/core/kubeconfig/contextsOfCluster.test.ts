import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import {
  accountOfContext,
  contextsOfCluster,
  seenOfContext,
} from '../../../../src/core/kubeconfig/contextsOfCluster.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { ada, ben, cluster as listed, seen } from '../clusters/listedClusters.ts';

const id =
  '/subscriptions/7a1b2c3d-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop';
const cluster = clusterFromArm(
  {
    id,
    properties: { fqdn: 'shop-1.hcp.eastus.azmk8s.io', privateFQDN: 'shop-2.guid.privatelink.eastus.azmk8s.io' },
  },
  'tenant',
);

function namesFor(server: string, clusterId?: string, managedNamespace?: string, of = cluster): string[] {
  assert.ok(of);
  const place = managedNamespace === undefined ? '' : `, managedNamespace: ${managedNamespace}`;
  const ours =
    clusterId === undefined ? '' : `, extensions: [{name: aks-entra, extension: {clusterId: "${clusterId}"${place}}}]`;
  const { contexts } = readContexts(`clusters:
- {name: c, cluster: {server: "${server}"}}
contexts:
- {name: found, context: {cluster: c, user: u${ours}}}
`);
  return contextsOfCluster(contexts, of).map(({ contextName }) => contextName);
}

describe('the contexts of a cluster', () => {
  it('are those that we wrote for it, in whatever case ARM writes its id and wherever they lead', () => {
    assert.deepEqual(namesFor('https://tunnel.example', id.replace('resourceGroups', 'resourcegroups')), ['found']);
  });

  it('are those of other tools that lead to its API server, by either of its names', () => {
    assert.deepEqual(namesFor('https://SHOP-1.hcp.eastus.azmk8s.io:443'), ['found']);
    assert.deepEqual(namesFor('https://shop-2.guid.privatelink.eastus.azmk8s.io:443'), ['found']);
  });

  it('are not those of another cluster, nor those that lead nowhere', () => {
    assert.deepEqual(namesFor('https://shop-1.hcp.eastus.azmk8s.io:443', `${id}-2`), []);
    assert.deepEqual(namesFor('https://shop-1.hcp.eastus.azmk8s.io.evil.example'), []);
    assert.deepEqual(namesFor('shop-1.hcp.eastus.azmk8s.io'), []);
  });

  it('are not those of its managed namespaces, which have their own', () => {
    assert.ok(cluster);
    const server = 'https://shop-1.hcp.eastus.azmk8s.io:443';
    assert.deepEqual(namesFor(server, id, 'checkout'), []);
    const team = { ...cluster, id: `${id}/managedNamespaces/Checkout` };
    assert.deepEqual(namesFor('https://tunnel.example', id, 'checkout', team), ['found']);
    assert.deepEqual(namesFor(server, id, 'search', { ...cluster, id: team.id }), []);
  });

  it('are none where the cluster has no address and the context neither', () => {
    const unborn = clusterFromArm({ id, properties: {} }, 'tenant');
    assert.ok(unborn);
    const { contexts } = readContexts('contexts:\n- {name: a, context: {cluster: c, user: u}}\n');
    assert.deepEqual(contextsOfCluster(contexts, unborn), []);
  });
});

describe('the cluster of a context', () => {
  const web = listed('prod', 'web');
  const both = [seen('prod', [web]), seen('prod', [web], { account: ben })].flatMap(seenClusters);
  const labelOf = (accountId?: string, clusterId = web.id): string | undefined =>
    seenOfContext(both, {
      server: undefined,
      metadata: { clusterId },
      entra: accountId === undefined ? undefined : { isLegacy: false, accountId },
    })?.account.label;

  it('is as the account of the context sees it, where several accounts see it', () => {
    assert.equal(labelOf(ben.id), ben.label);
    assert.equal(labelOf(ada.id), ada.label);
  });

  it('is as the first account sees it where its own is not known to, and none where nobody does', () => {
    assert.equal(labelOf(), ada.label);
    assert.equal(labelOf('gone'), ada.label);
    assert.equal(labelOf(ben.id, '/other'), undefined);
  });

  it('is signed in to by its own account, else by the one that sees it, of those that VS Code has', () => {
    const web = listed('prod', 'web');
    const seenByBen = seenClusters(seen('prod', [web], { account: ben }));
    const labelFor = (accountId: string | undefined, accounts = [ada, ben], clusterId = web.id): string | undefined =>
      accountOfContext(
        seenByBen,
        {
          server: undefined,
          metadata: { clusterId },
          entra: accountId === undefined ? undefined : { isLegacy: false, accountId },
        },
        accounts,
      )?.label;
    assert.equal(labelFor(ada.id), ada.label);
    assert.equal(labelFor(undefined), ben.label);
    assert.equal(labelFor('gone'), ben.label);
    assert.equal(labelFor(undefined, [ada]), undefined);
    assert.equal(labelFor(undefined, [ada, ben], '/other'), undefined);
  });
});
