import * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import { describedCloud } from '../../core/azure/describedCloud.ts';
import { type InventoryState, listingOf } from '../../core/listing/inventory.ts';
import { tenantNames } from '../../core/listing/tenantNames.ts';
import { claimsDocument } from '../../core/entra/claimsDocument.ts';
import type { HeldToken, HeldTokens } from '../../core/entra/heldTokens.ts';
import { heldTokenTexts } from '../../core/entra/heldTokenTexts.ts';
import { l10n } from '../../core/l10n.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { pick } from '../../ui/quickPickStep.ts';

export interface ShowTokenClaimsPorts {
  readonly signIn: HeldTokens;
  readonly cloud: () => Cloud;
  readonly inventory: { readonly state: InventoryState };
  readonly previews: PreviewDocuments;
}

/**
 * Shows what one of the tokens that this window holds says of itself, read-only; nobody is asked for a token. The text is
 * neither logged nor saved: claims name a person.
 */
export async function showTokenClaims({ signIn, cloud, inventory, previews }: ShowTokenClaimsPorts): Promise<void> {
  const names = { cloud: describedCloud(cloud), tenants: tenantNames(listingOf(inventory.state)) };
  const textsOf = (token: HeldToken) => heldTokenTexts(token, names, Date.now());
  const held = signIn.heldTokens();
  if (held.length === 0) {
    void vscode.window.showInformationMessage(
      l10n`AKS Entra holds no token in this window. It gets one when it lists clusters, or when kubectl signs in.`,
    );
    return;
  }
  const chosen = await pick({
    title: l10n`Show Token Claims`,
    placeholder: l10n`Which token?`,
    choices: held.map((token) => {
      const { audience, account, tenant, timeLeft } = textsOf(token);
      return { label: audience, description: tenant, detail: l10n`${account}, ${timeLeft} left`, value: token };
    }),
  });
  const claims = signIn.claimsOf(chosen);
  const texts = textsOf(chosen);
  if (claims === undefined) {
    void vscode.window.showInformationMessage(l10n`The token for ${texts.audience} is not held any more.`);
    return;
  }
  await previews.show(l10n`Claims of the token for ${texts.audience}`, claimsDocument(texts, claims, Date.now()), 'md');
}
