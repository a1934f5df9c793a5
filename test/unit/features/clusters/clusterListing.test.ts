import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Caller, CorrectedDirectory, SavedListings } from '../../../../src/core/clusters/clusterPorts.ts';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import { type InventoryState, type Listing, listingOf } from '../../../../src/core/listing/inventory.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import type { AccountSelection } from '../../../../src/core/entra/signIn.ts';
import { textOfListing } from '../../../../src/core/savedListing/savedListing.ts';
import { ClusterListing } from '../../../../src/features/clusters/clusterListing.ts';
import { rowsBelow } from '../../../../src/features/clusters/clusterRows.ts';
import { ada, ben, cluster, contoso, noon, offline, seen } from '../../core/clusters/listedClusters.ts';
import { atOnce } from './atOnce.ts';

const yesterday: Listing = {
  ...emptyListing([ada, ben]),
  tenants: [{ account: ada, tenant: contoso }],
  subscriptions: [seen('prod', [cluster('prod', 'old')]), seen('dev', [cluster('dev', 'bens')], { account: ben })],
};

/** A file that remembers what became of it. */
class MemoryFile implements SavedListings {
  text: string | undefined;
  fault: Error | undefined;

  constructor(listing?: Listing) {
    this.text = listing === undefined ? undefined : textOfListing(listing);
  }

  async read(): Promise<string | undefined> {
    await this.#maybe();
    return this.text;
  }
  async write(text: string): Promise<void> {
    await this.#maybe();
    this.text = text;
  }
  async remove(): Promise<void> {
    await this.#maybe();
    this.text = undefined;
  }

  #maybe(): Promise<void> {
    return this.fault === undefined ? Promise.resolve() : Promise.reject(this.fault);
  }
}

/** Runs one listing as the window does. */
class Window {
  readonly states: InventoryState[] = [];
  readonly callers: Caller[] = [];
  readonly warnings: string[] = [];
  readonly file: MemoryFile;
  selection: AccountSelection = { selected: [ada], others: [] };
  refusal: Error | undefined;
  /** How often what asks Azure was loaded. */
  loads = 0;
  /** What is remembered of the tenants of each account. */
  tenantChoices: unknown;
  /** What is done as soon as it is told. */
  onTell: (state: InventoryState) => void = () => undefined;

  constructor(file: MemoryFile) {
    this.file = file;
  }

  async list(before: InventoryState = this.states.at(-1) ?? { kind: 'starting' }): Promise<void> {
    const ignore = (): void => undefined;
    const ports = {
      directory: () => {
        this.loads += 1;
        return Promise.resolve(this.#directory());
      },
      savedListings: () => Promise.resolve(this.file),
      signIn: { selection: () => Promise.resolve(this.selection) },
      memory: { tenantChoicesOf: () => ({ get: () => this.tenantChoices, set: () => Promise.resolve() }) },
      logger: {
        trace: ignore,
        debug: ignore,
        info: ignore,
        warn: (text: string) => this.warnings.push(text),
        error: ignore,
      },
    };
    const tell = (state: InventoryState): void => {
      this.states.push(state);
      this.onTell(state);
    };
    await new ClusterListing(ports, before, new AbortController().signal, atOnce, tell).run();
    // What is saved follows.
    await new Promise((resolve) => setImmediate(resolve));
  }

  #directory(): CorrectedDirectory {
    const answer = <T>(caller: Caller, value: T): Promise<T> => {
      this.callers.push(caller);
      return this.refusal === undefined ? Promise.resolve(value) : Promise.reject(this.refusal);
    };
    return {
      tenants: (caller) => answer(caller, [contoso]),
      subscriptions: (caller, tenantId) =>
        answer(caller, [{ subscriptionId: 'prod', displayName: 'prod', tenantId, state: 'Enabled' }]),
      clusters: (caller) => answer(caller, [cluster('prod', 'new')]),
      query: () => Promise.reject(new AksEntraError('missingRole', 'There is no query.')),
      besideClusters: () => Promise.resolve({ namespaces: [], fleets: [] }),
      isAheadOfQuery: () => false,
      noteAheadOfQuery: () => undefined,
    };
  }
}

function rows(state: InventoryState | undefined): string[] {
  return (
    (state === undefined ? undefined : listingOf(state))?.subscriptions.flatMap((each) =>
      seenClusters(each).map(({ account, cluster: { name }, asOf: at }) =>
        [
          account.label.split('@')[0],
          name,
          ...(at === undefined ? [] : [at === noon ? 'as of noon' : 'as of then']),
        ].join(' '),
      ),
    ) ?? []
  );
}

