import os from 'node:os';
import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { isFallback, type Fallback } from '../../core/login/pluginArguments.ts';
import type { Memory } from '../../ui/memory.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { fallbackChoices } from './fallbackChoices.ts';

/** What kubectl does where no VS Code window is open; package.json describes it to the user. */
export function fallbackSetting(): Fallback {
  const value = vscode.workspace.getConfiguration('aksEntra').get<string>('fallback') ?? 'none';
  return isFallback(value) ? value : 'none';
}

/**
 * Explains, the first time that kubectl is to use VS Code's sign-in, that somebody has to answer it, and asks what to
 * do where nobody can. Closing the picker is an answer too: none.
 *
 * @param hasAzureCli whether `az` is found
 */
export async function askFallbackOnce(
  memory: Pick<Memory, 'isFallbackAskedOn'>,
  hasAzureCli: () => Promise<boolean>,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('aksEntra');
  // VS Code shares its memory with remote windows, and whether there is an az differs.
  const isAsked = memory.isFallbackAskedOn(vscode.env.remoteName === undefined ? 'local' : os.hostname());
  if (isAsked.get() === true || configuration.inspect('fallback')?.globalValue !== undefined) {
    return;
  }
  await isAsked.set(true);
  const title = l10n`When no VS Code window is open`;
  const placeholder = l10n`What should kubectl do while VS Code is closed? You can change this later.`;
  const choices = fallbackChoices(await hasAzureCli());
  const picked = await pick({ title, placeholder, choices, preselected: 'none' }).catch(
    // Closing it ends the question, not the command.
    () => 'none' as const,
  );
  if (picked !== 'none') {
    await configuration.update('fallback', picked, vscode.ConfigurationTarget.Global);
  }
}
