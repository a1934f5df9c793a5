import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName, quotedNames } from '../../core/quotedNames.ts';

/** Where the user takes it back. */
const stopSentence = l10n`Take it back at any time: “AKS Entra: Stop Programs That Name No Cluster…”.`;

const contextNameLength = 60;
const programNameLength = 40;

/** What a modal needs to say what the user would allow. */
export interface AllowanceFacts {
  /** All contexts that lead to the entry. */
  readonly contextNames: readonly string[];
  readonly account: string;
  readonly tenantId: string;
  readonly tenantName: string | undefined;
  /** Of the contexts. */
  readonly kubeconfigs: readonly string[];
}

/** Contexts as part of a sentence: the first, and how many more there are. */
function subjectOf(contextNames: readonly string[]): string {
  return withOthers(quotedName(shortName(contextNames[0])), contextNames.length - 1);
}

function withOthers(first: string, others: number): string {
  return others === 0 ? first : l10n`${first} and ${others} more`;
}

/** @param programName the program's own word, which decides nothing */
export function offerSentence(programName: string | undefined, contextNames: readonly string[]): string {
  const subject = subjectOf(contextNames);
  const label = programLabel(programName);
  return label === undefined
    ? l10n`A program asked for your sign-in to ${subject} and did not say for which cluster. It got none.`
    : l10n`A program that calls itself ${quotedName(label)} asked for your sign-in to ${subject} and did not say for which cluster. It got none.`;
}

/** Printable ASCII in one line, and short; undefined where nothing is left of it. */
export function programLabel(name: string | undefined): string | undefined {
  const ascii = printable((name ?? '').replaceAll(/[^ -~]/g, '')).trim();
  const label = ascii.length > programNameLength ? `${ascii.slice(0, programNameLength - 3)}...` : ascii;
  return label === '' ? undefined : label;
}

export function allowanceQuestion(contextNames: readonly string[]): string {
  return l10n`Let programs that name no cluster use ${subjectOf(contextNames)}?`;
}

export function allowButton(contextNames: readonly string[]): string {
  return l10n`Allow for ${withOthers(shortName(contextNames[0]), contextNames.length - 1)}`;
}

/** What it means, in the words of the README. */
export function allowanceDetail(facts: AllowanceFacts): string {
  const { contextNames, account, tenantId, tenantName, kubeconfigs } = facts;
  const isOne = contextNames.length === 1;
  const contexts = isOne
    ? l10n`this context`
    : l10n`these ${contextNames.length} contexts (${quotedNames(contextNames)})`;
  const tenant = tenantName === undefined ? l10n`the tenant ${printable(tenantId)}` : quotedName(tenantName);
  const files = kubeconfigs.map((file) => printable(file)).join(', ');
  return [
    l10n`kubectl, helm and k9s say which cluster a token is for, and AKS Entra checks it. Programs such as VS Code’s Kubernetes extension, fabric8 or kr8s do not say it.`,
    l10n`If you allow it, every program that you run with ${contexts} gets a token of ${printable(account)} without asking, as long as VS Code is open (or the fallback is set).`,
    l10n`That token opens every AKS cluster of ${tenant} that you may open, not only this one, for up to 90 minutes; it cannot be called back.`,
    l10n`AKS Entra refuses when your kubeconfigs (${files}) lead this sign-in to another server. It does not see a file that a program is given in another way. So from now on keep this kubeconfig to yourself: anyone who has a copy could make one that sends your token elsewhere.`,
    isOne
      ? l10n`In it, the context’s cluster and user get names that nobody can guess; the context keeps its own.`
      : l10n`In it, the contexts’ cluster and user get names that nobody can guess; the contexts keep their own.`,
    stopSentence,
  ].join('\n\n');
}

/** What was done. */
export function programsAllowed(contextNames: readonly string[]): string {
  return l10n`Programs that name no cluster get tokens for ${quotedNames(contextNames)} now. ${stopSentence}`;
}

/** Where nothing is left to allow. */
export function alreadyAllowed(): string {
  return l10n`Programs that name no cluster get tokens already: nothing was changed. ${stopSentence}`;
}

/** @param names of contexts or clusters */
export function programsStopped(names: readonly string[]): string {
  return l10n`Programs that name no cluster get no token for ${quotedNames(names)} any more, from the next request on. Tokens that are out already last to their end.`;
}

/** A context's name may come out of somebody else's file. */
function shortName(name = ''): string {
  const line = printable(name);
  return line.length > contextNameLength ? `${line.slice(0, contextNameLength - 1)}…` : line;
}
