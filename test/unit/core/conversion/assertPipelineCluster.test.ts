import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertPipelineCluster } from '../../../../src/core/conversion/assertPipelineCluster.ts';
import { cluster } from '../clusters/listedClusters.ts';

describe('the cluster of a pipeline', () => {
  it('is one with managed Entra, whatever else holds of it', () => {
    assertPipelineCluster(cluster('prod', 'web', { aadProfile: { managed: true }, disableLocalAccounts: true }));
  });

  const refused: readonly (readonly [string, object, string, RegExp, RegExp])[] = [
    ['legacy Entra', { aadProfile: {} }, 'credentialNotConvertible', /Migrate the cluster/, /Enable Entra/],
    ['no Entra', {}, 'credentialNotConvertible', /Enable Entra on the cluster first/, /none can be added/],
    ['no Kubernetes RBAC', { enableRBAC: false }, 'credentialNotConvertible', /none can be added/, /Enable Entra/],
    ['no credential', { disableLocalAccounts: true }, 'localAccountsDisabled', /--enable-aad/, /static certificate/],
  ];
  for (const [facts, properties, code, says, never] of refused) {
    it(`is none with ${facts}, and the advice is true for it`, () => {
      assert.throws(
        () => {
          assertPipelineCluster(cluster('prod', 'web', properties));
        },
        (error: Error & { code: string }) => {
          assert.equal(error.code, code);
          assert.match(error.message, says);
          assert.doesNotMatch(error.message, never);
          return true;
        },
      );
    });
  }
});
