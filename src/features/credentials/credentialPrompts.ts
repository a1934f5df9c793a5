import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialChoice } from '../../core/login/credentialChoice.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { back, pick, pickOrBack } from '../../ui/quickPickStep.ts';
import { askCredentialRequest, type CredentialQuestions, type CredentialRequest } from './askCredentialRequest.ts';
import { pickTargetFile } from './pickTargetFile.ts';

/**
 * Asks what to fetch and how to merge it: see `askCredentialRequest`.
 *
 * @param tools what is installed, as far as that is known by then
 * @returns `back` when the user goes back before the first question
 * @throws an AbortError when the user closes a picker
 */
export async function chooseCredential(
  clusters: readonly [Cluster, ...Cluster[]],
  remembered: CredentialChoice | undefined,
  kubeconfigs: KubeconfigStore,
  tools: () => Promise<InstalledTools | undefined>,
  {
    canGoBack,
    address,
    isExecOnly,
  }: { readonly canGoBack: boolean; readonly address: ServerAddress; readonly isExecOnly: boolean },
): Promise<CredentialRequest | typeof back> {
  const listed = await kubeconfigs.paths();
  const defaultFile = listed.length === 0 ? undefined : await kubeconfigs.writePath();
  // Of a list of files, the one that has its entries.
  const isOneOfSeveral = listed.length > 1 && defaultFile !== undefined;
  const place = isOneOfSeveral ? l10n`where it is already, else ${defaultFile}` : defaultFile;
  const questions: CredentialQuestions = {
    format: async ({ further, ...question }) => {
      const separator = { label: l10n`Further choices`, kind: vscode.QuickPickItemKind.Separator };
      const step = { ...question, choices: [...question.choices, separator, ...further] };
      return unlessBack(canGoBack ? await pickOrBack(step) : await pick(step));
    },
    loginMode: async (question) => unlessBack(await pickOrBack(question)),
    contextName: askContextName,
    targetFile: (present) => pickTargetFile(kubeconfigs, present ?? defaultFile),
  };
  return (await askCredentialRequest(questions, clusters, remembered, place, tools, address, isExecOnly)) ?? back;
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
