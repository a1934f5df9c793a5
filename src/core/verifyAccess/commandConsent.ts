import { isSecretFlag, passwordsInUrls } from '../kubeconfigText/maskSecrets.ts';
import { l10n } from '../l10n.ts';
import { execArgumentsOf } from '../login/execArguments.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { redactSecrets } from '../redactSecrets.ts';
import { isYamlList, isYamlMap, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';
import { execOf, type VerifiedEntry } from './verifiedEntry.ts';

/** What the person is shown before a command runs. */
export interface CommandQuestion {
  readonly message: string;
  readonly detail: string;
}

/** What fits into a dialog and is read. */
const [mostCharacters, mostLines] = [2000, 40];
/** `printable` cuts off what is longer. */
const pieceLength = 200;
const secretName = /secret|password|passphrase|token|(?:^|_)key$/i;

/**
 * Asks before a command runs that is not one of AKS. Who agreed once in this session is not asked again about the very
 * same command for the very same cluster.
 */
export class CommandConsent {
  readonly #agreed = new Set<string>();
  readonly #ask: (question: CommandQuestion) => Promise<boolean>;

  constructor(ask: (question: CommandQuestion) => Promise<boolean>) {
    this.#ask = ask;
  }

  /** @returns `unshown`: it cannot be shown as a whole, so nobody is asked */
  async mayRun(entry: VerifiedEntry, reasons: readonly string[]): Promise<boolean | 'unshown'> {
    const whole = JSON.stringify([entry.cluster, execOf(entry)]);
    if (this.#agreed.has(whole)) {
      return true;
    }
    const question = commandQuestion(entry, reasons);
    if (question === undefined) {
      return 'unshown';
    }
    const isAgreed = await this.#ask(question);
    if (isAgreed) {
      this.#agreed.add(whole);
    }
    return isAgreed;
  }
}

/**
 * The question, with all that would be run, a line for each argument and variable.
 *
 * @param reasons why the command is not simply run, each half a sentence
 * @returns undefined where a part is a secret or too long to be read: nobody agrees to what they cannot see
 */
export function commandQuestion(entry: VerifiedEntry, reasons: readonly string[]): CommandQuestion | undefined {
  const exec = execOf(entry) ?? {};
  const args = execArgumentsOf(exec);
  const variables = variablesOf(exec);
  if (args === undefined || variables === undefined) {
    return undefined;
  }
  const command = [stringAt(exec, 'command') ?? '', ...args];
  const environment = variables.map(([name, value]) => `${name}=${value}`);
  const parts = [...command, ...environment];
  const isLong = parts.length > mostLines || parts.join('').length > mostCharacters;
  const isSecret =
    args.some((argument) => isSecretFlag(argument.split('=')[0] ?? '')) ||
    variables.some(([name, value]) => secretName.test(name) && value !== '') ||
    parts.some((part) => redactSecrets(part) !== part || passwordsInUrls(part).length > 0);
  if (isLong || isSecret) {
    return undefined;
  }
  return {
    message: l10n`Run the command of the context ${quotedName(entry.facts.contextName)}?`,
    detail: [
      l10n`kubectl runs it to get the credential. It is not run here without asking: ${reasons.join('; ')}.`,
      linesOf(command),
      ...(environment.length === 0 ? [] : [l10n`It gets these variables:`, linesOf(environment)]),
      l10n`Run it only if you know where it comes from.`,
    ].join('\n\n'),
  };
}

/** undefined: not to be read, or of a form that kubectl refuses. */
function variablesOf(exec: YamlMap): (readonly [name: string, value: string])[] | undefined {
  const env = ownValue(exec, 'env') ?? [];
  const found = (isYamlList(env) ? env : [null]).map((one) => {
    const [name, value] = isYamlMap(one) ? [stringAt(one, 'name'), stringAt(one, 'value')] : [];
    return name === undefined || value === undefined ? undefined : ([name, value] as const);
  });
  return found.every((one) => one !== undefined) ? found : undefined;
}

function linesOf(parts: readonly string[]): string {
  const pieces = new RegExp(`[^]{1,${pieceLength}}`, 'gu');
  return parts
    .flatMap((part) => part.match(pieces) ?? [''])
    .map(printable)
    .join('\n');
}
