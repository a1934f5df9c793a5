import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { type SeenCluster, seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { asRead, readNow, seenNow, unlessGone } from '../../../../src/core/clusters/seenNow.ts';
import { cluster, noon, seen } from './listedClusters.ts';

const managed = { aadProfile: { managed: true }, provisioningState: 'Succeeded' };
const [row] = seenClusters(seen('prod', [cluster('prod', 'web', managed)]));
const options = { interaction: 'allowed', signal: new AbortController().signal } as const;

/** Azure, and the tree that its answers are told. */
class Azure {
  answer: Cluster | Error;
  reads = 0;
  readonly outdated: string[] = [];

  constructor(answer: Cluster | Error) {
    this.answer = answer;
  }

  get ports() {
    return {
      clusters: {
        clusterNow: () => {
          this.reads += 1;
          return this.answer instanceof Error ? Promise.reject(this.answer) : Promise.resolve(this.answer);
        },
      },
      inventory: { outdated: (subscriptionId: string) => this.outdated.push(subscriptionId) },
    };
  }

  now(of: SeenCluster = row ?? assert.fail(), atMs = noon): Promise<SeenCluster> {
    return seenNow(this.ports, of, options, atMs);
  }
}

describe('a cluster as it is now', () => {
  it('is what Azure says and no longer what was listed, which is listed anew', async () => {
    const changed = cluster('prod', 'web', { ...managed, disableLocalAccounts: true });
    const azure = new Azure(changed);
    assert.ok(row);
    const fresh = await azure.now({ ...row, asOf: noon - 60_000 });
    assert.deepEqual(fresh, { ...row, cluster: changed, readAt: noon });
    assert.deepEqual(azure.outdated, ['prod']);
  });

  it('leaves the list alone where nothing that a row shows is another', async () => {
    const azure = new Azure(cluster('prod', 'web', { ...managed, provisioningState: 'Updating' }));
    assert.equal((await azure.now()).cluster.provisioningState, 'Updating');
    assert.deepEqual(azure.outdated, []);
  });

  it('is read once where one command leads to another, and again later', async () => {
    const azure = new Azure(cluster('prod', 'web', managed));
    const fresh = await azure.now();
    assert.equal(await azure.now(fresh, noon + 29_000), fresh);
    assert.equal(azure.reads, 1);
    assert.equal((await azure.now(fresh, noon + 31_000)).readAt, noon + 31_000);
    assert.equal(azure.reads, 2);
    await readNow(azure.ports, fresh, options, noon + 1_000);
    assert.equal(azure.reads, 3);
  });

  it('that is gone is told by a sentence, and listed anew, so that its row goes', async () => {
    const azure = new Azure(new AksEntraError('notFound', 'Azure does not find it.'));
    await assert.rejects(azure.now(), {
      code: 'notFound',
      message:
        '“web” is not in resource group “rg” any more: it was deleted or moved since it was listed. The list is being refreshed.',
    });
    assert.deepEqual(azure.outdated, ['prod']);
  });

  it('is no matter of the list where it could not be read', async () => {
    const refused = new AksEntraError('missingRole', 'No role.');
    const azure = new Azure(refused);
    await assert.rejects(azure.now(), refused);
    await assert.rejects(
      unlessGone(azure.ports.inventory, cluster('prod', 'web'), () => Promise.reject(new Error('No.'))),
      /^Error: No\.$/,
    );
    assert.deepEqual(azure.outdated, []);
  });

  it('counts as read for whoever read more of it', () => {
    const azure = new Azure(new Error());
    assert.ok(row);
    const legacy = cluster('prod', 'web', { aadProfile: { clientAppID: 'c', serverAppID: 's' } });
    assert.equal(asRead(azure.ports.inventory, row, legacy, noon).readAt, noon);
    assert.deepEqual(azure.outdated, ['prod']);
  });
});
