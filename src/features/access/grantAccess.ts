import * as vscode from 'vscode';
import { setTimeout as pause } from 'node:timers/promises';
import type { AccessPorts } from '../../core/access/accessPorts.ts';
import { checkGrant } from '../../core/access/checkGrant.ts';
import { type Grant, type GrantStep, planGrant } from '../../core/access/grantPlan.ts';
import { nothingToGrant } from '../../core/access/grantResult.ts';
import { grantTitle } from '../../core/access/grantTexts.ts';
import { performGrant } from '../../core/access/performGrant.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { type ClusterNow, readNow } from '../../core/clusters/seenNow.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { back } from '../../ui/quickPickStep.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterChanges } from '../clusters/clusterChanges.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import { confirmGrant } from './confirmGrant.ts';
import { pickLevel } from './pickLevel.ts';
import { pickPlace, type PlacePorts } from './pickPlace.ts';
import { pickPrincipal, type PrincipalPorts } from './pickPrincipal.ts';
import { tellGranted } from './tellGranted.ts';

export interface GrantAccessPorts extends AccessPorts, PlacePorts, PrincipalPorts {
  readonly clusters: ClusterNow;
  readonly inventory: ClusterInventory;
  readonly changes: Pick<ClusterChanges, 'accessChanged'>;
  readonly signIn: SignIn;
  readonly previews: PreviewDocuments;
  readonly logger: Logger;
}

/**
 * Lets somebody into a cluster: asks who, where and what, looks whether this account may do that, shows it, and does it
 * once somebody said yes.
 *
 * @param argument the row of the tree that it was asked from
 * @param chosen what was chosen already, which is looked at and shown anew
 * @throws AksEntraError; an AbortError on cancel
 */
export async function grantAccess(
  ports: GrantAccessPorts,
  argument: unknown,
  chosen?: { readonly seen: SeenCluster; readonly grant: Grant },
): Promise<void> {
  const listed =
    chosen?.seen ?? clusterFrom(argument) ?? (await signingIn(ports.signIn, () => pickManaged(ports.inventory)));
  const seen = await withProgress(l10n`Looking at ${listed.cluster.name}`, (signal) =>
    readNow(ports, listed, { interaction: 'allowed', signal }, Date.now()),
  );
  const { cluster } = seen;
  assertRuns(seen);
  const agreed = await agreeOn(ports, seen, chosen?.grant);
  if (agreed === undefined) {
    return;
  }
  const { grant, steps } = agreed;
  const outcome = await withProgress(grantTitle(cluster), (signal, report) =>
    performGrant(
      ports,
      seen,
      steps,
      // The person said yes a moment ago: a second factor may be asked for.
      { interaction: 'allowed', signal },
      {
        report,
        pause: async (milliseconds, until) => {
          await pause(milliseconds, undefined, { signal: until }).catch(() => {
            throw cancellation();
          });
        },
      },
    ),
  );
  ports.logger.info(`Grant access to ${cluster.name}: ${outcome.done.length} of ${steps.length} steps done`);
  ports.changes.accessChanged(cluster);
  tellGranted(ports, seen, grant, outcome, () => grantAccess(ports, undefined, { seen, grant }));
}

function pickManaged(inventory: ClusterInventory): Promise<SeenCluster> {
  return pickCluster(inventory, l10n`Grant access to a cluster`, {
    fits: ({ cluster }) => cluster.entra.kind === 'managed',
    none: l10n`No cluster that you see has AKS-managed Entra, by which access is given to people.`,
  });
}

/**
 * What somebody chose, saw and said yes to, with what is left to do for it; undefined where that is nothing.
 *
 * @param chosen what is shown without being asked for
 * @throws an AbortError when the user declines, or could not accept
 */
async function agreeOn(
  ports: GrantAccessPorts,
  seen: SeenCluster,
  chosen: Grant | undefined,
): Promise<{ readonly grant: Grant; readonly steps: readonly GrantStep[] } | undefined> {
  const { cluster } = seen;
  let grant = chosen ?? (await choose(ports, seen, undefined));
  for (;;) {
    const check = await withProgress(l10n`Looking at ${cluster.name}`, (signal) =>
      checkGrant(ports, seen, planGrant(cluster, grant), { interaction: 'allowed', signal }),
    );
    if (check.steps.length === 0) {
      void vscode.window.showInformationMessage(nothingToGrant(cluster, grant, check.there));
      return undefined;
    }
    if ((await confirmGrant(ports.previews, cluster, grant, check)) !== back) {
      return { grant, steps: check.steps };
    }
    grant = await choose(ports, seen, grant);
  }
}

/** @param before what was chosen already: then it begins at the last step, from which one can go back */
async function choose(ports: GrantAccessPorts, seen: SeenCluster, before: Grant | undefined): Promise<Grant> {
  const { cluster } = seen;
  const title = grantTitle(cluster);
  let who = before?.who;
  let where = before?.where;
  let at: 'who' | 'where' | 'level' = before === undefined ? 'who' : 'level';
  for (;;) {
    if (who === undefined || at === 'who') {
      who = await pickPrincipal(ports, seen, title, who, cluster.authorization !== 'azureRbac');
      at = 'where';
    }
    if (where === undefined || at === 'where') {
      const place = await pickPlace(ports, seen, title, where);
      if (place === back) {
        at = 'who';
        continue;
      }
      where = place;
    }
    const level = await pickLevel(cluster, where, title);
    if (level !== back) {
      return { who, where, level };
    }
    at = 'where';
  }
}

/** @throws AksEntraError clusterStopped, unexpectedAnswer */
function assertRuns({ cluster }: SeenCluster): void {
  if (cluster.entra.kind !== 'managed') {
    throw new AksEntraError(
      'unexpectedAnswer',
      l10n`Access is given to people where Entra is on. Enable Microsoft Entra on ${cluster.name}, or migrate it, first.`,
    );
  }
  if (cluster.power === 'Stopped' && cluster.authorization !== 'azureRbac') {
    throw new AksEntraError(
      'clusterStopped',
      l10n`${cluster.name} is stopped, and its bindings lie inside it. Start it first.`,
    );
  }
}
