import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { nodeRowTexts } from '../../../../src/features/clusters/nodeRowTexts.ts';

it('a node’s row is short enough for its state, and a screen reader hears its whole name', () => {
  const texts = (name: string) =>
    nodeRowTexts({
      kind: 'node',
      seen: {} as SeenCluster,
      state: { name, isReady: false, isSchedulable: true, version: 'v1.33.5' },
    });
  const { label, description, accessibleLabel, tooltip } = texts('aks-user-pool1-12345678-vmss000002');
  assert.deepEqual([label, description], ['user-pool1-vmss000002', 'not ready · v1.33.5']);
  assert.equal(accessibleLabel, 'Node aks-user-pool1-12345678-vmss000002: not ready, v1.33.5');
  assert.equal(tooltip, 'aks-user-pool1-12345678-vmss000002: not ready · v1.33.5');
  for (const whole of ['akswin000000', 'aks-default-x7k2p', 'minikube']) {
    assert.equal(texts(whole).label, whole);
  }
});
