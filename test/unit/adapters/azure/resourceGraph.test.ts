import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ArmClient } from '../../../../src/adapters/azure/armClient.ts';
import { queryResourceGraph } from '../../../../src/adapters/azure/resourceGraph.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { ada, contoso } from '../../core/clusters/listedClusters.ts';

const caller = { account: ada, interaction: 'silent', signal: new AbortController().signal } as const;

/** The names that pages bring, each of which says how many rows there are: the token is an offset, no snapshot. */
async function named(...pages: [totalRecords: number | undefined, names: string][]): Promise<string[]> {
  const bodies = pages.map(([totalRecords, names], at) => ({
    totalRecords,
    data: Array.from(names, (name) => name).map((name) => ({
      id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`,
      provisioningState: 'Succeeded',
      kubernetesVersion: '1.34',
    })),
    resultTruncated: 'false',
    ...(at + 1 === pages.length ? {} : { $skipToken: 'more' }),
  }));
  const arm = { call: () => Promise.resolve({ body: bodies.shift() }) } as unknown as ArmClient;
  const found: string[] = [];
  await queryResourceGraph(arm, caller, contoso.tenantId, ({ clusters }) => {
    found.push(...clusters.map(({ name }) => name));
  });
  return found;
}

const isNotWhole = (error: unknown): boolean =>
  error instanceof AksEntraError && error.message.includes('is incomplete');

describe('queryResourceGraph', () => {
  it('brings the rows of all pages, each once', async () => {
    assert.deepEqual(await named([3, 'ab'], [3, 'c']), ['a', 'b', 'c']);
    assert.deepEqual(await named([4, 'abb'], [4, 'c']), ['a', 'b', 'c']);
    assert.deepEqual(await named([0, '']), []);
  });

  it('says that an answer is not whole where rows moved between two pages', async () => {
    await assert.rejects(named([3, 'ab'], [2, '']), isNotWhole);
    await assert.rejects(named([3, 'ab'], [4, 'bc']), isNotWhole);
    await assert.rejects(named([3, 'ab'], [3, 'b']), isNotWhole);
    await assert.rejects(named([3, 'ab'], [3, '']), isNotWhole);
  });

  it('believes an answer without a count, which no recording shows', async () => {
    assert.deepEqual(await named([undefined, 'ab'], [undefined, 'c']), ['a', 'b', 'c']);
  });
});
