import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fleetFromArm } from '../../../../src/core/clusters/fleet.ts';
import { managedNamespaceFromArm } from '../../../../src/core/clusters/managedNamespace.ts';

const group = '/subscriptions/s-1/resourcegroups/rg-shop/providers/Microsoft.ContainerService';

describe('rows of managed namespaces and fleets', () => {
  it('reads a managed namespace from ARM’s body and from a row of Resource Graph, by its id', () => {
    const id = `${group}/managedClusters/shop/managedNamespaces/team`;
    const expected = {
      id,
      name: 'team',
      clusterId: `${group}/managedClusters/shop`,
      clusterName: 'shop',
      resourceGroup: 'rg-shop',
      subscriptionId: 's-1',
      location: 'westeurope',
      tenantId: 'contoso',
      provisioningState: 'Succeeded',
    };
    const body = { id, name: 'team', location: 'westeurope', properties: { provisioningState: 'Succeeded' } };
    const row = { id, name: 'shop/team', location: 'westeurope', provisioningState: 'Succeeded' };
    assert.deepEqual(managedNamespaceFromArm(body, 'contoso'), expected);
    assert.deepEqual(managedNamespaceFromArm(row, 'contoso'), expected);
    assert.equal(managedNamespaceFromArm({ id: `${group}/managedClusters/shop` }, 'contoso'), undefined);
    assert.equal(managedNamespaceFromArm(undefined, 'contoso'), undefined);
  });

  it('reads a fleet, and whether it has a hub', () => {
    const id = `${group}/fleets/all`;
    assert.equal(fleetFromArm({ id, properties: { hubProfile: { fqdn: 'x' } } }, 'contoso')?.hasHub, true);
    assert.equal(fleetFromArm({ id, hubProfile: null }, 'contoso')?.hasHub, false);
    assert.equal(fleetFromArm({ id }, 'contoso')?.hasHub, undefined);
    assert.equal(fleetFromArm({ id, location: 'westeurope' }, 'contoso')?.name, 'all');
    assert.equal(fleetFromArm({ id: `${id}/members/a` }, 'contoso'), undefined);
    assert.equal(fleetFromArm('text', 'contoso'), undefined);
  });
});
