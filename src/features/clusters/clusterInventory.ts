import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { InventoryState } from '../../core/listing/inventory.ts';
import { subscriptionsToAsk } from '../../core/listing/subscriptionsToAsk.ts';
import type { ListedClusters } from '../../core/clusters/seenNow.ts';
import { atMostEvery } from '../../ui/atMostEvery.ts';
import type { ClusterListing, ListingPorts } from './clusterListing.ts';

/** A listing of hundreds of subscriptions reports as often: what shows it follows a few times a second. */
const showEveryMs = 100;

/**
 * The clusters that the tree and the pickers share: one listing at a time, shown while it grows. It never prompts: a
 * tenant that needs a sign-in is a result, and the user decides whether to sign in there.
 */
export class ClusterInventory implements ListedClusters, vscode.Disposable {
  readonly #ports: ListingPorts;
  readonly #changed = new vscode.EventEmitter<InventoryState>();
  readonly #soon = atMostEvery(showEveryMs);
  #state: InventoryState = { kind: 'starting' };
  #running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  /** Of the running listing; undefined until it has loaded. */
  #listing: ClusterListing | undefined;

  readonly onDidChange = this.#changed.event;
  /** ARM ids in lower case; pickers offer these clusters first. */
  readonly favourites: () => readonly string[];

  constructor(ports: ListingPorts & { readonly favourites: () => readonly string[] }) {
    this.#ports = ports;
    this.favourites = ports.favourites;
  }

  /** What was last told; its rows are in their order. */
  get state(): InventoryState {
    return this.#state;
  }

  /** Waits for a running listing; lists when nothing was listed yet. */
  async ensureListed(): Promise<void> {
    if (this.#running !== undefined) {
      await this.#running.done;
    } else if (this.#state.kind !== 'listed' || this.#state.isIncomplete === true) {
      await this.refresh();
    }
  }

  /** As `refresh`, after a change that another window may have begun: this one's adapters did not see it. */
  async refreshChanged({ subscriptionId }: { readonly subscriptionId: string }): Promise<void> {
    await this.#doubtQuery([subscriptionId]);
    await this.refresh();
  }

  /** As `refresh`, where the user asks for it: it shows what others have changed a moment ago, if that is a few calls. */
  async refreshAsked(): Promise<void> {
    await this.#doubtQuery(subscriptionsToAsk(this.#state));
    await this.refresh();
  }

  /** Lists anew; a listing that is still running is given up. Never throws: the state says how it ended. */
  async refresh(): Promise<void> {
    this.#running?.controller.abort(cancellation());
    this.#listing = undefined;
    const controller = new AbortController();
    const running = { controller, done: this.#list(controller.signal) };
    this.#running = running;
    await running.done;
    if (this.#running === running) {
      this.#running = undefined;
    }
  }

  /** As `refresh`, with a subscription that Azure’s query is not believed about. */
  outdated(subscriptionId: string): void {
    void this.refreshChanged({ subscriptionId });
  }

  /** Stops a running listing; what has arrived so far stays. */
  cancel(): void {
    if (this.#running === undefined) {
      return;
    }
    this.#soon.flush();
    this.#running.controller.abort(cancellation());
    this.#running = undefined;
    if (this.#listing !== undefined) {
      this.#set(this.#listing.stopped(this.#state));
    }
  }

  dispose(): void {
    this.#running?.controller.abort(cancellation());
    this.#soon.dispose();
    this.#changed.dispose();
  }

  async #doubtQuery(subscriptionIds: readonly string[]): Promise<void> {
    const directory = subscriptionIds.length === 0 ? undefined : await this.#ports.directory().catch(() => undefined);
    for (const subscriptionId of subscriptionIds) {
      directory?.noteAheadOfQuery(subscriptionId);
    }
  }

  #set(state: InventoryState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { ClusterListing } = await import('./clusterListing.ts');
    const listing = new ClusterListing(this.#ports, this.#state, signal, this.#soon, (state) => {
      this.#set(state);
    });
    if (!signal.aborted) {
      this.#listing = listing;
      await listing.run();
    } else if (this.#running === undefined) {
      // Stopped by the user before it began.
      this.#set(listing.stopped(this.#state));
    }
  }
}
