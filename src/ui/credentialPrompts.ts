import * as vscode from 'vscode';
import type { CredentialFormat, ServerAddress } from '../core/azure/azure.ts';
import type { Cluster } from '../core/azure/cluster.ts';
import { cancellation } from '../core/cancellation.ts';
import type { CredentialChoice, PersonLoginMode } from '../core/credential/credentialChoice.ts';
import type { PreviewDocuments } from './previewDocuments.ts';
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

/** What to fetch and how to merge it. Only the choice is remembered: the rest is an exception each time. */
export interface CredentialWish {
  readonly choice: CredentialChoice;
  readonly isAdmin: boolean;
  readonly address: ServerAddress;
  /** Absent: the cluster's own name. */
  readonly contextName?: string;
}

type FirstAnswer = CredentialFormat | 'admin' | 'address' | 'name';

/**
 * Asks for the format and, for exec, the login mode; the first question also leads to the further choices.
 *
 * @returns `back` when the user goes back before the first question
 * @throws an AbortError when the user closes a picker
 */
export async function chooseCredential(
  cluster: Cluster,
  remembered: CredentialChoice | undefined,
  canGoBack: boolean,
): Promise<CredentialWish | typeof back> {
  let wish: CredentialWish = { choice: { format: 'exec' }, isAdmin: false, address: 'default' };
  if (cluster.entra.kind === 'none') {
    return wish;
  }
  let preselected: FirstAnswer = remembered?.format ?? 'exec';
  for (;;) {
    const answer: FirstAnswer | typeof back = await quickPickStep<FirstAnswer>({
      title: `Credential format for ${cluster.name}`,
      placeholder: 'How should kubectl sign in to this cluster?',
      choices: [...formats, ...furtherChoices(cluster, wish)],
      preselected,
      canGoBack,
    });
    switch (answer) {
      case back:
        return back;
      case 'admin':
        return { ...wish, isAdmin: true };
      case 'address':
        wish = { ...wish, address: wish.address === 'public' ? 'default' : 'public' };
        preselected = 'address';
        break;
      case 'name':
        wish = { ...wish, contextName: await askContextName(cluster, wish.contextName) };
        preselected = 'name';
        break;
      case 'azure':
        return { ...wish, choice: { format: answer } };
      case 'exec': {
        // kubelogin signs in to a legacy server application with a device code only (its --legacy flag).
        if (cluster.entra.kind === 'legacy') {
          return { ...wish, choice: { format: answer } };
        }
        const loginMode = await quickPickStep({
          title: `Login mode for ${cluster.name}`,
          placeholder: 'How should kubelogin get the token?',
          choices: loginModes,
          preselected: remembered?.loginMode ?? 'devicecode',
          canGoBack: true,
        });
        if (loginMode !== back) {
          return { ...wish, choice: { format: answer, loginMode } };
        }
        preselected = 'exec';
      }
    }
  }
}

function furtherChoices(cluster: Cluster, wish: CredentialWish): Choice<FirstAnswer>[] {
  const isPublic = wish.address === 'public';
  return [
    { label: 'Further choices', kind: vscode.QuickPickItemKind.Separator },
    {
      label: 'Context name…',
      description: wish.contextName ?? cluster.name,
      detail: 'The name of the context, instead of the cluster’s.',
      value: 'name',
    },
    ...(hasPublicName(cluster)
      ? [
          {
            label: isPublic ? '$(check) Public address' : 'Public address',
            detail: 'Reach the API server of this private cluster by its public name.',
            value: 'address',
          } as const,
        ]
      : []),
    ...(cluster.hasLocalAccounts
      ? [
          {
            label: 'Admin credential…',
            detail: 'A static certificate of a local account, past Entra: for emergencies.',
            value: 'admin',
          } as const,
        ]
      : []),
  ];
}

/** Public names are `<prefix>.hcp.<region>.azmk8s.io`; private ones are in a private DNS zone. */
function hasPublicName({ isPrivate, apiServerHost }: Cluster): boolean {
  return isPrivate && apiServerHost?.includes('.hcp.') === true;
}

