import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { RoleAssignments } from '../../core/access/accessPorts.ts';
import { clusterScope } from '../../core/access/clusterScope.ts';
import type { AzureRoleKey } from '../../core/access/roles.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { nameTaken } from '../../core/clusterCreation/clusterName.ts';
import { creationBody } from '../../core/clusterCreation/creationBody.ts';
import type { ClusterCreation, CreationPlace } from '../../core/clusterCreation/creationPorts.ts';
import type { NewCluster } from '../../core/clusterCreation/newCluster.ts';
import { isShortLived } from '../../core/clusterWrites/operation.ts';
import { refreshClusters } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { messageOf } from '../../core/messageOf.ts';
import { tellWith } from '../../ui/remedyCommand.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { SentChange } from '../entraIntegration/sendEntraChange.ts';

/** What came of it: where Azure refused the cluster, its group may be there all the same. */
export type SentCreation =
  | { readonly kind: 'sent'; readonly sent: SentChange }
  | { readonly kind: 'refused'; readonly error: unknown; readonly isGroupMade: boolean };

/**
 * Makes the group where it is new, looks once more whether the name is free, and makes the cluster.
 *
 * @throws an AbortError on cancel
 */
export async function sendCreation(
  creation: ClusterCreation,
  place: CreationPlace,
  seen: SeenCluster,
  wanted: NewCluster,
  title: string,
): Promise<SentCreation> {
  const { resourceGroup, location, name, isGroupNew } = wanted;
  const done = { isGroupMade: false, isOnItsWay: false };
  try {
    return await withProgress(title, async (signal, report) => {
      // The person said yes a moment ago: a second factor may be asked for.
      const options = { interaction: 'allowed', signal } as const;
      if (isGroupNew) {
        report(l10n`making the resource group ${resourceGroup}`);
        await creation.createGroup(place, options, resourceGroup, location);
        done.isGroupMade = true;
      }
      if (await creation.exists(seen, options)) {
        throw new AksEntraError('nameTaken', nameTaken(name, resourceGroup));
      }
      report(l10n`sending it to Azure`);
      done.isOnItsWay = true;
      const startedAtMs = Date.now();
      const started = await creation.create(seen, options, creationBody(wanted));
      return { kind: 'sent', sent: { ...started, startedAtMs } };
    });
  } catch (error) {
    if (!isCancellation(error)) {
      return { kind: 'refused', error, isGroupMade: done.isGroupMade };
    }
    if (done.isOnItsWay) {
      void tellWith(
        'warning',
        l10n`You cancelled while ${name} was on its way: Azure may have accepted it anyway. Refresh the clusters to see.`,
        [refreshClusters],
      );
    } else if (done.isGroupMade) {
      void vscode.window.showWarningMessage(
        l10n`You cancelled: the resource group ${resourceGroup} was made, the cluster was not.`,
      );
    }
    throw error;
  }
}

/** Azure may know a cluster a few seconds after it took it up. */
const attempts = 5;
const pauseMs = 2_000;

/**
 * Gives the creator the roles, while they are there to answer for a second factor. The cluster goes on without them.
 *
 * @returns why one was not given; undefined where all were
 */
export async function giveCreatorRoles(
  assignments: Pick<RoleAssignments, 'assign'>,
  seen: SeenCluster,
  roles: readonly AzureRoleKey[],
  objectId: string,
): Promise<string | undefined> {
  try {
    await withProgress(l10n`Giving you what you need on ${seen.cluster.name}`, async (signal) => {
      for (const role of roles) {
        await giveRole(assignments, seen, role, objectId, signal);
      }
    });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

async function giveRole(
  assignments: Pick<RoleAssignments, 'assign'>,
  seen: SeenCluster,
  role: AzureRoleKey,
  objectId: string,
  signal: AbortSignal,
): Promise<void> {
  const assignment = { role, scope: clusterScope(seen.cluster), principal: { kind: 'User', objectId } as const };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await assignments.assign(seen, { interaction: 'allowed', signal }, assignment);
      return;
    } catch (error) {
      if (error instanceof AksEntraError && error.code === 'alreadyAssigned') {
        return;
      }
      const isEarly = error instanceof AksEntraError && (error.code === 'notFound' || isShortLived(error.code));
      if (!isEarly || attempt === attempts) {
        throw error;
      }
    }
    await wait(pauseMs, undefined, { signal }).catch(() => {
      throw cancellation();
    });
  }
}
