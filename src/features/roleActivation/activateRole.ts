import { AksEntraError } from '../../core/aksEntraError.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { messageOf } from '../../core/messageOf.ts';
import { type EligibleRole, eligibleRoles } from '../../core/roleActivation/eligibleRole.ts';
import { back } from '../../ui/quickPickStep.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import { offerPortal, openActivationPage, type PortalPorts } from './activationPortal.ts';
import { clusterOfError } from './clusterOfError.ts';
import { pickRole } from './pickRole.ts';
import { sendActivation, type SendActivationPorts } from './sendActivation.ts';
import { tellActivation, type TellActivationPorts } from './tellActivation.ts';

export interface ActivateRolePorts extends SendActivationPorts, TellActivationPorts, PortalPorts {
  readonly signIn: SignIn;
  readonly inventory: ClusterInventory;
}

/**
 * Shows the roles that the account could activate on a cluster, asks for one of them once somebody said yes, and gets a
 * new token then. What cannot be done here has its page in the Azure portal.
 *
 * @param argument the row of the tree, or the error, that it was asked from
 * @throws AksEntraError; an AbortError on cancel
 */
export async function activateRole(ports: ActivateRolePorts, argument: unknown): Promise<void> {
  const seen =
    clusterFrom(argument) ??
    clusterOfError(ports.inventory.state, argument) ??
    (await signingIn(ports.signIn, () => pickCluster(ports.inventory, l10n`Activate a role on a cluster`)));
  const { name } = seen.cluster;
  try {
    const roles = await withProgress(l10n`Reading the roles that you could activate on ${name}`, (signal) =>
      readRoles(ports, seen, { interaction: 'allowed', signal }),
    );
    for (;;) {
      const role = await pickRole(seen.cluster, roles);
      if (typeof role === 'string') {
        await openActivationPage(ports, role);
        return;
      }
      const sent = await sendActivation(ports, seen, role);
      if (sent !== back) {
        ports.logger.info(`Activating a role on ${name}: ${sent.outcome}`);
        await tellActivation(ports, seen, role, sent);
        return;
      }
    }
  } catch (error) {
    if (!isForPortal(error)) {
      throw error;
    }
    ports.logger.warn(`Activating a role on ${name}: ${error.message}`);
    offerPortal(ports, error.message);
  }
}

/** What is active is told where it may be read; what could be activated is what one came for. */
async function readRoles(ports: ActivateRolePorts, seen: SeenCluster, options: CallOptions): Promise<EligibleRole[]> {
  const { roleActivations, logger } = ports;
  const active = roleActivations.active(seen, options).catch((error: unknown) => {
    if (isCancellation(error)) {
      throw error;
    }
    logger.warn(`Active roles: ${messageOf(error)}`);
    return [];
  });
  const [rows, activeRows] = await Promise.all([roleActivations.eligible(seen, options), active]);
  return eligibleRoles(rows, activeRows, seen.cluster);
}

/** What Azure does not let be done from here. */
function isForPortal(error: unknown): error is AksEntraError {
  return (
    error instanceof AksEntraError &&
    ['missingRole', 'activationRefused', 'activationNeedsMfa', 'activationTooLong'].includes(error.code)
  );
}
