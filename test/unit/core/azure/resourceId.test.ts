import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterIdOfScope, parseClusterId } from '../../../../src/core/azure/resourceId.ts';

const parts = { subscriptionId: 's-1', resourceGroup: 'rg_with_(odd).chars', name: 'web' };

describe('parseClusterId', () => {
  for (const id of [
    '/subscriptions/s-1/resourceGroups/rg_with_(odd).chars/providers/Microsoft.ContainerService/managedClusters/web',
    '/subscriptions/s-1/resourcegroups/rg_with_(odd).chars/providers/Microsoft.ContainerService/managedClusters/web',
    '/SUBSCRIPTIONS/s-1/RESOURCEGROUPS/rg_with_(odd).chars/PROVIDERS/MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/web',
  ]) {
    it(`reads ${id.slice(0, 38)}… whatever the case of its fixed parts`, () => {
      assert.deepEqual(parseClusterId(id), parts);
    });
  }

  it('keeps the case of the names', () => {
    const id = '/subscriptions/S/resourceGroups/RG/providers/Microsoft.ContainerService/managedClusters/Web';
    assert.deepEqual(parseClusterId(id), { subscriptionId: 'S', resourceGroup: 'RG', name: 'Web' });
  });

  for (const id of [
    '',
    '/subscriptions/s/resourceGroups/rg',
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/',
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web/agentPools/a',
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/fleets/web',
    'https://management.azure.com/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web',
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web\n/x',
  ]) {
    it(`refuses ${JSON.stringify(id)}`, () => {
      assert.equal(parseClusterId(id), undefined);
    });
  }
});

describe('the cluster of a scope', () => {
  const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web';

  it('is the one that the scope is, or lies in', () => {
    for (const below of ['', '/namespaces/shop', '/providers/Microsoft.Authorization/roleAssignments/x']) {
      assert.equal(clusterIdOfScope(`${id}${below}`), id);
    }
  });

  it('is none of a scope above a cluster, or of something else', () => {
    for (const scope of [
      '',
      '/',
      '/subscriptions/s',
      '/subscriptions/s/resourceGroups/rg',
      id.replace('managedC', 'c'),
    ]) {
      assert.equal(clusterIdOfScope(scope), undefined);
    }
  });
});