async function askContextName(cluster: Cluster, present: string | undefined): Promise<string> {
  const name = await vscode.window.showInputBox({
    title: `Context name for ${cluster.name}`,
    prompt: 'The cluster and the user entry get names to match.',
    value: present ?? cluster.name,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'A context needs a name.' : undefined),
  });
  if (name === undefined) {
    throw cancellation();
  }
  return name.trim();
}

/** Says what an admin credential is before it is fetched. Rejects with an AbortError when the user declines. */
export async function confirmAdminCredential(cluster: Cluster): Promise<void> {
  const get = 'Get Admin Credential';
  const chosen = await vscode.window.showWarningMessage(
    `The admin credential of ${cluster.name} goes past Microsoft Entra ID.`,
    {
      modal: true,
      detail:
        'It is a static certificate. Whoever has it is cluster admin until the cluster’s certificates are rotated; ' +
        'no sign-in, group or Conditional Access policy limits it, and the cluster’s log does not say who used it. ' +
        'It will be stored in your kubeconfig; “Remove Cluster from Kubeconfig” removes it from there and from the ' +
        'backups.',
    },
    get,
  );
  if (chosen !== get) {
    throw cancellation();
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

/** Asks whether kubectl is to use the new context. Rejects with an AbortError when the user closes the picker. */
export async function shouldSwitch(cluster: Cluster, currentContext: string): Promise<boolean> {
  const answer = await quickPickStep<'switch' | 'keep'>({
    title: `Current context after getting ${cluster.name}`,
    placeholder: 'Which context should kubectl use?',
    choices: [
      { label: 'Switch to this cluster', value: 'switch' },
      { label: `Keep ${currentContext}`, value: 'keep' },
    ],
    canGoBack: false,
  });
  return answer === 'switch';
}

/** Entries of the same name that say something else. */
export interface NameConflict {
  readonly path: string;
  /** Both sides as YAML, secrets hidden. */
  readonly entries: readonly {
    readonly section: string;
    readonly name: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly keepBothName: string;
}

/** Asks what to do with entries of the same name. Rejects with an AbortError on Cancel. */
export async function resolveConflict(
  previews: PreviewDocuments,
  conflict: NameConflict,
): Promise<'overwrite' | 'keepBoth'> {
  const overwrite = 'Overwrite';
  const keepBoth = 'Keep Both';
  const difference = 'Show Difference';
  const chosen = await vscode.window.showWarningMessage(
    'The kubeconfig already has different entries with the same name.',
    {
      modal: true,
      detail:
        `${conflict.entries.map(({ section, name }) => `${section}: ${name}`).join('\n')}\n\nin ${conflict.path}\n\n` +
        `Overwrite replaces them. Keep Both adds the new ones as “${conflict.keepBothName}”.`,
    },
    overwrite,
    keepBoth,
    difference,
  );
  switch (chosen) {
    case overwrite:
      return 'overwrite';
    case keepBoth:
      return 'keepBoth';
    case difference:
      return resolveBesideDifference(previews, conflict);
    case undefined:
      throw cancellation();
  }
}

/** The same question once more, as a picker that leaves the difference readable. */
async function resolveBesideDifference(
  previews: PreviewDocuments,
  { path, entries, keepBothName }: NameConflict,
): Promise<'overwrite' | 'keepBoth'> {
  const title = 'Entries with the same name';
  const side = (texts: 'before' | 'after'): string =>
    entries.map((entry) => `# ${entry.section}: ${entry.name}\n${entry[texts]}`).join('\n');
  const answer = await previews.whileShown(title, [{ path, before: side('before'), after: side('after') }], () =>
    quickPickStep<'overwrite' | 'keepBoth' | 'cancel'>({
      title,
      placeholder: 'What is in the kubeconfig is on the left, what would replace it on the right',
      choices: [
        { label: 'Overwrite', value: 'overwrite' },
        { label: 'Keep Both', detail: `Adds the new ones as “${keepBothName}”.`, value: 'keepBoth' },
        { label: 'Cancel', value: 'cancel' },
      ],
      canGoBack: false,
    }),
  );
  if (answer === back || answer === 'cancel') {
    throw cancellation();
  }
  return answer;
}
