import os from 'node:os';
import * as vscode from 'vscode';
import type { MissingConsent } from '../../core/credentialPlugin/brokerAnswers.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { isFirstWindow, type FirstWindow } from '../../ui/firstWindow.ts';
import { allowAsking, type AllowPorts } from './allowAsking.ts';
import type { EntryInUse } from './entriesInUse.ts';
import { offerOnce } from './offerOnce.ts';
import { offerSentence } from './programTexts.ts';

export interface OfferPorts extends AllowPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly firstWindow: FirstWindow;
}

/**
 * Tells that a program was refused since it names no cluster, and leads to what allowing it would mean. It comes by
 * itself, so what keeps it from asking is only logged.
 */
export async function offerAllowance(ports: OfferPorts, missing: MissingConsent): Promise<void> {
  const entry = await entryToOffer(ports, missing);
  if (entry === undefined) {
    return;
  }
  const explain = l10n`What Does That Mean…`;
  const chosen = await vscode.window.showInformationMessage(
    offerSentence(missing.programName, entry.contextNames),
    explain,
  );
  if (chosen === explain) {
    await runAndReport(ports.logger, 'Programs that name no cluster', () => allowAsking(ports, entry.key));
  }
}

async function entryToOffer(ports: OfferPorts, missing: MissingConsent): Promise<EntryInUse | undefined> {
  const { kubeconfigs, kubectlSignIn, firstWindow, logger } = ports;
  const isFirst = (what: string, withinMs: number): Promise<boolean> => isFirstWindow(firstWindow, what, withinMs);
  try {
    const machine = { platform: process.platform, home: os.homedir() };
    return await offerOnce({ kubeconfigs, kubectlSignIn, isFirst, machine }, missing);
  } catch (error) {
    if (!isCancellation(error)) {
      logger.warn(`Nothing is offered to the program: ${errorMessage(error)}`);
    }
    return undefined;
  }
}
