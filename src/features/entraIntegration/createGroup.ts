import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { GroupCreation } from '../../core/directory/groupCreation.ts';
import type { FoundGroup } from '../../core/directory/groupSearch.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import type { Logger } from '../../core/logger.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { logText } from '../../core/logText.ts';
import { withProgress } from '../../ui/withProgress.ts';

export interface CreateGroupPorts {
  readonly groupCreation: GroupCreation;
  readonly logger: Logger;
}

/**
 * Makes a security group with the user in it, once they said yes to what will be made. A failure is told here.
 *
 * @returns `refused` where the directory does not let them make any; undefined where there is none for another reason
 */
export async function createGroup(
  { groupCreation, logger }: CreateGroupPorts,
  { account, cluster, tenants }: SeenCluster,
  name: string,
): Promise<FoundGroup | 'refused' | undefined> {
  const { tenantId } = cluster;
  let isOnItsWay = false;
  try {
    const title = l10n`Looking for groups called ${quotedName(name)}`;
    const same = await withProgress(title, (signal) => groupCreation.groupsNamed(account, tenantId, name, signal));
    const isWanted = await isAccepted({
      message: l10n`Create the security group ${quotedName(name)}?`,
      detail: [
        l10n`It is made in the directory ${quotedName(tenants.owner.displayName)}, with ${printable(account.label)} as its only member and its owner. By itself it gives nobody anything.`,
        ...(same.length === 0 ? [] : [sameName(same)]),
      ].join('\n\n'),
      accept: l10n`Create Group`,
      goBack: l10n`Back to the Groups`,
    });
    if (!isWanted) {
      return undefined;
    }
    isOnItsWay = true;
    const group = await withProgress(l10n`Creating the group ${quotedName(name)}`, (signal) =>
      groupCreation.create(account, tenantId, name, signal),
    );
    void vscode.window.showInformationMessage(
      l10n`The group ${quotedName(name)} was created, with you in it. An older token does not have it: refresh yours once the cluster is changed.`,
    );
    return group;
  } catch (error) {
    if (isCancellation(error)) {
      if (isOnItsWay) {
        void vscode.window.showWarningMessage(
          l10n`The group ${quotedName(name)} was on its way, and may exist anyway. Look for it before you create it again.`,
        );
      }
      return undefined;
    }
    // Not to be tried again by a button: the picker is open again by then, and would not know of the group.
    logger.error(`Creating a group: ${logText(error)}`);
    void vscode.window.showErrorMessage(errorMessage(error));
    return error instanceof AksEntraError && error.code === 'missingRole' ? 'refused' : undefined;
  }
}

function sameName(same: readonly FoundGroup[]): string {
  const ids = same.map(({ objectId }) => printable(objectId)).join(', ');
  return same.length === 1
    ? l10n`There is a group of that name already (${ids}). Names are not unique: this would be one more beside it.`
    : l10n`There are groups of that name already (${ids}). Names are not unique: this would be one more beside them.`;
}
