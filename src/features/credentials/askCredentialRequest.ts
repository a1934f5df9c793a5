import type { Cluster } from '../../core/clusters/cluster.ts';
import type { ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialChoice } from '../../core/login/credentialChoice.ts';
import type { PersonLoginMode } from '../../core/login/loginModeNames.ts';
import { quotedName, quotedNames } from '../../core/quotedNames.ts';
import type { Choice, QuickPickStep } from '../../ui/quickPickStep.ts';
import { chosenSoFar, furtherChoices, type FurtherAnswer, type Toggle, toggles } from './furtherChoices.ts';
import { type EntraSignIn, loginModeRows } from './loginModeRows.ts';

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

export type FirstAnswer = PersonLoginMode | 'static' | 'more' | Toggle;

/** A list that opens at once, whose rows are marked when it is known what is installed. */
export interface MarkedQuestion<T> extends Omit<QuickPickStep<T>, 'choices' | 'updates'> {
  choices(tools: InstalledTools | undefined): readonly Choice<T>[];
}

/** Asks the person. Each rejects with an AbortError where the person ends it all. */
export interface CredentialQuestions {
  /** @returns undefined where the person goes back */
  loginMode(question: MarkedQuestion<FirstAnswer>): Promise<FirstAnswer | undefined>;
  /** @returns undefined where the person goes back */
  further(question: MarkedQuestion<FurtherAnswer>): Promise<FurtherAnswer | undefined>;
  contextName(cluster: Cluster, present: string | undefined): Promise<string>;
  /** @returns undefined where the person goes back */
  targetFile(present: string | undefined): Promise<string | undefined>;
}

/** What the lists depend on beside the clusters. */
export interface CredentialTerms {
  /** What is proposed. */
  readonly proposed?: CredentialChoice | undefined;
  /** Where new entries go by themselves, for the person to read; absent where kubectl reads no file. */
  readonly place?: string | undefined;
  /** What is chosen of it already. */
  readonly address: ServerAddress;
  /** Azure can be asked for no format: the credential is one of a managed namespace or a fleet’s hub. */
  readonly isExecOnly: boolean;
  /** How many steps there were before. */
  readonly stepsBefore: number;
  /** Those that are got with them, and for which nothing is to be chosen. */
  readonly settled?: readonly Cluster[];
}

/**
 * Asks in one list for the login mode, which also leads to the further choices. Several clusters get one answer for all of
 * them: those with legacy Entra take no part in the login mode, those without Entra in neither.
 *
 * @returns undefined when the person goes back before the first question
 */
