import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { l10n } from '../../core/l10n.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { back, pick, pickOrBack, type Choice, type QuickPickStep } from '../../ui/quickPickStep.ts';
import type { CredentialQuestions, CredentialTerms, MarkedQuestion } from './askCredentialRequest.ts';
import { askForEach, type CredentialAnswers, type WantedCredential } from './askForEach.ts';
import { pickTargetFile } from './pickTargetFile.ts';

/** What is known before anybody is asked. */
interface Known extends Omit<CredentialTerms, 'place' | 'stepsBefore' | 'settled'> {
  readonly canGoBack: boolean;
}

/**
 * Asks what to fetch and how to merge it, as far as that is not settled: see `askForEach`.
 *
 * @param tools what is installed: no list waits for it
 * @returns `back` when the user goes back before the first question
 * @throws an AbortError when the user closes a picker
 */
export async function chooseCredential(
  wanted: readonly WantedCredential[],
  kubeconfigs: KubeconfigStore,
  tools: Promise<InstalledTools>,
  { canGoBack, ...terms }: Known,
): Promise<CredentialAnswers | typeof back> {
  const listed = await kubeconfigs.paths();
  const defaultFile = listed.length === 0 ? undefined : await kubeconfigs.writePath();
  // Of a list of files, the one that has its entries.
  const isOneOfSeveral = listed.length > 1 && defaultFile !== undefined;
  const place = isOneOfSeveral ? l10n`where it is already, otherwise ${defaultFile}` : defaultFile;
  let known: InstalledTools | undefined;
  const arrived = new vscode.EventEmitter<undefined>();
  void tools.then((installed) => {
    known = installed;
    arrived.fire(undefined);
    arrived.dispose();
  });
  /** The rows as they are now, and marked once it is known what is installed. */
  const withMarks = <T>(question: MarkedQuestion<T>): QuickPickStep<T> => {
    const choices = (): readonly Choice<T>[] => question.choices(known);
    const updates = { event: arrived.event, choices, isLoading: () => known === undefined };
    return { ...question, choices: choices(), updates };
  };
  const questions: CredentialQuestions = {
    loginMode: async (question) => {
      const step = withMarks(question);
      return unlessBack(canGoBack ? await pickOrBack(step) : await pick(step));
    },
    further: async (question) => unlessBack(await pickOrBack(withMarks(question))),
    contextName: askContextName,
    targetFile: (present) => pickTargetFile(kubeconfigs, present ?? defaultFile),
  };
  const stepsBefore = canGoBack ? 1 : 0;
  return (await askForEach(questions, wanted, { ...terms, place, stepsBefore })) ?? back;
}

function unlessBack<T>(answer: T | typeof back): T | undefined {
  return answer === back ? undefined : answer;
}

async function askContextName(cluster: Cluster, present: string | undefined): Promise<string> {
  const name = await vscode.window.showInputBox({
    title: l10n`Context name for ${cluster.name}`,
    prompt: l10n`The cluster and the user entry get names to match.`,
    value: present ?? cluster.name,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? l10n`A context needs a name.` : undefined),
  });
  if (name === undefined) {
    throw cancellation();
  }
  return name.trim();
}
