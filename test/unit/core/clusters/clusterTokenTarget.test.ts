import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterTokenTarget } from '../../../../src/core/clusters/clusterTokenTarget.ts';
import { type SeenCluster, seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { clusterScope } from '../../../../src/core/entra/scopes.ts';
import { ben, cluster, fabrikam, seen } from './listedClusters.ts';

function seenWith(aadProfile: object | undefined): SeenCluster {
  const [web] = seenClusters(
    seen('prod', [cluster('prod', 'web', { aadProfile })], { account: ben, tenant: fabrikam }),
  );
  assert.ok(web);
  return web;
}

describe('the token of a cluster', () => {
  it('is for the account that sees the cluster, in the tenant that the cluster’s Entra integration names', () => {
    assert.deepEqual(clusterTokenTarget(seenWith({ managed: true, tenantID: 'northwind' })), {
      purpose: 'web',
      tenantId: 'northwind',
      scope: clusterScope(),
      accountId: ben.id,
    });
    assert.equal(clusterTokenTarget(seenWith({ managed: true })).tenantId, 'contoso');
  });

  it('is none with legacy Entra or without Entra, which is told apart', () => {
    const code = 'credentialNotConvertible';
    assert.throws(() => clusterTokenTarget(seenWith({ managed: false })), {
      code,
      message: /^web uses the legacy Entra/,
    });
    assert.throws(() => clusterTokenTarget(seenWith(undefined)), { code, message: /^web has no Entra integration/ });
  });
});
