import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { before, it } from 'node:test';
import type { CorrectedDirectory, Subscription } from '../../../../src/core/clusters/clusterPorts.ts';
import { clustersIn } from '../../../../src/core/listing/clustersIn.ts';
import type { ClusterInventory as Type } from '../../../../src/features/clusters/clusterInventory.ts';
import { ada, cluster as clusterWith, contoso } from '../../core/clusters/listedClusters.ts';

/** As VS Code's, as far as it is used here. */
const stub = `export class EventEmitter {
  event = () => undefined;
  fire() {}
  dispose() {}
}`;

let ClusterInventory: typeof Type;
before(async () => {
  const url = `data:text/javascript,${encodeURIComponent(stub)}`;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url, shortCircuit: true } : next(specifier, context),
  });
  ({ ClusterInventory } = await import('../../../../src/features/clusters/clusterInventory.ts'));
  hooks.deregister();
});

/** One that nobody is changing, and that the query is believed about. */
const cluster = (subscriptionId: string, name: string) =>
  clusterWith(subscriptionId, name, { provisioningState: 'Succeeded' });

const subscriptions = ['prod', 'dev'].map((subscriptionId): Subscription => ({
  subscriptionId,
  displayName: subscriptionId,
  tenantId: contoso.tenantId,
  state: 'Enabled',
}));

/** Azure, whose query knows only what was there at the beginning. */
class Azure {
  readonly clusters = subscriptions.map(({ subscriptionId }) => cluster(subscriptionId, `first-${subscriptionId}`));
  readonly listed: string[] = [];
  readonly #doubted = new Set<string>();
  readonly #queried = [...this.clusters];

  directory(): CorrectedDirectory {
    const none = { namespaces: [], fleets: [] };
    return {
      tenants: () => Promise.resolve([contoso]),
      subscriptions: () => Promise.resolve(subscriptions),
      clusters: (_, { subscriptionId }) => {
        this.listed.push(subscriptionId);
        return Promise.resolve(this.clusters.filter((each) => each.subscriptionId === subscriptionId));
      },
      besideClusters: () => Promise.resolve(none),
      query: (_, __, onRows) => {
        onRows({ clusters: this.#queried, ...none });
        return Promise.resolve();
      },
      isAheadOfQuery: ({ subscriptionId }) => this.#doubted.has(subscriptionId),
      noteAheadOfQuery: (subscriptionId) => {
        this.#doubted.add(subscriptionId);
      },
    };
  }
}

async function listed(azure: Azure): Promise<Type> {
  const ignore = (): void => undefined;
  const inventory = new ClusterInventory({
    directory: () => Promise.resolve(azure.directory()),
    savedListings: () =>
      Promise.resolve({
        read: () => Promise.resolve(undefined),
        write: () => Promise.resolve(),
        remove: () => Promise.resolve(),
      }),
    signIn: { selection: () => Promise.resolve({ selected: [ada], others: [] }) },
    memory: { tenantChoicesOf: () => ({ get: () => undefined, set: () => Promise.resolve() }) },
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    favourites: () => [],
  });
  await inventory.ensureListed();
  assert.deepEqual([namesIn(inventory), azure.listed], [['first-dev', 'first-prod'], []]);
  azure.clusters.push(cluster('prod', 'second-prod'), cluster('dev', 'second-dev'));
  return inventory;
}

function namesIn({ state }: Type): string[] {
  assert.equal(state.kind, 'listed');
  return clustersIn(state)
    .map((seen) => seen.cluster.name)
    .toSorted();
}

it('a refresh that the user asks for shows what others have just changed, which the query does not know yet', async () => {
  const azure = new Azure();
  const inventory = await listed(azure);
  await inventory.refresh();
  assert.deepEqual([namesIn(inventory), azure.listed], [['first-dev', 'first-prod'], []]);
  await inventory.refreshAsked();
  assert.deepEqual(namesIn(inventory), ['first-dev', 'first-prod', 'second-dev', 'second-prod']);
});

it('after a change, Azure itself is asked about its subscription alone', async () => {
  const azure = new Azure();
  const inventory = await listed(azure);
  await inventory.refreshChanged({ subscriptionId: 'prod' });
  assert.deepEqual([namesIn(inventory), azure.listed], [['first-dev', 'first-prod', 'second-prod'], ['prod']]);
});

it('what is found to be another one is listed anew at once', async () => {
  const azure = new Azure();
  const inventory = await listed(azure);
  inventory.outdated('dev');
  while (!namesIn(inventory).includes('second-dev')) {
    await inventory.ensureListed();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.deepEqual(azure.listed, ['dev']);
});
