import { AksEntraError } from '../../core/aksEntraError.ts';
import type { CorrectedDirectory, SavedListings } from '../../core/clusters/clusterPorts.ts';
import {
  emptyListing,
  failedListing,
  keptListing,
  sortedListing,
  withRowsBefore,
  withStep,
  withoutLeftOut,
} from '../../core/listing/growingListing.ts';
import { hasRows, type InventoryState, type Listing, listingOf } from '../../core/listing/inventory.ts';
import { type AccountStep, listAccounts } from '../../core/listing/listAccounts.ts';
import { tenantChoicesFrom } from '../../core/listing/tenantChoices.ts';
import type { AccountSelection, SelectedAccounts } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import type { MemorySlot } from '../../core/memorySlot.ts';
import { messageOf } from '../../core/messageOf.ts';
import {
  listingFromSaved,
  type SavedListing,
  savedListingFrom,
  savedListingLimit,
  textOfListing,
} from '../../core/savedListing/savedListing.ts';
import type { Throttle } from '../../ui/atMostEvery.ts';

/** What a listing asks. */
export interface ListingPorts {
  /** Loads when something is listed. */
  readonly directory: () => Promise<CorrectedDirectory>;
  /** The tree as it was known when VS Code was last open. */
  readonly savedListings: () => Promise<SavedListings>;
  readonly signIn: Pick<SelectedAccounts, 'selection'>;
  readonly memory: { tenantChoicesOf(accountId: string): MemorySlot<unknown> };
  readonly logger: Logger;
}

/** One listing of everything, told while it grows. It loads when something is first listed. */
export class ClusterListing {
  readonly #ports: ListingPorts;
  readonly #before: InventoryState;
  readonly #signal: AbortSignal;
  #saved: Promise<SavedListings> | undefined;
  readonly #soon: Throttle;
  readonly #tell: (state: InventoryState) => void;
  /** What is left if it ends now: what it has, and of the one before what it has not reached. */
  #ifStopped: () => Listing | undefined;

  /** @param soon how often it is told */
  constructor(
    ports: ListingPorts,
    before: InventoryState,
    signal: AbortSignal,
    soon: Throttle,
    tell: (state: InventoryState) => void,
  ) {
    this.#ports = ports;
    this.#before = before;
    this.#signal = signal;
    this.#soon = soon;
    this.#tell = tell;
    this.#ifStopped = () => keptListing(before);
  }

  /** Never throws: what is told says how it ended. */
  async run(): Promise<void> {
    const { signIn, directory, memory, logger } = this.#ports;
    try {
      // Read while VS Code still looks for its accounts; only what belongs to them is shown.
      const saved = this.#readSaved();
      const choicesOf = ({ id }: { id: string }) => tenantChoicesFrom(memory.tenantChoicesOf(id).get());
      const selection = await signIn.selection();
      const { selected: accounts, others } = selection;
      if (accounts.length === 0) {
        void this.#save(undefined);
        await this.#setSoon(() => ({ kind: 'signedOut' }));
        return;
      }
      const before = withoutLeftOut(this.#rowsBefore(selection, await saved), choicesOf);
      let now: Listing = emptyListing(accounts, others);
      const loading = (): InventoryState => ({ kind: 'loading', ...sortedListing(withRowsBefore(now, before)) });
      this.#ifStopped = () => sortedListing(withRowsBefore(now, before, 'stopped'));
      void this.#setSoon(loading);
      const onStep = (step: AccountStep): void => {
        this.#logFailure(step);
        now = withStep(now, step);
        void this.#setSoon(loading);
      };
      const ports = {
        directory: await directory(),
        choicesOf,
        now: Date.now,
      };
      await listAccounts(ports, accounts, this.#signal, onStep);
      const listed = sortedListing(withRowsBefore(now, before, 'ended'));
      if (!this.#signal.aborted) {
        void this.#save(listed);
      }
      await this.#setSoon(() => ({ kind: 'listed', ...listed }));
    } catch (error) {
      if (!this.#signal.aborted) {
        logger.error(`Listing clusters: ${messageOf(error)}`);
      }
      await this.#setSoon(() => failedListing(error, this.#ifStopped()));
    }
  }

  /** What is known where the user stops it. */
  stopped(shown: InventoryState): InventoryState {
    const left = this.#ifStopped();
    const error = new AksEntraError('cancelled', l10n`Listing the clusters was cancelled.`);
    const hasShown = shown.kind === 'loading' && left !== undefined && hasRows(left);
    return hasShown ? { ...left, kind: 'listed', isIncomplete: true } : failedListing(error, left);
  }

  /** What was shown, or where nothing was yet, what was saved; of accounts that are gone it stays nowhere. */
  #rowsBefore(selection: AccountSelection, saved: SavedListing): Listing {
    const { selected } = selection;
    const shown = listingOf(this.#before);
    const before = shown ?? listingFromSaved(saved, selection);
    const known = [...(shown?.accounts.map(({ id }) => id) ?? []), ...saved.keys()];
    if (known.some((id) => !selected.some((account) => account.id === id))) {
      void this.#save(withRowsBefore(emptyListing(selected), before));
    }
    return before;
  }

  /** Of the cloud in which this listing began. */
  #savedListings(): Promise<SavedListings> {
    this.#saved ??= this.#ports.savedListings();
    return this.#saved;
  }

  /** For the first rows of the window only. */
  async #readSaved(): Promise<SavedListing> {
    try {
      const saved = this.#before.kind === 'starting' ? await this.#savedListings() : undefined;
      return savedListingFrom((await saved?.read(savedListingLimit)) ?? '');
    } catch (error) {
      this.#ports.logger.warn(`The last known clusters could not be read: ${messageOf(error)}`);
      return new Map();
    }
  }

  /** @param listing undefined: there is nothing to be saved, nor to stay */
  async #save(listing: Listing | undefined): Promise<void> {
    try {
      const saved = await this.#savedListings();
      const text = listing === undefined ? undefined : textOfListing(listing);
      await (text === undefined ? saved.remove() : saved.write(text));
    } catch (error) {
      this.#ports.logger.warn(`The last known clusters could not be saved: ${messageOf(error)}`);
    }
  }

  /** Whatever is to be told by then is told once, and sorted once. */
  #setSoon(state: () => InventoryState): Promise<undefined> {
    return this.#soon.run(() => {
      if (!this.#signal.aborted) {
        this.#tell(state());
      }
    });
  }

  #logFailure(step: AccountStep): void {
    const { logger } = this.#ports;
    if (step.kind === 'tenantFailed') {
      const { tenant, error } = step.failure;
      logger.warn(`Tenant ${tenant.tenantId}: ${error.message}`);
    } else if (step.kind === 'queryFailed') {
      const { tenant, error } = step.failure;
      logger.warn(`Tenant ${tenant.tenantId}: ${error.message} Its subscriptions are listed one by one.`);
    } else if (step.kind === 'accountFailed') {
      logger.warn(`Account ${step.failure.account.id}: ${step.failure.error.message}`);
    } else if (step.kind === 'subscription') {
      const { subscription, outcome } = step.seen;
      const error = outcome.kind === 'failed' ? outcome.error : outcome.placesError;
      if (error !== undefined) {
        logger.warn(`Subscription ${subscription.subscriptionId}: ${error.message}`);
      }
    }
  }
}
