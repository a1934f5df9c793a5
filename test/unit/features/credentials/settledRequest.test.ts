import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { CredentialChoice } from '../../../../src/core/login/credentialChoice.ts';
import { settledRequest } from '../../../../src/features/credentials/settledRequest.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';

const managed = cluster('prod', 'web', { aadProfile: { managed: true } });
const legacy = cluster('prod', 'old', { aadProfile: { managed: false } });
const withoutEntra = cluster('prod', 'static');
const terms = { address: 'default', isExecOnly: false } as const;

function choiceFor(of: Cluster, settled?: CredentialChoice, isExecOnly = false): CredentialChoice | undefined {
  return settledRequest(of, settled, { ...terms, isExecOnly })?.choice;
}

describe('what is got without a question', () => {
  it('is what was chosen for the cluster', () => {
    const exec: CredentialChoice = { format: 'exec', loginMode: 'azurecli' };
    assert.deepEqual(settledRequest(managed, exec, terms), {
      choice: exec,
      isAdmin: false,
      address: 'default',
      isShownOnly: false,
    });
    assert.deepEqual(choiceFor(managed, { format: 'azure' }), { format: 'azure' });
    assert.deepEqual(choiceFor(legacy, { format: 'azure' }), { format: 'azure' });
    assert.equal(settledRequest(managed, exec, { ...terms, address: 'public' })?.address, 'public');
  });

  it('is nothing where there is a login mode to choose', () => {
    assert.equal(choiceFor(managed), undefined);
    // A migrated cluster: what was got before had no mode.
    assert.equal(choiceFor(managed, { format: 'exec' }), undefined);
    assert.equal(choiceFor(managed, { format: 'azure' }, true), undefined);
  });

  it('is the only way where there is one: a device code, or the certificate that is confirmed', () => {
    for (const settled of [undefined, { format: 'exec', loginMode: 'vscode' }] as const) {
      assert.deepEqual(choiceFor(legacy, settled), { format: 'exec' });
      assert.deepEqual(choiceFor(withoutEntra, settled), { format: 'exec' });
    }
    assert.deepEqual(choiceFor(withoutEntra, { format: 'azure' }), { format: 'exec' });
  });
});
