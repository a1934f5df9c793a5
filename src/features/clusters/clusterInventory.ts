import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { Caller, ClusterDirectory } from '../../core/clusters/clusterPorts.ts';
import {
  emptyListing,
  failedListing,
  hasRows,
  type InventoryState,
  keptListing,
  type Listing,
  listingOf,
  sortedListing,
  withRowsBefore,
  withStep,
} from '../../core/clusters/inventory.ts';
import type { ListingStep } from '../../core/clusters/listClusters.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { atMostEvery } from '../../ui/atMostEvery.ts';

/** A listing of hundreds of subscriptions reports as often: what shows it follows a few times a second. */
const showEveryMs = 100;

/**
 * The clusters that the tree and the pickers share: one listing at a time, shown while it grows. It never prompts: a
 * tenant that needs a sign-in is a result, and the user decides whether to sign in there.
 */
export class ClusterInventory implements vscode.Disposable {
  readonly #directory: () => Promise<ClusterDirectory>;
  readonly #signIn: Pick<SignIn, 'currentAccount'>;
  readonly #logger: Logger;
  readonly #changed = new vscode.EventEmitter<InventoryState>();
  readonly #soon = atMostEvery(showEveryMs);
  /** What is left if the running listing ends now: what it has, and of the one before what it has not reached. */
  #ifStopped: () => Listing | undefined = () => undefined;
  #state: InventoryState = { kind: 'starting' };
  #running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;

  readonly onDidChange = this.#changed.event;

  /** @param directory loads when something is listed */
  constructor(directory: () => Promise<ClusterDirectory>, signIn: Pick<SignIn, 'currentAccount'>, logger: Logger) {
    this.#directory = directory;
    this.#signIn = signIn;
    this.#logger = logger;
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

  /** Lists anew; a listing that is still running is given up. Never throws: the state says how it ended. */
  async refresh(): Promise<void> {
    this.#running?.controller.abort(cancellation());
    const controller = new AbortController();
    const running = { controller, done: this.#list(controller.signal) };
    this.#running = running;
    await running.done;
    if (this.#running === running) {
      this.#running = undefined;
    }
  }

  /** Stops a running listing; what has arrived so far stays. */
  cancel(): void {
    if (this.#running === undefined) {
      return;
    }
    this.#soon.flush();
    this.#running.controller.abort(cancellation());
    this.#running = undefined;
    const left = this.#ifStopped();
    const error = new AksEntraError('cancelled', l10n`Listing the clusters was cancelled.`);
    const hasShown = this.#state.kind === 'loading' && left !== undefined && hasRows(left);
    this.#set(hasShown ? { ...left, kind: 'listed', isIncomplete: true } : failedListing(error, left));
  }

  dispose(): void {
    this.#running?.controller.abort(cancellation());
    this.#soon.dispose();
    this.#changed.dispose();
  }

  #set(state: InventoryState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  async #list(signal: AbortSignal): Promise<void> {
    /** Whatever is to be told by then is told once, and sorted once. */
    const setSoon = (state: () => InventoryState): Promise<undefined> =>
      this.#soon.run(() => {
        if (!signal.aborted) {
          this.#set(state());
        }
      });
    let ifStopped = (): Listing | undefined => keptListing(this.#state);
    this.#ifStopped = ifStopped;
    try {
      const account = await this.#signIn.currentAccount();
      if (account === undefined) {
        await setSoon(() => ({ kind: 'signedOut' }));
        return;
      }
      const accounts = [account];
      const before = listingOf(this.#state) ?? emptyListing(accounts);
      let now: Listing = emptyListing(accounts);
      const loading = (): InventoryState => ({ kind: 'loading', ...sortedListing(withRowsBefore(now, before)) });
      ifStopped = (): Listing => sortedListing(withRowsBefore(now, before, 'stopped'));
      if (!signal.aborted) {
        this.#ifStopped = ifStopped;
      }
      void setSoon(loading);
      const { listClusters } = await import('../../core/clusters/listClusters.ts');
      const caller: Caller = { account, interaction: 'silent', signal };
      const onStep = (step: ListingStep): void => {
        this.#logFailure(step);
        now = withStep(now, step);
        void setSoon(loading);
      };
      await listClusters(await this.#directory(), caller, onStep, Date.now);
      await setSoon(() => ({ kind: 'listed', ...sortedListing(withRowsBefore(now, before, 'ended')) }));
    } catch (error) {
      if (!signal.aborted) {
        this.#logger.error(`Listing clusters: ${messageOf(error)}`);
      }
      await setSoon(() => failedListing(error, ifStopped()));
    }
  }

  #logFailure(step: ListingStep): void {
    if (step.kind === 'tenantFailed') {
      const { tenant, error } = step.failure;
      this.#logger.warn(`Tenant ${tenant.tenantId}: ${error.message}`);
    } else if (step.seen.outcome.kind === 'failed') {
      this.#logger.warn(`Subscription ${step.seen.subscription.subscriptionId}: ${step.seen.outcome.error.message}`);
    }
  }
}
