import * as vscode from 'vscode';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { tokenTarget } from '../../core/entra/tokenTarget.ts';
import { isCancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { activationResult } from '../../core/roleActivation/activationTexts.ts';
import type { EligibleRole } from '../../core/roleActivation/eligibleRole.ts';
import { letsFetchCredentials } from '../../core/roleActivation/roleEffects.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { ClusterRow } from '../clusters/clusterNodes.ts';
import { refreshTokenFor, type TokenPorts } from '../token/refreshToken.ts';
import { offerPortal, type PortalPorts } from './activationPortal.ts';
import type { SentActivation } from './sendActivation.ts';

export interface TellActivationPorts extends PortalPorts {
  readonly tokenPorts: TokenPorts;
  readonly logger: Logger;
}

/** Gets a new token where a role came into force, and tells what came of it, with what people do next. */
export async function tellActivation(
  ports: TellActivationPorts,
  seen: SeenCluster,
  role: EligibleRole,
  { wish, outcome }: SentActivation,
): Promise<void> {
  const message = activationResult(role, seen.cluster, wish, outcome, Date.now());
  if (outcome !== 'active') {
    offerPortal(ports, message, outcome === 'refused' ? 'warning' : 'information');
    return;
  }
  const getCredentials = l10n`Get AKS credentials`;
  const buttons = letsFetchCredentials(role.roleId) ? [getCredentials] : [];
  void vscode.window.showInformationMessage(message, ...buttons).then(async (chosen) => {
    if (chosen === getCredentials) {
      const id: CommandId = 'aksEntra.getCredentials';
      await vscode.commands.executeCommand(id, new ClusterRow({ kind: 'cluster', seen }));
    }
  });
  await renewToken(ports, seen);
}

/** Only where kubectl gets a token of VS Code’s for the cluster: nobody else’s is renewed here. */
async function renewToken({ tokenPorts, logger }: TellActivationPorts, { cluster }: SeenCluster): Promise<void> {
  const context = await tokenPorts.vscodeContext(cluster);
  const target = tokenTarget(context);
  if (context === undefined || target === undefined || !(await tokenPorts.isContextListed(context.contextName))) {
    return;
  }
  try {
    await refreshTokenFor(tokenPorts, target);
  } catch (error) {
    // The role is active all the same, and was told.
    if (!isCancellation(error)) {
      logger.warn(`A token after an activation: ${errorMessage(error)}`);
      void vscode.window.showWarningMessage(
        l10n`kubectl’s token could not be renewed, so kubectl goes on with the one that it has. ${errorMessage(error)}`,
      );
    }
  }
}
