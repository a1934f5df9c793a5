import * as vscode from 'vscode';
import type { ContextFacts, KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { type Choice, pick } from '../../ui/quickPickStep.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { namedContext, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { stopContextHere } from './stopContextHere.ts';
import type { WorkspaceContext } from './workspaceContext.ts';
import { boundSentence } from './workspaceContextTexts.ts';

const title = l10n`Context of this workspace’s terminals`;

/**
 * Lets new terminals of this workspace start with one context: that of a row, or one that is chosen, where none may be
 * chosen too.
 */
export async function useContextHere(
  { kubeconfigs, workspace }: { readonly kubeconfigs: KubeconfigStore; readonly workspace: WorkspaceContext },
  argument: unknown,
): Promise<void> {
  const { facts } = await readKubeconfigs(kubeconfigs);
  const chosen = namedContext(facts, argument) ?? (await choose(facts, workspace.name));
  if (chosen === 'none') {
    await stopContextHere({ workspace });
    return;
  }
  const { contextName } = chosen;
  await workspace.use(contextName);
  const newTerminal = l10n`New Terminal`;
  const folders = vscode.workspace.workspaceFolders?.length ?? 0;
  void vscode.window.showInformationMessage(boundSentence(contextName, folders), newTerminal).then((button) => {
    if (button === newTerminal) {
      void vscode.commands.executeCommand('workbench.action.terminal.new');
    }
  });
}

function choose(facts: KubeconfigFacts, used: string | undefined): Promise<ContextFacts | 'none'> {
  const placeholder = l10n`Which context should new terminals of this workspace start with?`;
  if (used === undefined) {
    return pickContext(facts, title, placeholder);
  }
  const none: Choice<ContextFacts | 'none'> = {
    label: l10n`No context of its own`,
    detail: l10n`New terminals use kubectl’s current context. Now they use ${printable(used)}.`,
    value: 'none',
  };
  const choices = facts.contexts.map((context) => contextChoice(context, context === facts.current));
  return pick<ContextFacts | 'none'>({ title, placeholder, choices: [none, ...choices] });
}
