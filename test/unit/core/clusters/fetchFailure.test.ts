import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import {
  type FetchFailure,
  fetchFailure,
  summaryOfFailures,
  withCredential,
} from '../../../../src/core/clusters/fetchFailure.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { cluster, offline, seen } from './listedClusters.ts';

const web = cluster('prod', 'web');
const failureOf = (name: string, message: string, code = offline.code): FetchFailure => ({
  cluster: cluster('prod', name),
  error: new AksEntraError(code, message),
});

describe('one of several clusters that gives no credential', () => {
  const { signal } = new AbortController();

  it('fails alone, also where the person closed the sign-in of its tenant', () => {
    assert.deepEqual(fetchFailure(web, offline, signal), { cluster: web, error: offline });
    assert.equal(fetchFailure(web, cancellation(), signal).error.code, 'signedOut');
  });

  it('ends all of it where the person cancelled all of it, and where it is a defect', () => {
    const all = new AbortController();
    all.abort(cancellation());
    assert.throws(() => fetchFailure(web, cancellation(), all.signal), { name: 'AbortError' });
    assert.throws(() => fetchFailure(web, new TypeError('a defect'), signal), TypeError);
  });
});

describe('several clusters of which some have no credential', () => {
  const none = { disableLocalAccounts: true };
  const chosen = seenClusters(
    seen('prod', [cluster('prod', 'a1', none), cluster('prod', 'b1'), cluster('prod', 'c1', none)]),
  );

  it('are those that have one, and failures that name the others with the way out', () => {
    const { offered, leftOut } = withCredential(chosen);
    assert.deepEqual(
      offered.map((one) => one.cluster.name),
      ['b1'],
    );
    assert.deepEqual(
      leftOut.map((one) => one.cluster.name),
      ['a1', 'c1'],
    );
    const { message, code } = summaryOfFailures(leftOut, chosen.length);
    assert.equal(code, 'localAccountsDisabled');
    assert.match(message, /^2 of 3 clusters gave no credential\. Azure has no credential for a1: .*--enable-aad/);
  });

  it('end in an error where none has one', () => {
    const [a1, , c1] = chosen;
    assert.ok(a1 && c1);
    assert.throws(() => withCredential([a1]), { message: /^Azure has no credential for a1: / });
    assert.throws(() => withCredential([a1, c1]), { message: /^2 of 2 clusters gave no credential\./ });
  });
});

describe('the summary of those that failed', () => {
  it('says how many of how many, and why each', () => {
    const { message } = summaryOfFailures([failureOf('a1', 'a1 is stopped.'), failureOf('b1', 'No network.')], 5);
    assert.equal(message, '2 of 5 clusters gave no credential. a1 is stopped. b1: No network.');
  });

  it('names the first of many, and keeps each reason for who wants to see all', () => {
    const many = ['a1', 'b1', 'c1', 'd1'].map((name) => failureOf(name, `${name} is stopped.`));
    const { message, each } = summaryOfFailures(many, 9);
    assert.equal(message, '4 of 9 clusters gave no credential: a1, b1 and 2 more.');
    assert.deepEqual(each, ['a1 is stopped.', 'b1 is stopped.', 'c1 is stopped.', 'd1 is stopped.']);
  });

  it('names a cluster whose name is merely a part of another word of the reason', () => {
    for (const [name, reason] of [
      ['dev', 'Conditional Access blocks the device code.'],
      ['a', 'The cluster is stopped. Start it, then try again.'],
      ['web', 'web-2 is stopped.'],
    ] as const) {
      const { message } = summaryOfFailures([failureOf(name, reason)], 2);
      assert.ok(message.endsWith(`${name}: ${reason}`), message);
    }
  });

  it('names it once where the reason does, whatever stands around it', () => {
    for (const reason of ['web’s API server is gone.', 'Start web.', 'No access to …/managedClusters/web.']) {
      assert.ok(summaryOfFailures([failureOf('web', reason)], 2).message.endsWith(`credential. ${reason}`), reason);
    }
  });

  it('has the way out that all share, and none where they do not', () => {
    const [one, other] = [failureOf('a1', 'x', 'signedOut'), failureOf('b1', 'y', 'throttled')];
    assert.equal(summaryOfFailures([one, one], 2).code, 'signedOut');
    assert.equal(summaryOfFailures([one, other], 2).code, 'unexpectedAnswer');
  });
});
