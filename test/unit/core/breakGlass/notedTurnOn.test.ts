import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { BrokenGlass } from '../../../../src/core/breakGlass/brokenGlass.ts';
import { NotedTurnOn } from '../../../../src/core/breakGlass/notedTurnOn.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { ada, cluster, contoso } from '../clusters/listedClusters.ts';
import { rawCluster } from '../entraIntegration/rawClusters.ts';

const web = cluster('prod', 'web', { disableLocalAccounts: true });
const seen = { cluster: web, account: ada, tenants: { lister: contoso } } as unknown as SeenCluster;
const before = { apiVersion: '2025-01-01', body: rawCluster() };
const options = { interaction: 'allowed', signal: new AbortController().signal } as const;
const silent = (): void => undefined;
const refused = new AksEntraError('updateRefused', 'no');
const unanswered = new AksEntraError('updateUnanswered', 'nobody knows');

interface Azure {
  /** What the update comes to; absent: it is taken up. */
  readonly failure?: Error;
  readonly isOff?: boolean;
  readonly state?: string;
  readonly former?: BrokenGlass;
}

/** Local accounts are turned on, which fails in the end. @returns whether they may be on, and what is noted then */
async function failing(azure: Azure, failure: Error, laterMs = 0): Promise<readonly [boolean, number | undefined]> {
  const notes = new Map<string, BrokenGlass>();
  if (azure.former !== undefined) {
    notes.set(azure.former.clusterId, azure.former);
  }
  let nowMs = 1_000_000;
  const noted = new NotedTurnOn(
    {
      managedClusters: {
        read: () =>
          Promise.resolve({
            ...before,
            body: rawCluster(
              { disableLocalAccounts: azure.isOff ?? true, provisioningState: azure.state ?? 'Succeeded' },
              { id: web.id },
            ),
          }),
        update: () => {
          assert.equal(notes.size, 1, 'it is on disk before Azure is asked');
          return azure.failure === undefined ? Promise.resolve({}) : Promise.reject(azure.failure);
        },
      },
      brokenGlasses: {
        all: () => Promise.resolve([...notes.values()]),
        keep: (broken) => {
          const since = notes.get(broken.clusterId) ?? broken;
          notes.set(broken.clusterId, { ...broken, sinceMs: since.sinceMs });
          return Promise.resolve();
        },
        forget: (id) => {
          notes.delete(id);
          return Promise.resolve();
        },
      },
      logger: { debug: silent, info: silent, warn: silent, error: silent },
    },
    seen,
    () => nowMs,
  );
  // Somebody reads what is asked for five minutes.
  nowMs += 300_000;
  await noted.update(seen, options, before, before.body).catch(() => undefined);
  nowMs += laterMs;
  return [await noted.mayBeOn(seen, failure), notes.get(web.id)?.sinceMs];
}

describe('turning local accounts on for break glass, which failed', () => {
  it('is over where Azure refused it, or ended it without success', async () => {
    assert.deepEqual(await failing({ failure: refused }, refused), [false, undefined]);
    assert.deepEqual(await failing({}, refused), [false, undefined]);
  });

  it('is not over where nobody knows whether Azure took it up: it looks off until Azure gets to it', async () => {
    assert.deepEqual(await failing({ failure: cancellation() }, cancellation()), [true, 1_300_000]);
    assert.deepEqual(await failing({ failure: unanswered }, unanswered), [true, 1_300_000]);
    assert.deepEqual(await failing({ failure: new TypeError('a defect') }, cancellation()), [true, 1_300_000]);
    assert.deepEqual(await failing({}, cancellation()), [true, 1_300_000], 'cancelled while it was followed');
    const former = { clusterId: web.id, name: 'web', accountId: ada.id, sinceMs: 1 };
    assert.deepEqual(await failing({ failure: cancellation(), former }, cancellation()), [true, 1_300_000]);
  });

  it('is over some minutes later, where they are off still', async () => {
    assert.deepEqual(await failing({ failure: cancellation() }, cancellation(), 121_000), [false, undefined]);
  });

  it('is over where the user declined after somebody else had changed the cluster', async () => {
    const changed = new AksEntraError('clusterChanged', 'faster');
    assert.deepEqual(await failing({ failure: changed }, cancellation()), [false, undefined]);
  });

  it('is not over while Azure works at the cluster, or where they are on', async () => {
    assert.deepEqual(await failing({ state: 'Updating' }, refused), [true, 1_300_000]);
    assert.deepEqual(await failing({ isOff: false }, refused), [true, 1_300_000]);
  });
});
