import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import type { ClusterFilterPorts } from './changedView.ts';

export interface ToggleFavouritePorts extends ClusterFilterPorts {
  readonly signIn: SignIn;
}

/**
 * Adds a cluster to the favourites, or takes it out.
 *
 * @param argument the row that was asked from
 */
export async function toggleFavourite(
  { chosenView, inventory, signIn }: ToggleFavouritePorts,
  argument: unknown,
): Promise<void> {
  const { cluster } =
    clusterFrom(argument) ??
    (await signingIn(signIn, () => pickCluster(inventory, l10n`Add to or remove from favourites`)));
  const id = cluster.id.toLowerCase();
  const { favourites } = chosenView;
  await chosenView.keepFavourites(
    favourites.includes(id) ? favourites.filter((one) => one !== id) : [...favourites, id],
  );
}
