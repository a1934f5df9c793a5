import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import { updateRefusal } from '../../../../src/core/entraIntegration/updateRefusal.ts';
import { admins, tenantId } from './rawClusters.ts';

function clusterIn(resourceGroup: string): Cluster {
  const id = `/subscriptions/s-1/resourcegroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/web`;
  const cluster = clusterFromArm({ id }, tenantId);
  assert.ok(cluster);
  return cluster;
}

describe('who may not change a cluster', () => {
  it('is told which role it takes, with the line for who can give it', () => {
    const account = { id: `${admins}.${tenantId}`, label: 'ada@contoso.com' };
    const { code, message, azLine, clusterId } = updateRefusal({ cluster: clusterIn('rg'), account });
    assert.equal(code, 'missingRole');
    assert.equal(clusterId, clusterIn('rg').id);
    assert.equal(
      message,
      'ada@contoso.com may not change web: that needs the role “Azure Kubernetes Service Contributor Role” or Contributor. ' +
        `An owner of the cluster can give it: az role assignment create --assignee-object-id ${admins} --assignee-principal-type User ` +
        '--role "Azure Kubernetes Service Contributor Role" ' +
        "--scope '/subscriptions/s-1/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web'",
    );
    assert.ok(azLine !== undefined && message.endsWith(` ${azLine}`), azLine);
  });

  it('is not named by the object id of another tenant: a guest has one of their own', () => {
    const account = { id: `${admins}.another-tenant`, label: 'ada@contoso.com' };
    assert.match(
      updateRefusal({ cluster: clusterIn('rg'), account }).message,
      /--assignee-object-id OBJECT_ID --assignee-principal-type User --role/,
    );
  });

  it('gets no line with a name that Azure allows nowhere', () => {
    const account = { id: `${admins}.${tenantId}`, label: 'ada@contoso.com' };
    assert.throws(() => updateRefusal({ cluster: clusterIn("rg'; rm"), account }), /No command can be shown/);
  });
});
