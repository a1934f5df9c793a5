import * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import { activationUrl } from '../../core/azure/portalPages.ts';
import { l10n } from '../../core/l10n.ts';

export interface PortalPorts {
  readonly cloud: () => Cloud;
}

/** Opens the portal's page on which people activate roles or group memberships. */
export async function openActivationPage({ cloud }: PortalPorts, what: 'roles' | 'groups'): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(activationUrl(cloud(), what), true));
}

/**
 * Tells what cannot be done from here, or what is going on elsewhere, with the portal's page beside it. Waits for nobody.
 */
export function offerPortal(ports: PortalPorts, message: string, kind: 'warning' | 'information' = 'warning'): void {
  const open = l10n`Open in Portal`;
  const told =
    kind === 'warning'
      ? vscode.window.showWarningMessage(message, open)
      : vscode.window.showInformationMessage(message, open);
  void told.then(async (chosen) => {
    if (chosen === open) {
      await openActivationPage(ports, 'roles');
    }
  });
}
