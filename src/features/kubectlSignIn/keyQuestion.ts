import * as vscode from 'vscode';
import { isCancellation } from '../../core/cancellation.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { isFirstWindow, type FirstWindow } from '../../ui/firstWindow.ts';
import { l10n } from '../../core/l10n.ts';
import { keyQuestion, writeKeysButton } from './keyTexts.ts';
import { findMissingKeys } from './missingKeys.ts';
import { keysAreMissing, writeKeys, type WriteKeysPorts } from './writeKeys.ts';

/** Over all windows, and whatever asks for it. */
const askedOnceInMs = 10 * 60_000;

/** A question that was left open or dismissed at a start comes back where kubectl is refused, not at each start. */
const askedAtStart = 'contextKeys at start';

/**
 * Asks whether contexts that have no key are to get theirs; says nothing where none lacks one. It comes by itself, so
 * what keeps it from asking is only logged.
 *
 * @param when a backup that this window restored is asked about at once
 */
export async function askForKeys(ports: WriteKeysPorts, when: 'start' | 'refusal' | 'restore'): Promise<void> {
  const count = await countOfMissing(ports);
  if (count === undefined || (count > 0 && !(await isAsked(ports.firstWindow, when)))) {
    return;
  }
  if (count === 0) {
    ports.logger.info('No context lacks its key.');
    return;
  }
  const write = writeKeysButton(count);
  const show = l10n`Show Changes`;
  const chosen = await vscode.window.showWarningMessage(keyQuestion(), write, show);
  if (chosen !== undefined) {
    await runAndReport(ports.logger, 'Writing keys', () => writeKeys(ports, chosen === show));
  }
}

async function isAsked(firstWindow: FirstWindow, when: 'start' | 'refusal' | 'restore'): Promise<boolean> {
  if (when === 'start' && !(await isFirstWindow(firstWindow, askedAtStart, Infinity))) {
    return false;
  }
  return (await isFirstWindow(firstWindow, keysAreMissing, askedOnceInMs)) || when === 'restore';
}

/** @returns undefined where it cannot be told */
async function countOfMissing(ports: WriteKeysPorts): Promise<number | undefined> {
  try {
    const { known, unknown } = await findMissingKeys(ports);
    return known.length + unknown.length;
  } catch (error) {
    if (!isCancellation(error)) {
      ports.logger.warn(`Keys of contexts: ${errorMessage(error)}`);
    }
    return undefined;
  }
}
