import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { ClusterDirectory, Tenant } from '../../core/clusters/clusterPorts.ts';
import type { ListingStep, SubscriptionResult } from '../../core/clusters/listClusters.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { Account, SignIn } from '../../core/entra/signIn.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';

export interface TenantFailure {
  readonly tenant: Tenant;
  readonly error: AksEntraError;
}

export interface Listing {
  readonly account: Account;
  readonly subscriptions: readonly SubscriptionResult[];
  readonly tenantFailures: readonly TenantFailure[];
}

export type InventoryState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signedOut' }
  | (Listing & { readonly kind: 'loading' })
  /** `isIncomplete`: the user stopped the listing. */
  | (Listing & { readonly kind: 'listed'; readonly isIncomplete?: boolean })
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * The clusters that the tree and the picker share: one listing at a time, shown while it grows. It never prompts: a
 * tenant that needs a sign-in is a result, and the user decides whether to sign in there.
 */
export class ClusterInventory implements vscode.Disposable {
  readonly #directory: () => Promise<ClusterDirectory>;
  readonly #signIn: SignIn;
  readonly #logger: Logger;
  readonly #changed = new vscode.EventEmitter<InventoryState>();
  #state: InventoryState = { kind: 'starting' };
  #running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;

  readonly onDidChange = this.#changed.event;

  /** @param directory loads when something is listed */
  constructor(directory: () => Promise<ClusterDirectory>, signIn: SignIn, logger: Logger) {
    this.#directory = directory;
    this.#signIn = signIn;
    this.#logger = logger;
  }

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
    this.#running.controller.abort(cancellation());
    this.#running = undefined;
    const state = this.#state;
    const error = new AksEntraError('cancelled', 'Listing the clusters was cancelled.');
    const hasShown = state.kind === 'loading' && hasRows(state);
    this.#set(hasShown ? { ...state, kind: 'listed', isIncomplete: true } : { kind: 'failed', error });
  }

  dispose(): void {
    this.#running?.controller.abort(cancellation());
    this.#changed.dispose();
  }

  #set(state: InventoryState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  async #list(signal: AbortSignal): Promise<void> {
    const set = (state: InventoryState): void => {
      if (!signal.aborted) {
        this.#set(state);
      }
    };
    try {
      const account = await this.#signIn.currentAccount();
      if (account === undefined) {
        set({ kind: 'signedOut' });
        return;
      }
      const before = this.#rowsOf(account);
      let now: Listing = { account, subscriptions: [], tenantFailures: [] };
      set({ kind: 'loading', ...withRowsBefore(now, before) });
      const { listClusters } = await import('../../core/clusters/listClusters.ts');
      await listClusters(await this.#directory(), { account, interaction: 'silent', signal }, (step) => {
        this.#logFailure(step);
        now = withStep(now, step);
        set({ kind: 'loading', ...withRowsBefore(now, before) });
      });
      set({ kind: 'listed', ...now });
    } catch (error) {
      if (!signal.aborted) {
        this.#logger.error(`Listing clusters: ${messageOf(error)}`);
      }
      set({ kind: 'failed', error });
    }
  }

  /** What is shown for this account now, so that a refresh does not empty the tree. */
  #rowsOf(account: Account): Listing {
    const state = this.#state;
    const isSame = (state.kind === 'listed' || state.kind === 'loading') && state.account.id === account.id;
    return isSame ? state : { account, subscriptions: [], tenantFailures: [] };
  }

  #logFailure(step: ListingStep): void {
    if (step.kind === 'tenantFailed') {
      this.#logger.warn(`Tenant ${step.tenant.tenantId}: ${step.error.message}`);
    } else if (step.result.outcome.kind === 'failed') {
      this.#logger.warn(
        `Subscription ${step.result.subscription.subscriptionId}: ${step.result.outcome.error.message}`,
      );
    }
  }
}

/** True once a listing has something to show: subscriptions without clusters are hidden. */
export function hasRows({ subscriptions, tenantFailures }: Listing): boolean {
  return tenantFailures.length > 0 || subscriptions.some(isShown);
}

/** Whether a subscription has a row: it has clusters, or could not be listed. */
export function isShown({ outcome }: SubscriptionResult): boolean {
  return outcome.kind === 'failed' || outcome.clusters.length > 0;
}

function withStep(listing: Listing, step: ListingStep): Listing {
  return step.kind === 'subscription'
    ? { ...listing, subscriptions: [...listing.subscriptions, step.result] }
    : { ...listing, tenantFailures: [...listing.tenantFailures, step] };
}

function withRowsBefore(listing: Listing, before: Listing): Listing {
  const key = ({ subscription }: SubscriptionResult): string =>
    `${subscription.tenantId}/${subscription.subscriptionId}`;
  const arrived = new Set(listing.subscriptions.map(key));
  const pending = before.subscriptions.filter((result) => !arrived.has(key(result)));
  const answered = new Set([
    ...listing.subscriptions.map(({ tenant }) => tenant.tenantId),
    ...listing.tenantFailures.map(({ tenant }) => tenant.tenantId),
  ]);
  const stillFailed = before.tenantFailures.filter(({ tenant }) => !answered.has(tenant.tenantId));
  return {
    ...listing,
    subscriptions: [...listing.subscriptions, ...pending],
    tenantFailures: [...listing.tenantFailures, ...stillFailed],
  };
}
