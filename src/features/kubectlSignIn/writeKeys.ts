import * as vscode from 'vscode';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { plannedChanges, writeAsShownWith } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { confirmChange } from '../decisions/confirmChange.ts';
import type { FirstWindow } from '../../ui/firstWindow.ts';
import { notifyWritten, writerOf, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { confirmUnknown } from './confirmUnknown.ts';
import { keyContexts } from './keyContexts.ts';
import { keysWritten, writeKeysButton } from './keyTexts.ts';
import { findMissingKeys } from './missingKeys.ts';
import { trustContexts } from './trustContexts.ts';

export interface WriteKeysPorts extends KubeconfigPorts {
  readonly kubectlSignIn: Pick<KubectlSignIn, 'start' | 'contextKeys' | 'trust'>;
  readonly firstWindow: FirstWindow;
}

/** What all windows tell but once: see `isFirstWindow`. */
export const keysAreMissing = 'contextKeys';

const title = l10n`Write keys to contexts`;

/**
 * Gives the contexts of our plugin their keys that have none, or a wrong one. What leads to no cluster of the list is
 * asked about first.
 *
 * @param isShown whether the changes are shown first
 */
export async function writeKeys(ports: WriteKeysPorts, isShown: boolean): Promise<void> {
  const { kubeconfigs, all, known, unknown } = await findMissingKeys(ports);
  if (known.length + unknown.length === 0) {
    void vscode.window.showInformationMessage(
      all.length === 0
        ? l10n`No context in your kubeconfig uses VS Code’s sign-in, so none needs a key.`
        : l10n`Every context that uses VS Code’s sign-in has its key; nothing was changed.`,
    );
    return;
  }
  const asked = (await confirmUnknown(unknown, known.length > 0)) ? unknown : [];
  const wanted = [...known, ...asked];
  const { files, texts } = kubeconfigs;
  const plan = await keyContexts(ports.kubectlSignIn, texts, all, wanted, all);
  const changes = plannedChanges(files, plan.texts);
  const names = plan.contextNames.length === 0 ? wanted.map(({ contextName }) => contextName) : plan.contextNames;
  if (isShown && changes.length > 0) {
    await confirmChange({ accept: writeKeysButton(names.length), notes: [] }, changes);
  }
  const { receipts, undo } = await writeAsShownWith(writerOf(ports), changes, () => trustContexts(ports, asked, files));
  ports.logger.info(`Wrote keys to ${quotedNames(names)}`);
  await ports.firstWindow.forget(keysAreMissing);
  notifyWritten(ports, title, receipts, keysWritten(names), undo);
}
