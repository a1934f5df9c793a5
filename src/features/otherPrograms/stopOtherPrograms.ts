import * as vscode from 'vscode';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { type Choice, pick } from '../../ui/quickPickStep.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { allowedEntries, namesOf } from './allowedEntries.ts';
import type { EntriesInUsePorts, EntryInUse } from './entriesInUse.ts';
import { programsStopped } from './programTexts.ts';

interface StopPorts extends EntriesInUsePorts {
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys' | 'setConsent'>;
  readonly logger: Logger;
}

/**
 * Takes back that programs which name no cluster get tokens: at once, and in all windows.
 *
 * @param argument the row of the tree that it was asked from
 */
export async function stopOtherPrograms(ports: StopPorts, argument: unknown): Promise<void> {
  const cluster = clusterFrom(argument)?.cluster;
  const allowed = await allowedEntries(ports, cluster);
  if (allowed.length === 0) {
    void vscode.window.showInformationMessage(
      l10n`Programs that name no cluster get no token: nothing is allowed that could be revoked.`,
    );
    return;
  }
  const chosen = cluster !== undefined || allowed.length === 1 ? allowed : await pickSome(allowed);
  for (const { key } of chosen) {
    await ports.kubectlSignIn.setConsent(key, undefined);
  }
  const names = chosen.flatMap(namesOf);
  ports.logger.info(`Programs that name no cluster are stopped for ${quotedNames(names)}`);
  void vscode.window.showInformationMessage(programsStopped(names));
}

async function pickSome(allowed: readonly EntryInUse[]): Promise<readonly EntryInUse[]> {
  const choices = allowed.map((entry): Choice<readonly EntryInUse[]> => ({
    label: namesOf(entry).map(printable).join(', '),
    detail: printable(entry.ways[0].server),
    value: [entry],
  }));
  return pick({
    title: l10n`Stop programs that name no cluster`,
    placeholder: l10n`Which context should they no longer get tokens for?`,
    choices: [{ label: l10n`All of Them`, value: allowed }, ...choices],
  });
}
