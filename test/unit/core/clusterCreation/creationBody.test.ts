import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { creationBody } from '../../../../src/core/clusterCreation/creationBody.ts';
import { admins, tenantId } from '../entraIntegration/rawClusters.ts';
import { automatic, standard } from './newClusters.ts';

describe('the body of a new cluster', () => {
  it('of AKS Automatic leaves Entra, Azure RBAC and the nodes to Azure', () => {
    assert.deepEqual(creationBody(automatic), {
      location: 'westeurope',
      sku: { name: 'Automatic', tier: 'Standard' },
      identity: { type: 'SystemAssigned' },
      properties: {
        agentPoolProfiles: [{ name: 'systempool', mode: 'System', count: 3 }],
        supportPlan: 'KubernetesOfficial',
      },
    });
  });

  it('of Standard has managed Entra, and no local accounts where a group lets people in', () => {
    const { sku, identity, properties } = creationBody(standard) as Record<string, Record<string, unknown>>;
    assert.deepEqual([sku, identity], [{ name: 'Base', tier: 'Free' }, { type: 'SystemAssigned' }]);
    assert.deepEqual(properties?.['aadProfile'], {
      managed: true,
      adminGroupObjectIDs: [admins],
      tenantID: tenantId,
      enableAzureRBAC: false,
    });
    assert.equal(properties['disableLocalAccounts'], true);
    assert.equal(properties['kubernetesVersion'], '');
    assert.equal(properties['dnsPrefix'], 'web-rg-web-aaaaaa');
  });

  it('keeps local accounts where nobody would get in otherwise', () => {
    const nobody = creationBody({ ...standard, adminGroupObjectIds: [] });
    assert.equal((nobody['properties'] as Record<string, unknown>)['disableLocalAccounts'], false);
    const roles = creationBody({ ...standard, adminGroupObjectIds: [], enableAzureRbac: true });
    assert.equal((roles['properties'] as Record<string, unknown>)['disableLocalAccounts'], true);
  });

  it('has a DNS prefix that Azure takes, whatever the names are', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?$/);
    const group = fc.stringMatching(/^[\p{L}\p{Nd}_().-]{0,89}[\p{L}\p{Nd}_()-]$/u);
    fc.assert(
      fc.property(name, group, (clusterName, resourceGroup) => {
        const { properties } = creationBody({ ...standard, name: clusterName, resourceGroup });
        const { dnsPrefix } = properties as { dnsPrefix: string };
        assert.match(dnsPrefix, /^[a-z][a-z0-9-]{0,52}[a-z0-9]$/i);
      }),
    );
  });
});
