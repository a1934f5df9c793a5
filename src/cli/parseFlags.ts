import { l10n } from '../core/l10n.ts';
import { type FlagProblem, type FlagRule, lastSwitch, lastValue, readFlags } from '../core/login/pflag.ts';

export interface Flag extends FlagRule {
  /** A word for the value, in the usage. */
  readonly value?: string;
  readonly help: string;
}

/** What was typed is not what the command takes; the message is all there is to say. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface TypedFlags<Name extends string> {
  /** Whether there are arguments that belong to no flag. */
  readonly hasWords: boolean;
  text(name: Name): string | undefined;
  /** undefined: not typed */
  isOn(name: Name): boolean | undefined;
}

/**
 * Reads a command's flags with all of kubelogin's spellings; the last of several wins.
 *
 * @param words `ignored`: as kubelogin ignores what belongs to no flag; the caller may tell it
 * @returns undefined where the usage is asked for
 * @throws UsageError; no message repeats a value: it may be a secret
 */
export function parseFlags<Name extends string>(
  args: readonly string[],
  flags: Readonly<Record<Name, Flag>>,
  words: 'refused' | 'ignored' = 'refused',
): TypedFlags<Name> | undefined {
  const read = readFlags(args, flags);
  const [problem] = read.problems;
  if (problem?.kind === 'help') {
    return undefined;
  }
  if (problem !== undefined) {
    throw explain(problem);
  }
  if (words === 'refused' && read.words.length > 0) {
    throw new UsageError(l10n`unexpected argument: every value belongs to a flag`);
  }
  return {
    hasWords: read.words.length > 0,
    text: (name) => lastValue(read.flags, name),
    isOn: (name) => lastSwitch(read.flags, name),
  };
}

/**
 * The file that `--kubeconfig` names, if any. kubectl takes an empty one for none, and would write to the user's own file
 * where a script's variable is empty.
 *
 * @throws UsageError
 */
export function typedKubeconfig(typed: TypedFlags<'kubeconfig'>): string | undefined {
  const path = typed.text('kubeconfig');
  if (path === '') {
    throw new UsageError(l10n`--kubeconfig is empty: name the file to change`);
  }
  return path;
}

/** The lines of a usage that tell the flags. */
export function describeFlags(flags: Readonly<Record<string, Flag>>): string {
  const rows = Object.entries(flags).map(([name, { short, value, help }]): [string, string] => [
    `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
  rows.push(['-h, --help', l10n`Tells this`]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, help]) => `  ${left.padEnd(width)}${help}`).join('\n');
}

function explain({ kind, flag }: FlagProblem): UsageError {
  switch (kind) {
    case 'unknown':
    case 'help':
      return new UsageError(l10n`unknown flag: ${flag}`);
    case 'needsValue':
      return new UsageError(l10n`flag needs an argument: ${flag}`);
    case 'noTruthValue':
      return new UsageError(l10n`${flag} is either true or false`);
    case 'noLogLevel':
      return new UsageError(l10n`${flag} is a whole number`);
    case 'noDuration':
      return new UsageError(l10n`${flag} is not a duration (like 30s or 1m30s)`);
    case 'malformed':
      return new UsageError(l10n`a flag has two dashes in front of its name, and no more`);
  }
}
