import * as vscode from 'vscode';
import type { CredentialFormat } from '../core/azure/azure.ts';
import type { Cluster } from '../core/azure/cluster.ts';
import { cancellation } from '../core/cancellation.ts';
import type { CredentialChoice, PersonLoginMode } from '../core/credential/credentialChoice.ts';
import { back, quickPickStep, type Choice } from './quickPickStep.ts';

const formats: readonly Choice<CredentialFormat>[] = [
  {
    label: 'exec',
    description: 'recommended',
    detail: 'kubectl runs kubelogin to sign in. Works with every supported kubectl.',
    value: 'exec',
  },
  {
    label: 'azure',
    description: 'old',
    detail: 'The auth-provider that kubectl 1.26 and newer refuse. For old tools only.',
    value: 'azure',
  },
];

const loginModes: readonly Choice<PersonLoginMode>[] = [
  {
    label: 'devicecode',
    description: 'as AKS returns it',
    detail: 'A code to enter in a browser. Conditional Access often blocks it.',
    value: 'devicecode',
  },
  {
    label: 'interactive',
    detail: 'kubelogin opens your browser, where kubectl runs.',
    value: 'interactive',
  },
  {
    label: 'azurecli',
    detail: 'The account of the Azure CLI: run az login first.',
    value: 'azurecli',
  },
];

/**
 * Asks for the format and, for exec, the login mode.
 *
 * @returns `back` when the user goes back before the first question
 * @throws an AbortError when the user closes a picker
 */
export async function chooseCredential(
  cluster: Cluster,
  remembered: CredentialChoice | undefined,
  canGoBack: boolean,
): Promise<CredentialChoice | typeof back> {
  if (cluster.entra.kind === 'none') {
    return { format: 'exec' };
  }
  for (;;) {
    const format = await quickPickStep({
      title: `Credential format for ${cluster.name}`,
      placeholder: 'How should kubectl sign in to this cluster?',
      choices: formats,
      preselected: remembered?.format ?? 'exec',
      canGoBack,
    });
    if (format === back) {
      return back;
    }
    // kubelogin signs in to a legacy server application with a device code only (its --legacy flag).
    if (format === 'azure' || cluster.entra.kind === 'legacy') {
      return { format };
    }
    const loginMode = await quickPickStep({
      title: `Login mode for ${cluster.name}`,
      placeholder: 'How should kubelogin get the token?',
      choices: loginModes,
      preselected: remembered?.loginMode ?? 'devicecode',
      canGoBack: true,
    });
    if (loginMode !== back) {
      return { format, loginMode };
    }
  }
}

/** Says what a static credential is before it is written. Rejects with an AbortError when the user declines. */
export async function confirmStaticCredential(cluster: Cluster): Promise<void> {
  const write = 'Write Static Credential';
  const chosen = await vscode.window.showWarningMessage(
    `The clusterUser credential of ${cluster.name} is a static full-admin certificate.`,
    {
      modal: true,
      detail:
        'This cluster has no Microsoft Entra integration. Whoever has this credential is cluster admin until the ' +
        'cluster’s certificates are rotated; no sign-in, group or Conditional Access policy limits it. ' +
        'It will be stored in your kubeconfig.',
    },
    write,
  );
  if (chosen !== write) {
    throw cancellation();
  }
}

/** Asks what to do with entries of the same name. Rejects with an AbortError on Cancel. */
export async function resolveConflict(conflict: {
  readonly path: string;
  readonly entries: readonly string[];
  readonly keepBothName: string;
}): Promise<'overwrite' | 'keepBoth'> {
  const overwrite = 'Overwrite';
  const keepBoth = 'Keep Both';
  const chosen = await vscode.window.showWarningMessage(
    'The kubeconfig already has different entries with the same name.',
    {
      modal: true,
      detail:
        `${conflict.entries.join('\n')}\n\nin ${conflict.path}\n\n` +
        `Overwrite replaces them. Keep Both adds the new ones as “${conflict.keepBothName}”.`,
    },
    overwrite,
    keepBoth,
  );
  if (chosen === overwrite) {
    return 'overwrite';
  }
  if (chosen === keepBoth) {
    return 'keepBoth';
  }
  throw cancellation();
}
