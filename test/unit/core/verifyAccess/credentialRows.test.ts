import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { credentialRow } from '../../../../src/core/verifyAccess/credentialRows.ts';
import type { VerifiedEntry } from '../../../../src/core/verifyAccess/verifiedEntry.ts';

it('an expired credential is renewed where it comes from', () => {
  const cluster = { cluster: { entra: { kind: 'none' } } } as unknown as SeenCluster;
  const offers = (kind: string, seen?: SeenCluster, managedNamespace?: string): unknown[] => {
    const metadata = managedNamespace === undefined ? undefined : { managedNamespace };
    const { remedies = [] } = credentialRow(
      { signIn: { kind }, facts: { metadata } } as unknown as VerifiedEntry,
      { kind: 'token', token: 'none' },
      1,
      {
        seen: () => seen,
        nowMs: () => 2,
      },
    );
    return remedies.map((one) => ('command' in one ? one.command : 'line' in one ? one.line : one.kind));
  };
  assert.deepEqual(offers('vscode', cluster), ['refreshToken']);
  assert.deepEqual(offers('vscode'), ['getCredentials']);
  assert.deepEqual(offers('kubelogin', cluster), ['kubelogin remove-tokens']);
  assert.deepEqual(offers('token', cluster), ['getCredentials']);
  assert.deepEqual(offers('token', cluster, 'team'), ['getCredentials'], 'and asks for which');
});
