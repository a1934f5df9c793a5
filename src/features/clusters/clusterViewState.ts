import { hasRows, type InventoryState, isShown } from '../../core/listing/inventory.ts';
import { noClusterVisible } from '../../core/listing/noClusterVisible.ts';
import { l10n } from '../../core/l10n.ts';
import type { ClusterViewState } from '../../ui/contextKeys.ts';
import { errorMessage } from '../../ui/errorMessage.ts';

/** Which welcome text the view has, if any: see `viewsWelcome` in package.json. */
export function viewState(state: InventoryState): ClusterViewState {
  if (state.kind === 'failed') {
    // It has rows: the ways out.
    return 'listed';
  }
  if (state.kind !== 'listed') {
    return state.kind;
  }
  // Of a listing that was stopped nobody knows: its message tells that.
  return hasRows(state) || state.isIncomplete === true ? 'listed' : 'empty';
}

/** What the view says above its rows; undefined: nothing. */
export function viewMessage(state: InventoryState): string | undefined {
  if (state.kind === 'failed') {
    return errorMessage(state.error);
  }
  if (state.kind !== 'listed') {
    return undefined;
  }
  if (state.isIncomplete === true) {
    return l10n`Listing was stopped: clusters may be missing. Refresh to list them all.`;
  }
  if (!hasRows(state)) {
    return undefined;
  }
  const { accounts, accountFailures = [], tenantFailures, subscriptions } = state;
  if (accountFailures.length + tenantFailures.length === 0 && !subscriptions.some(isShown)) {
    return noClusterVisible(accounts);
  }
  const hidden = subscriptions.filter((seen) => !isShown(seen)).length;
  return hidden === 0 ? undefined : l10n`${hidden} subscription${hidden === 1 ? '' : 's'} without clusters not shown`;
}