export async function askCredentialRequest(
  ask: CredentialQuestions,
  clusters: readonly [Cluster, ...Cluster[]],
  { proposed, place, address, isExecOnly, stepsBefore, settled = [] }: CredentialTerms,
): Promise<CredentialRequest | undefined> {
  let request: CredentialRequest = { choice: { format: 'exec' }, isAdmin: false, address, isShownOnly: false };
  const signIn = signInOf(clusters);
  const [cluster, ...others] = clusters;
  const all = [...clusters, ...settled] as const;
  const subject = others.length === 0 ? cluster.name : howMany(clusters.length, all.length);
  const furtherRows = (tools?: InstalledTools): Choice<FurtherAnswer>[] =>
    furtherChoices(all, request, place ?? l10n`none: KUBECONFIG names no file`, !isExecOnly, tools);
  const more: Choice<'more'> = {
    label: l10n`More…`,
    detail: furtherRows()
      .map(({ label }) => label.replace(/…$/, ''))
      .join(' · '),
    value: 'more',
  };
  const first = firstProposed(signIn, proposed, isExecOnly);
  let preselected = first;
  let further: FurtherAnswer = 'azure';
  let list: 'first' | 'further' = 'first';
  for (;;) {
    const common = {
      placeholder: [
        l10n`How should kubectl sign in to ${which(clusters, settled)}?`,
        ...(settled.length === 0 ? [] : [keptByOthers(settled.length)]),
        ...chosenSoFar(request),
      ].join(' · '),
      buttons: toggles(all, request),
    };
    const answer: FirstAnswer | FurtherAnswer | undefined =
      list === 'first'
        ? await ask.loginMode({
            ...common,
            title: l10n`Login mode for ${subject}`,
            choices: (tools) => [...loginModeRows(signIn, tools), more],
            preselected,
            ...steps(stepsBefore + 1),
          })
        : await ask.further({
            ...common,
            title: l10n`Further choices for ${subject}`,
            choices: furtherRows,
            preselected: further,
            ...steps(stepsBefore + 2),
          });
    let answered: CredentialRequest | undefined;
    switch (answer) {
      case undefined:
        if (list === 'first') {
          return undefined;
        }
        list = 'first';
        continue;
      case 'address':
        request = { ...request, address: request.address === 'public' ? 'default' : 'public' };
        further = answer;
        continue;
      case 'show':
        request = { ...request, isShownOnly: !request.isShownOnly };
        further = answer;
        continue;
      case 'more':
        list = 'further';
        preselected = answer;
        continue;
      case 'name':
        request = { ...request, contextName: await ask.contextName(cluster, request.contextName) };
        list = 'first';
        preselected = first;
        continue;
      case 'file':
        request = (await withTargetFile(ask, request)) ?? request;
        list = 'first';
        preselected = first;
        continue;
      case 'admin':
        answered = { ...request, isAdmin: true };
        further = answer;
        break;
      case 'azure':
        answered = { ...request, choice: { format: answer } };
        further = answer;
        break;
      case 'static':
        answered = request;
        break;
      case 'vscode':
      case 'interactive':
      case 'devicecode':
      case 'azurecli':
        answered = signIn === 'managed' ? { ...request, choice: { format: 'exec', loginMode: answer } } : request;
        preselected = answer;
    }
    const needsFile = place === undefined && answered.targetFile === undefined && !answered.isShownOnly;
    const complete = needsFile ? await withTargetFile(ask, answered) : answered;
    if (complete !== undefined) {
      return complete;
    }
  }
}

export function signInOf(clusters: readonly Pick<Cluster, 'entra'>[]): EntraSignIn {
  const kinds = clusters.map(({ entra }) => entra.kind);
  return kinds.find((kind) => kind === 'managed') ?? kinds.find((kind) => kind === 'legacy') ?? 'none';
}

function howMany(count: number, all: number): string {
  return count === all ? l10n`${count} clusters` : l10n`${count} of ${all} clusters`;
}

/** Beside others, by name: nothing else tells for which of the selected ones it is asked. */
function which(clusters: readonly Cluster[], settled: readonly Cluster[]): string {
  if (settled.length === 0) {
    return clusters.length === 1 ? l10n`this cluster` : l10n`these clusters`;
  }
  const names = clusters.map(({ name }) => name);
  return names.length <= 3
    ? quotedNames(names)
    : l10n`${names.slice(0, 2).map(quotedName).join(', ')} and ${names.length - 2} more`;
}

function keptByOthers(count: number): string {
  return count === 1 ? l10n`the other one keeps its own way` : l10n`the other ${count} keep their own way`;
}

function firstProposed(signIn: EntraSignIn, proposed: CredentialChoice | undefined, isExecOnly: boolean): FirstAnswer {
  if (signIn === 'none') {
    return 'static';
  }
  if (proposed?.format === 'azure' && !isExecOnly) {
    return 'more';
  }
  return signIn === 'legacy' ? 'devicecode' : (proposed?.loginMode ?? 'vscode');
}

/** The last one so far: a single step is not counted. */
function steps(step: number): { readonly step?: number; readonly totalSteps?: number } {
  return step === 1 ? {} : { step, totalSteps: step };
}

/** @returns undefined where the person goes back */
async function withTargetFile(
  ask: Pick<CredentialQuestions, 'targetFile'>,
  request: CredentialRequest,
): Promise<CredentialRequest | undefined> {
  const targetFile = await ask.targetFile(request.targetFile);
  return targetFile === undefined ? undefined : { ...request, targetFile };
}
