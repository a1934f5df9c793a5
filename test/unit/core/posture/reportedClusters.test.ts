import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import { reportedClusters } from '../../../../src/core/posture/reportedClusters.ts';
import { ada, ben, cluster, offline, seen } from '../clusters/listedClusters.ts';

describe('the clusters of a posture report', () => {
  it('are there once though two accounts see them, in the name of one that sees them now', () => {
    const [web, api] = [cluster('shop', 'web'), cluster('shop', 'api')];
    const kept = {
      ...seen('shop', [], { account: ada }),
      outcome: { kind: 'failed', error: offline, kept: [web] } as const,
    };
    const now = seen('shop', [{ ...web, id: web.id.toUpperCase() }, api], { account: ben });
    const reported = reportedClusters({ kind: 'listed', ...emptyListing([ada, ben]), subscriptions: [kept, now] });
    assert.deepEqual(
      reported.map(({ cluster: { name }, account }) => [name, account.label]),
      [
        ['web', ben.label],
        ['api', ben.label],
      ],
    );
    const alone = reportedClusters({ kind: 'listed', ...emptyListing([ada, ben]), subscriptions: [kept] });
    assert.deepEqual(
      alone.map(({ account }) => account),
      [ada],
    );
  });
});
