import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { printable } from '../../core/printable.ts';
import { durationText } from '../../core/roleActivation/activationDurations.ts';
import type { ActivationWish } from '../../core/roleActivation/activationRequest.ts';
import { type ActivationOutcome, activationOutcome } from '../../core/roleActivation/activationStatus.ts';
import { type EligibleRole, isActiveIn } from '../../core/roleActivation/eligibleRole.ts';
import type { RoleActivations } from '../../core/roleActivation/roleActivations.ts';
import { back } from '../../ui/quickPickStep.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { openActivationPage, type PortalPorts } from './activationPortal.ts';
import { askActivation, type RefusedDuration } from './askActivation.ts';

export interface SendActivationPorts extends PortalPorts {
  readonly roleActivations: RoleActivations;
  readonly logger: Logger;
}

/** What Azure was asked for, and what came of it. */
export interface SentActivation {
  readonly wish: ActivationWish;
  readonly outcome: ActivationOutcome;
}

/** How often, and with which pause, a role that was only granted is looked for among those that are in force. */
const looks = 3;
const lookEveryMs = 2_000;

/**
 * Asks for what Azure needs to know, and then Azure. A time that the role's rules refuse leads back to the time; where
 * they want a second factor, what was confirmed is sent once more after it.
 *
 * @returns `back` where the user goes back to the roles
 * @throws AksEntraError as `RoleActivations.activate`; an AbortError on cancel
 */
export async function sendActivation(
  ports: SendActivationPorts,
  seen: SeenCluster,
  role: EligibleRole,
): Promise<SentActivation | typeof back> {
  let refused: RefusedDuration | undefined;
  for (;;) {
    const wish = await askActivation(seen.cluster, role, refused);
    if (wish === undefined) {
      return back;
    }
    try {
      return { wish, outcome: await sendWithSecondFactor(ports, seen, role, wish) };
    } catch (error) {
      if (!hasCode(error, 'activationTooLong')) {
        throw error;
      }
      refused = {
        wish,
        reason: l10n`The role’s rules do not allow ${durationText(wish.minutes)}: choose a shorter time.`,
      };
    }
  }
}

async function sendWithSecondFactor(
  ports: SendActivationPorts,
  seen: SeenCluster,
  role: EligibleRole,
  wish: ActivationWish,
): Promise<ActivationOutcome> {
  try {
    return await send(ports, seen, role, wish);
  } catch (error) {
    if (!hasCode(error, 'activationNeedsMfa')) {
      throw error;
    }
    const [signIn, open] = [l10n`Sign In Again`, l10n`Open in Portal`];
    const chosen = await vscode.window.showWarningMessage(error.message, signIn, open);
    if (chosen === open) {
      await openActivationPage(ports, 'roles');
    }
    if (chosen !== signIn) {
      throw cancellation();
    }
    await ports.roleActivations.stepUp(seen);
    return send(ports, seen, role, wish);
  }
}

function send(
  ports: SendActivationPorts,
  seen: SeenCluster,
  role: EligibleRole,
  wish: ActivationWish,
): Promise<ActivationOutcome> {
  const title = l10n`Activating ${printable(role.name)} for ${seen.cluster.name}`;
  return withProgress(title, async (signal) => {
    const options = { interaction: 'allowed', signal } as const;
    let status: string;
    try {
      status = await ports.roleActivations.activate(seen, options, role, wish);
    } catch (error) {
      if (signal.aborted) {
        void vscode.window.showInformationMessage(
          l10n`AKS Entra has stopped waiting. Azure may have accepted the request anyway: the portal shows it.`,
        );
      }
      throw error;
    }
    const outcome = activationOutcome(status);
    return outcome === 'asked' && (await isInForce(ports, seen, options, role)) ? 'active' : outcome;
  });
}

/** Azure’s word for it may come before the role does. */
async function isInForce(
  { roleActivations, logger }: SendActivationPorts,
  seen: SeenCluster,
  options: CallOptions,
  role: EligibleRole,
): Promise<boolean> {
  try {
    for (let look = 1; ; look += 1) {
      if (isActiveIn(await roleActivations.active(seen, options), role)) {
        return true;
      }
      if (look === looks) {
        return false;
      }
      await wait(lookEveryMs, undefined, { signal: options.signal });
    }
  } catch (error) {
    // The request is with Azure, whatever is known of it here; a cancel ends the looking only.
    logger.info(`Active roles: ${isCancellation(error) ? 'cancelled' : messageOf(error)}`);
    return false;
  }
}

function hasCode(error: unknown, code: AksEntraError['code']): error is AksEntraError {
  return error instanceof AksEntraError && error.code === code;
}
