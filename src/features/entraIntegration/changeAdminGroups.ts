import { readStrings } from '../../core/azure/readProperty.ts';
import { unlessAborted } from '../../core/cancellation.ts';
import { aadProfileOf } from '../../core/clusterWrites/rawCluster.ts';
import { changesSomething } from '../../core/entraIntegration/checkedOutcome.ts';
import { headline } from '../../core/entraIntegration/goalTexts.ts';
import { l10n } from '../../core/l10n.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ChangeEntraPorts } from './changeEntra.ts';
import { type ChosenGroups, chooseAdminGroups } from './chooseAdminGroups.ts';
import { lookAtCluster } from './lookAtCluster.ts';
import { seenOrPicked } from './pickFitting.ts';
import { namesOfAdmins, updateEntra } from './updateEntra.ts';

/**
 * Adds, removes or replaces the admin groups of a cluster with managed Entra.
 *
 * @param argument the row of the tree that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function changeAdminGroups(ports: ChangeEntraPorts, argument: unknown): Promise<void> {
  const goal = 'adminGroups';
  const looked = await lookAtCluster(ports, await seenOrPicked(ports, goal, argument), goal);
  const { seen, permissions } = looked;
  let { document } = looked;
  const { cluster } = seen;
  const present = readStrings(aadProfileOf(document.body), 'adminGroupObjectIDs');
  const before = await withProgress(l10n`Reading the groups’ names`, (signal) =>
    unlessAborted(signal, () => namesOfAdmins(ports, seen, document)),
  );
  const groups = present.map((objectId) => {
    const name = before.get(objectId.toLowerCase());
    return { objectId, ...(name === undefined ? {} : { name }) };
  });
  let chosen: Pick<ChosenGroups, 'groups' | 'created'> & { readonly note?: string } = { groups, created: new Set() };
  for (;;) {
    const { names, ...picked } = await chooseAdminGroups(ports, seen, headline(cluster, { goal }), chosen);
    const change = { goal, adminGroupObjectIds: picked.groups.map(({ objectId }) => objectId) } as const;
    if (!changesSomething(document.body, change)) {
      chosen = { ...picked, note: l10n`Nothing would change: tick other groups, or press Escape.` };
      continue;
    }
    const groupNames = new Map([...before, ...names]);
    const wanted = { document, permissions, change, groupNames, createdGroups: picked.created, hasWayBack: true };
    const outcome = await updateEntra(ports, seen, wanted);
    if (outcome.kind === 'sent') {
      return;
    }
    ({ document } = outcome);
    chosen = picked;
  }
}