describe('the first listing of a window', () => {
  it('begins with the rows that were saved, as of when they were listed, and ends with those that there are', async () => {
    const window = new Window(new MemoryFile(yesterday));
    await window.list();
    const [first] = window.states;
    assert.equal(first?.kind, 'loading');
    assert.deepEqual(rows(first), ['ada old as of noon']);
    assert.equal(window.states.at(-1)?.kind, 'listed');
    assert.deepEqual(rows(window.states.at(-1)), ['ada new']);
    assert.deepEqual(new Set(window.callers.map(({ interaction }) => interaction)), new Set(['silent']));
    const again = new Window(window.file);
    await again.list();
    assert.deepEqual(rows(again.states[0]), ['ada new as of then']);
  });

  it('shows no saved row of a tenant that was left out since', async () => {
    const window = new Window(new MemoryFile(yesterday));
    window.tenantChoices = [{ ...contoso, isDeselected: true }];
    await window.list();
    assert.equal(window.states[0]?.kind, 'loading');
    assert.deepEqual(window.states.flatMap(rows), []);
  });

  it('shows nothing of an account that VS Code does not name, or that is not selected, and keeps nothing of it', async () => {
    const window = new Window(new MemoryFile(yesterday));
    window.selection = { selected: [ben], others: [ada] };
    window.refusal = offline;
    await window.list();
    assert.deepEqual(rows(window.states[0]), ['ben bens as of noon']);
    const saved = window.file.text ?? '';
    assert.ok(saved.includes(ben.id) && !saved.includes(ada.id));
    assert.deepEqual(rows(window.states.at(-1)), ['ben bens as of noon']);
    assert.equal(window.states.at(-1)?.kind, 'failed');
  });

  it('shows nothing and keeps nothing where nobody is signed in', async () => {
    const window = new Window(new MemoryFile(yesterday));
    window.selection = { selected: [], others: [ada] };
    await window.list();
    assert.deepEqual(window.states, [{ kind: 'signedOut' }]);
    assert.equal(window.file.text, undefined);
    assert.deepEqual(window.callers, []);
  });

  it('goes on where the file cannot be read or written', async () => {
    const window = new Window(new MemoryFile(yesterday));
    window.file.fault = new AksEntraError('dataFolderUnsafe', 'AKS Entra does not use that file.');
    await window.list();
    assert.deepEqual(rows(window.states.at(-1)), ['ada new']);
    assert.equal(window.warnings.filter((text) => text.startsWith('The last known clusters')).length, 2);
  });

  it('logs why the query failed, and what is done in its place', async () => {
    const window = new Window(new MemoryFile());
    await window.list();
    assert.deepEqual(window.warnings, ['Tenant contoso: There is no query. Its subscriptions are listed one by one.']);
  });

  it('has its saved rows in the tree as soon as VS Code names its accounts: before any call, any token and any adapter', async () => {
    const window = new Window(new MemoryFile(yesterday));
    const none = (): Promise<never> => Promise.reject(new Error('not asked for'));
    const own = { signIn: { claimsOf: () => undefined, token: none }, groupMembership: none };
    const first = Promise.withResolvers<string[]>();
    window.onTell = (state) => {
      window.onTell = () => undefined;
      assert.equal(window.loads + window.callers.length, 0);
      void rowsBelow(undefined, state, none, none, () => undefined, none, own).then((rowsOf) => {
        first.resolve(rowsOf.map(({ node }) => node.kind));
      }, first.reject);
    };
    const listed = window.list();
    assert.deepEqual(await first.promise, ['subscription']);
    await listed;
    assert.equal(window.loads, 1);
  });
});

describe('a later listing of a window', () => {
  it('does not read the file again, and takes out of it who has signed out', async () => {
    const window = new Window(new MemoryFile());
    window.selection = { selected: [ada, ben], others: [] };
    await window.list();
    assert.deepEqual(rows(window.states.at(-1)).toSorted(), ['ada new', 'ben new']);
    assert.ok(window.file.text?.includes(ben.id));
    window.selection = { selected: [ada], others: [] };
    window.refusal = offline;
    await window.list();
    assert.equal(window.file.text?.includes(ben.id), false);
    assert.ok(window.file.text.includes(ada.id));
    assert.deepEqual(rows(window.states.at(-1)), ['ada new as of then']);
  });

  it('that fails leaves what was saved', async () => {
    const window = new Window(new MemoryFile(yesterday));
    window.refusal = offline;
    window.selection = { selected: [ada, ben], others: [] };
    await window.list();
    const last = window.states.at(-1);
    assert.equal(last?.kind, 'listed');
    assert.equal(last.accountFailures?.length, 2);
    const again = new Window(window.file);
    await again.list();
    assert.deepEqual(rows(again.states[0]), ['ada old as of noon']);
  });
});
