import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';

/** Whether the user wants to be offered to put right what other programs undo: the setting `kubeconfigGuard`. */
export function mayOffer(): boolean {
  return vscode.workspace.getConfiguration('aksEntra').get('kubeconfigGuard') !== false;
}

/** The button that turns the setting off. */
export function neverOffer(): string {
  return l10n`Never Offer`;
}

export async function offerNothingMore(): Promise<void> {
  await vscode.workspace
    .getConfiguration('aksEntra')
    .update('kubeconfigGuard', false, vscode.ConfigurationTarget.Global);
}
