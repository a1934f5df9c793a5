import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { allowableEntries } from './allowableEntries.ts';
import { allowAsking, type AllowPorts } from './allowAsking.ts';
import { entriesInUse } from './entriesInUse.ts';
import { alreadyAllowed } from './programTexts.ts';

/** Lets programs that name no cluster use a context, after it said what that means; where none can be, it says why. */
export async function allowOtherPrograms(ports: AllowPorts): Promise<void> {
  const found = await entriesInUse(ports);
  const entries = await allowableEntries(ports.kubectlSignIn, found);
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(alreadyAllowed());
    return;
  }
  const { contexts, currentContext } = found.kubeconfigs.facts;
  const keyOf = (name: string): string | undefined => entries.find((each) => each.contextNames.includes(name))?.key;
  const { contextName } = await pick({
    title: l10n`Let programs that name no cluster use a context`,
    placeholder: l10n`Which context? You see what it means before anything changes.`,
    choices: contexts
      .filter((context) => keyOf(context.contextName) !== undefined)
      .map((context) => contextChoice(context, context.contextName === currentContext)),
  });
  await allowAsking(ports, keyOf(contextName) ?? '');
}
