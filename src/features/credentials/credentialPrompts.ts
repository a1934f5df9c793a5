import * as vscode from 'vscode';
import type { CredentialFormat, ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { cancellation } from '../../core/cancellation.ts';
import { loginModeGuides } from '../../core/conversion/loginModeGuide.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialChoice } from '../../core/login/credentialChoice.ts';
import { personLoginModes, type PersonLoginMode } from '../../core/login/loginModeNames.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { pickTargetFile } from './pickTargetFile.ts';
import { back, pick, pickOrBack, type Choice, type QuickPickStep } from '../../ui/quickPickStep.ts';

const formats: readonly Choice<CredentialFormat>[] = [
  {
    label: 'exec',
    description: l10n`recommended`,
    detail: l10n`kubectl runs a command to sign in. Works with every supported kubectl.`,
    value: 'exec',
  },
  {
    label: 'azure',
    description: l10n`old`,
    detail: l10n`The auth-provider that kubectl 1.26 and newer refuse. For old tools only.`,
    value: 'azure',
  },
];

/** In place of the formats, where the cluster has no Entra to sign in with. */
const withoutEntra: Choice<'static'> = {
  label: l10n`static certificate`,
  description: l10n`the only kind without Entra`,
  detail: l10n`A client certificate with full rights that never asks who you are. It is confirmed before it is written.`,
  value: 'static',
};

/** What is worth saying where a credential is fetched, beside the text that each mode has everywhere. */
const remarks: Partial<Record<PersonLoginMode, string>> = {
  vscode: l10n`recommended`,
  devicecode: l10n`as AKS returns it`,
};

const loginModes = personLoginModes.map((mode): Choice<PersonLoginMode> => {
  const description = remarks[mode];
  const row = { label: mode, detail: loginModeGuides[mode].detail, value: mode };
  return description === undefined ? row : { ...row, description };
});

/** What to fetch and how to merge it. Only the choice is remembered: the rest is an exception each time. */
export interface CredentialRequest {
  readonly choice: CredentialChoice;
  readonly isAdmin: boolean;
  readonly address: ServerAddress;
  /** Absent: the cluster's own name. */
  readonly contextName?: string;
  /** Absent: where new entries go by themselves. */
  readonly targetFile?: string;
  /** Shown with its secrets hidden, instead of merged. */
  readonly isShownOnly: boolean;
}

type FirstAnswer = CredentialFormat | 'static' | 'admin' | 'address' | 'name' | 'file' | 'show';

/**
 * Asks for the format and, for exec, the login mode; the first question also leads to the further choices. Several
 * clusters get one answer for all of them: those with legacy Entra take no part in the login mode, those without Entra
 * in neither; where none has Entra, only the further choices are left.
 *
 * @returns `back` when the user goes back before the first question
 * @throws an AbortError when the user closes a picker
 */
export async function chooseCredential(
  clusters: readonly [Cluster, ...Cluster[]],
  remembered: CredentialChoice | undefined,
  kubeconfigs: KubeconfigStore,
  canGoBack: boolean,
): Promise<CredentialRequest | typeof back> {
  let request: CredentialRequest = {
    choice: { format: 'exec' },
    isAdmin: false,
    address: 'default',
    isShownOnly: false,
  };
  const hasEntra = clusters.some(({ entra }) => entra.kind !== 'none');
  const [cluster, ...others] = clusters;
  const subject = others.length === 0 ? cluster.name : l10n`${clusters.length} clusters`;
  const defaultFile = await kubeconfigs.writePath();
  // Of a list of files, the one that has its entries.
  const place = kubeconfigs.paths().length > 1 ? l10n`where it is already, else ${defaultFile}` : defaultFile;
  let preselected: FirstAnswer = hasEntra ? (remembered?.format ?? 'exec') : 'static';
  for (;;) {
    const step: QuickPickStep<FirstAnswer> = {
      title: l10n`Credential format for ${subject}`,
      placeholder: l10n`How should kubectl sign in to ${others.length === 0 ? l10n`this cluster` : l10n`these clusters`}?`,
      choices: [
        ...(hasEntra ? formats : [withoutEntra]),
        ...furtherChoices(clusters, request, request.targetFile ?? place),
      ],
      preselected,
    };
    const answer: FirstAnswer | typeof back = canGoBack ? await pickOrBack(step) : await pick(step);
    switch (answer) {
      case back:
        return back;
      case 'static':
        return request;
      case 'admin':
        return { ...request, isAdmin: true };
      case 'address':
        request = { ...request, address: request.address === 'public' ? 'default' : 'public' };
        preselected = 'address';
        break;
      case 'name':
        request = { ...request, contextName: await askContextName(cluster, request.contextName) };
        preselected = 'name';
        break;
      case 'file': {
        const targetFile = await pickTargetFile(kubeconfigs, request.targetFile ?? defaultFile);
        request = targetFile === undefined ? request : { ...request, targetFile };
        preselected = 'file';
        break;
      }
      case 'show':
        request = { ...request, isShownOnly: !request.isShownOnly };
        preselected = 'show';
        break;
      case 'azure':
        return { ...request, choice: { format: answer } };
      case 'exec': {
        // kubelogin signs in to a legacy server application with a device code only (its --legacy flag).
        if (clusters.every(({ entra }) => entra.kind !== 'managed')) {
          return { ...request, choice: { format: answer } };
        }
        const loginMode = await pickOrBack({
          title: l10n`Login mode for ${subject}`,
          placeholder: l10n`Where should kubectl get its token from?`,
          choices: loginModes,
          preselected: remembered?.loginMode ?? 'vscode',
        });
        if (loginMode !== back) {
          return { ...request, choice: { format: answer, loginMode } };
        }
        preselected = 'exec';
      }
    }
  }
}

function furtherChoices(
  [cluster, ...others]: readonly [Cluster, ...Cluster[]],
  request: CredentialRequest,
  targetFile: string,
): Choice<FirstAnswer>[] {
  const separator: Choice<FirstAnswer> = { label: l10n`Further choices`, kind: vscode.QuickPickItemKind.Separator };
  const file: Choice<FirstAnswer> = {
    label: l10n`Target file…`,
    description: targetFile,
    detail: l10n`The kubeconfig to merge into, this time.`,
    value: 'file',
  };
  // A name and an address are each cluster's own, and admin credentials are for one emergency at a time.
  return others.length > 0 ? [separator, file] : [separator, ...choicesForOne(cluster, request, file)];
}

function choicesForOne(cluster: Cluster, request: CredentialRequest, file: Choice<FirstAnswer>): Choice<FirstAnswer>[] {
  return [
    {
      label: l10n`Context name…`,
      description: request.contextName ?? cluster.name,
      detail: l10n`The name of the context, instead of the cluster’s.`,
      value: 'name',
    },
    file,
    ...(hasPublicName(cluster)
      ? [
          {
            label: withCheck(l10n`Public address`, request.address === 'public'),
            detail: l10n`Reach the API server of this private cluster by its public name.`,
            value: 'address',
          } as const,
        ]
      : []),
    {
      label: withCheck(l10n`Show instead of merging`, request.isShownOnly),
      detail: l10n`See what would be merged, with its secrets hidden; nothing is written.`,
      value: 'show',
    },
    // Without Entra the clusterUser credential is such a certificate already.
    ...(cluster.hasLocalAccounts && cluster.entra.kind !== 'none'
      ? [
          {
            label: l10n`Admin credential…`,
            detail: l10n`A static certificate of a local account, past Entra: for emergencies.`,
            value: 'admin',
          } as const,
        ]
      : []),
  ];
}

function withCheck(label: string, isOn: boolean): string {
  return isOn ? `$(check) ${label}` : label;
}

/** Public names are `<prefix>.hcp.<region>.azmk8s.io`; private ones are in a private DNS zone. */
function hasPublicName({ isPrivate, apiServerHost }: Cluster): boolean {
  return isPrivate && apiServerHost?.includes('.hcp.') === true;
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
