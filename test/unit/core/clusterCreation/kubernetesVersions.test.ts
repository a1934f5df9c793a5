import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { offeredVersions } from '../../../../src/core/clusterCreation/kubernetesVersions.ts';

describe('offeredVersions', () => {
  it('has the newest first, marked, and without those that are in long-term support only', () => {
    const official = { supportPlan: ['KubernetesOfficial', 'AKSLongTermSupport'] };
    const values = [
      { version: '1.9', capabilities: official },
      { version: '1.32', capabilities: { supportPlan: ['AKSLongTermSupport'] } },
      { version: '1.34', capabilities: official, isDefault: true },
      { version: '1.36', capabilities: official, isPreview: true },
      { version: '1.35' },
      { version: 'latest; rm' },
      {},
    ];
    assert.deepEqual(offeredVersions({ values }), [
      { version: '1.36', isDefault: false, isPreview: true },
      { version: '1.35', isDefault: false, isPreview: false },
      { version: '1.34', isDefault: true, isPreview: false },
      { version: '1.9', isDefault: false, isPreview: false },
    ]);
  });

  it('has none in an answer that is none', () => {
    assert.deepEqual(offeredVersions(undefined), []);
  });
});
