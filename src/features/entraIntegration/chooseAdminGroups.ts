import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { FoundGroup } from '../../core/directory/groupSearch.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { type CreateGroupPorts, createGroup } from './createGroup.ts';
import { type GroupPorts, pickAdminGroups } from './pickAdminGroups.ts';
import { showGroupLines } from './showGroupLines.ts';

export interface ChooseGroupsPorts extends CreateGroupPorts, Omit<GroupPorts, 'groupCreation'> {
  readonly previews: PreviewDocuments;
}

/** The groups that somebody chose. */
export interface ChosenGroups {
  readonly groups: readonly FoundGroup[];
  /** By object id in small letters. */
  readonly names: ReadonlyMap<string, string>;
  /** Those that were made on the way, with the account in them. */
  readonly created: ReadonlySet<string>;
}

/** Whether one of the chosen groups was made on the way. */
export function hasNewGroup({ groups, created }: Pick<ChosenGroups, 'groups' | 'created'>): boolean {
  return groups.some(({ objectId }) => created.has(objectId.toLowerCase()));
}

/**
 * Lets the user tick admin groups, and make one on the way where there is none.
 *
 * @param before what was chosen already, and what to say of it
 * @param wayBack what is returned where the person goes to the step before; absent: there is none
 * @throws an AbortError when the user closes the picker
 */
export async function chooseAdminGroups<Back = never>(
  ports: ChooseGroupsPorts,
  seen: SeenCluster,
  title: string,
  before: Pick<ChosenGroups, 'groups' | 'created'> & { readonly note?: string },
  wayBack?: { readonly value: Back },
): Promise<ChosenGroups | Back> {
  let { groups, note } = before;
  const created = new Set(before.created);
  for (;;) {
    const picked = await pickAdminGroups(ports, seen, title, groups, {
      hasWayBack: wayBack !== undefined,
      ...(note === undefined ? {} : { note }),
    });
    note = undefined;
    if (picked.kind === 'back') {
      if (wayBack !== undefined) {
        return wayBack.value;
      }
      continue;
    }
    groups = picked.groups;
    if (picked.kind === 'goOn') {
      return { groups, names: namesOf(groups), created };
    }
    if (picked.kind === 'howToCreate') {
      await showGroupLines(ports.previews, seen, picked.name);
      continue;
    }
    const group = await createGroup(ports, seen, picked.name);
    if (group === 'refused') {
      await showGroupLines(ports.previews, seen, picked.name);
    } else if (group !== undefined) {
      groups = [...groups, group];
      created.add(group.objectId.toLowerCase());
    }
  }
}

function namesOf(groups: readonly FoundGroup[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(({ objectId, name }): [string, string][] =>
      name === undefined ? [] : [[objectId.toLowerCase(), name]],
    ),
  );
}
