import fc from 'fast-check';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import type {
  BesideClusters,
  ClusterDirectory,
  Subscription,
  Tenant,
} from '../../../../src/core/clusters/clusterPorts.ts';
import { listClusters, type ListingStep } from '../../../../src/core/listing/listClusters.ts';
import type { Account } from '../../../../src/core/entra/signIn.ts';

/** What one tenant tells one account of a subscription; undefined: nothing. */
type Answer = readonly string[] | 'fails' | undefined;

/** What Azure has, and who sees what of it. */
export interface World {
  readonly accounts: readonly Account[];
  /** The tenant that each subscription belongs to, or ARM does not say. */
  readonly owners: ReadonlyMap<string, string | undefined>;
  /** By account and tenant; `fails`: its subscriptions cannot be listed. */
  readonly tenants: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Answer> | 'fails'>>;
}

/** All in lower case; some would run into each other if they were only joined. */
export const accountIds = ['ada', 'ada:contoso', '["ada'];
export const tenantIds = ['contoso', 'contoso:prod', 'fabrikam', 'élan'];
/** No account signs in there. */
export const strangers = ['stranger', 'contoso:prod:web'];
export const subscriptionIds = ['prod', 'contoso:prod', 'a","b', '%2f', '\ud800'];
const clusterNames = ['web', 'api', 'prod', 'web","fact', 'wéb'];
const groupNames = ['rg', 'rg_(odd)', 'rg:web'];

/** The pool of clusters: same names in several groups and subscriptions, one listed beneath a subscription not its own. */
const clusterKeys = subscriptionIds.flatMap((subscription) =>
  groupNames.flatMap((group) => clusterNames.map((name) => [subscription, group, name].join('/'))),
);

const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 4, arbitrary: fc.subarray(clusterKeys, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constant<Answer>('fails') },
  { weight: 3, arbitrary: fc.constant<Answer>(undefined) },
);
const answers = fc.tuple(...subscriptionIds.map(() => answer)).map((each) => mapOf(subscriptionIds, each));
const ofTenant = fc.oneof({ weight: 5, arbitrary: answers }, { weight: 1, arbitrary: fc.constant<'fails'>('fails') });

export const worlds: fc.Arbitrary<World> = fc
  .record({
    ids: fc.subarray(accountIds, { minLength: 1 }),
    owners: fc.tuple(
      ...subscriptionIds.map(() => fc.constantFrom<string | undefined>(undefined, ...tenantIds, ...strangers)),
    ),
    tenants: fc.tuple(
      ...accountIds.map(() => fc.tuple(...tenantIds.map(() => ofTenant)).map((each) => mapOf(tenantIds, each))),
    ),
  })
  .map(({ ids, owners, tenants }) => ({
    accounts: ids.map((id) => ({ id, label: 'ada@contoso.com' })),
    owners: mapOf(subscriptionIds, owners),
    tenants: mapOf(accountIds, tenants),
  }));

/** How a listing writes, repeats and orders what it has: a seed for each time. */
export const seeds = fc.integer({ min: 1, max: 2 ** 30 });

/** All that the accounts list of the world, in an order and a spelling of the seed's. */
export async function stepsOf(world: World, seed: number): Promise<ListingStep[]> {
  const random = new Random(seed);
  const steps: ListingStep[] = [];
  for (const account of world.accounts) {
    const directory = new SpelledDirectory(world, random);
    const caller = { account, interaction: 'silent' as const, signal: new AbortController().signal };
    const onStep = (step: ListingStep): void => {
      // What a subscription’s first step tells, its second one tells too, and that one always comes later.
      if (step.kind !== 'subscription' || step.seen.outcome.kind === 'failed' || step.seen.outcome.namespaces) {
        steps.push(step);
      }
    };
    await listClusters(directory, caller, onStep, Date.now);
  }
  return random.shuffled(steps);
}

/** Lists some things twice, as paging by offset does, and writes ids as it likes. */
class SpelledDirectory implements ClusterDirectory {
  readonly #world: World;
  readonly #random: Random;

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  query(): Promise<never> {
    return Promise.reject(new AksEntraError('missingRole', 'There is no query.'));
  }

  besideClusters(): Promise<BesideClusters> {
    return Promise.resolve({ namespaces: [], fleets: [] });
  }

  isAheadOfQuery(): boolean {
    return false;
  }

  tenants(): Promise<Tenant[]> {
    const each = this.#random.withRepeats(tenantIds);
    // Two have one name.
    return Promise.resolve(
      each.map((id) => ({ tenantId: this.#random.spelled(id), displayName: id.replace(':prod', '') })),
    );
  }

  subscriptions({ account }: { account: Account }, tenantId: string): Promise<Subscription[]> {
    const listed = this.#world.tenants.get(account.id)?.get(tenantId.toLowerCase());
    if (listed === undefined || listed === 'fails') {
      return Promise.reject(new AksEntraError('azureUnavailable', 'Azure answered 503.'));
    }
    const ids = [...listed].flatMap(([id, found]) => (found === undefined ? [] : [id]));
    return Promise.resolve(
      this.#random.withRepeats(ids).map((id) => {
        const owner = this.#world.owners.get(id);
        const spelled = owner === undefined ? {} : { ownerTenantId: this.#random.spelled(owner) };
        return {
          subscriptionId: this.#random.spelled(id),
          displayName: 'Production',
          tenantId,
          state: 'Enabled',
          ...spelled,
        };
      }),
    );
  }

  clusters(
    { account }: { account: Account },
    { subscriptionId, tenantId, ownerTenantId }: Subscription,
  ): Promise<Cluster[]> {
    const listed = this.#world.tenants.get(account.id)?.get(tenantId.toLowerCase());
    const found = listed === 'fails' ? undefined : listed?.get(subscriptionId.toLowerCase());
    if (found === undefined || found === 'fails') {
      return Promise.reject(new AksEntraError('azureUnavailable', 'Azure answered 503.'));
    }
    const keys = this.#random.withRepeats(found);
    return Promise.resolve(keys.flatMap((key) => this.#cluster(key, ownerTenantId ?? tenantId) ?? []));
  }

  #cluster(key: string, tenantId: string): Cluster | undefined {
    const groups = ['11-aa', '22-bb', '11-aa'].map((id) => this.#random.spelled(id));
    const properties = { aadProfile: { managed: true, adminGroupObjectIDs: groups } };
    return clusterFromArm({ id: this.#random.spelled(idOfCluster(key)), properties }, tenantId);
  }
}

/** The id, in lower case, of a cluster of the pool. */
export function idOfCluster(key: string): string {
  const [subscription = '', group = '', name = ''] = key.split('/');
  return `/subscriptions/${subscription}/resourcegroups/${group}/providers/microsoft.containerservice/managedclusters/${name}`;
}

/** Small and repeatable: an answer's order must not hang on when it was asked for. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(count: number): number {
    this.#state = (Math.imul(this.#state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return (this.#state >> 8) % count;
  }

  spelled(id: string): string {
    return this.below(3) === 0 ? id.toUpperCase() : id;
  }

  withRepeats<T>(items: readonly T[]): T[] {
    return this.shuffled([...items, ...items.filter(() => this.below(4) === 0)]);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.flatMap(() => left.splice(this.below(left.length), 1));
  }
}

function mapOf<Value>(keys: readonly string[], values: readonly Value[]): Map<string, Value> {
  return new Map(keys.flatMap((key, at) => (at < values.length ? [[key, values[at] as Value] as const] : [])));
}
