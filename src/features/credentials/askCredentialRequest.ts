import type { CredentialFormat, ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { loginModeGuides } from '../../core/conversion/loginModeGuide.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { markedDescription, type SignInWay } from '../../core/diagnosis/obstacles.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialChoice } from '../../core/login/credentialChoice.ts';
import { personLoginModes, type PersonLoginMode } from '../../core/login/loginModeNames.ts';
import type { Choice, QuickPickStep } from '../../ui/quickPickStep.ts';
import { furtherChoices, type FurtherAnswer } from './furtherChoices.ts';

/** What to fetch and how to merge it. Only the choice is remembered: the rest is an exception each time. */
export interface CredentialRequest {
  readonly choice: CredentialChoice;
  readonly isAdmin: boolean;
  readonly address: ServerAddress;
  /** Absent: the cluster's own name. */
  readonly contextName?: string;
  /** Absent: where new entries go by themselves. Never absent where that is nowhere and the credential is merged. */
  readonly targetFile?: string;
  /** Shown with its secrets hidden, instead of merged. */
  readonly isShownOnly: boolean;
}

type FirstAnswer = CredentialFormat | 'static' | FurtherAnswer;

/** The first question: the formats, and below them the ways to further ones. */
export interface FormatQuestion extends QuickPickStep<FirstAnswer> {
  readonly further: readonly Choice<FirstAnswer>[];
}

/** Asks the person. Each rejects with an AbortError where the person ends it all. */
export interface CredentialQuestions {
  /** @returns undefined where the person goes back */
  format(question: FormatQuestion): Promise<FirstAnswer | undefined>;
  /** @returns undefined where the person goes back */
  loginMode(question: QuickPickStep<PersonLoginMode>): Promise<PersonLoginMode | undefined>;
  contextName(cluster: Cluster, present: string | undefined): Promise<string>;
  /** @returns undefined where the person goes back */
  targetFile(present: string | undefined): Promise<string | undefined>;
}

const formats: readonly (Choice<CredentialFormat> & { readonly value: CredentialFormat })[] = [
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

function loginModeChoices(tools: InstalledTools | undefined): Choice<PersonLoginMode>[] {
  return personLoginModes.map((mode) => {
    const row = { label: mode, detail: loginModeGuides[mode].detail, value: mode };
    return marked({ ...row, ...(remarks[mode] === undefined ? {} : { description: remarks[mode] }) }, mode, tools);
  });
}

/** The row with what keeps kubectl from signing in so. */
function marked<T>(row: Choice<T>, way: SignInWay, tools: InstalledTools | undefined): Choice<T> {
  const description = markedDescription(row.description, way, tools);
  return description === undefined ? row : { ...row, description };
}

/**
 * Asks for the format and, for exec, the login mode; the first question also leads to the further choices. Several
 * clusters get one answer for all of them: those with legacy Entra take no part in the login mode, those without Entra
 * in neither; where none has Entra, only the further choices are left.
 *
 * @param place where new entries go by themselves, for the person to read; undefined where kubectl reads no file, so that
 *   the person names one before anything is fetched
 * @param tools what is installed, as far as that is known by then
 * @param address what is chosen of it already
 * @param isExecOnly Azure can be asked for no format: the credential is one of a managed namespace or a fleet’s hub
 * @returns undefined when the person goes back before the first question
 */
export async function askCredentialRequest(
  ask: CredentialQuestions,
  clusters: readonly [Cluster, ...Cluster[]],
  remembered: CredentialChoice | undefined,
  place: string | undefined,
  tools: () => Promise<InstalledTools | undefined>,
  address: ServerAddress = 'default',
  isExecOnly = false,
): Promise<CredentialRequest | undefined> {
  let request: CredentialRequest = {
    choice: { format: 'exec' },
    isAdmin: false,
    address,
    isShownOnly: false,
  };
  const hasEntra = clusters.some(({ entra }) => entra.kind !== 'none');
  const [cluster, ...others] = clusters;
  const subject = others.length === 0 ? cluster.name : l10n`${clusters.length} clusters`;
  let preselected: FirstAnswer = hasEntra ? ((isExecOnly ? undefined : remembered?.format) ?? 'exec') : 'static';
  const noPlace = l10n`none: KUBECONFIG names no file`;
  // kubelogin signs in to a legacy server application with a device code only (its --legacy flag).
  const isLegacy = clusters.every(({ entra }) => entra.kind !== 'managed');
  const wayOf = { exec: isLegacy ? 'devicecode' : 'other', azure: 'azureFormat' } as const;
  for (;;) {
    let answered: CredentialRequest | undefined;
    const installed = await tools();
    const answer = await ask.format({
      title: l10n`Credential format for ${subject}`,
      placeholder: l10n`How should kubectl sign in to ${others.length === 0 ? l10n`this cluster` : l10n`these clusters`}?`,
      choices: hasEntra
        ? formats
            .filter(({ value }) => value === 'exec' || !isExecOnly)
            .map((format) => marked(format, wayOf[format.value], installed))
        : [marked(withoutEntra, 'other', installed)],
      further: furtherChoices(clusters, request, request.targetFile ?? place ?? noPlace),
      preselected,
    });
    switch (answer) {
      case undefined:
        return undefined;
      case 'static':
        answered = request;
        break;
      case 'admin':
        answered = { ...request, isAdmin: true };
        break;
      case 'address':
        request = { ...request, address: request.address === 'public' ? 'default' : 'public' };
        break;
      case 'name':
        request = { ...request, contextName: await ask.contextName(cluster, request.contextName) };
        break;
      case 'file':
        request = (await withTargetFile(ask, request)) ?? request;
        break;
      case 'show':
        request = { ...request, isShownOnly: !request.isShownOnly };
        break;
      case 'azure':
        answered = { ...request, choice: { format: answer } };
        break;
      case 'exec': {
        if (isLegacy) {
          answered = { ...request, choice: { format: answer } };
          break;
        }
        const loginMode = await ask.loginMode({
          title: l10n`Login mode for ${subject}`,
          placeholder: l10n`Where should kubectl get its token from?`,
          choices: loginModeChoices(await tools()),
          preselected: remembered?.loginMode ?? 'vscode',
        });
        answered = loginMode && { ...request, choice: { format: answer, loginMode } };
      }
    }
    const needsFile = place === undefined && answered?.targetFile === undefined && answered?.isShownOnly === false;
    const complete = needsFile && answered ? await withTargetFile(ask, answered) : answered;
    if (complete !== undefined) {
      return complete;
    }
    preselected = answer;
  }
}

/** @returns undefined where the person goes back */
async function withTargetFile(
  ask: CredentialQuestions,
  request: CredentialRequest,
): Promise<CredentialRequest | undefined> {
  const targetFile = await ask.targetFile(request.targetFile);
  return targetFile === undefined ? undefined : { ...request, targetFile };
}
