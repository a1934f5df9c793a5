import { parseArgs } from 'node:util';
import { l10n } from '../core/l10n.ts';

export interface Flag {
  readonly short?: string;
  /** Stands alone, or as `--flag=false`. */
  readonly isSwitch?: true;
  /** A word for the value, in the usage. */
  readonly value?: string;
  readonly help: string;
}

/** What was typed is not what the command takes; the message is all there is to say. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface TypedFlags<Name extends string> {
  text(name: Name): string | undefined;
  /** undefined: not typed */
  isOn(name: Name): boolean | undefined;
}

/**
 * Reads `--flag value`, `--flag=value`, `-f value` and `--switch`; the last of several wins.
 *
 * @returns undefined where the usage is asked for
 * @throws UsageError; no message repeats a value: it may be a secret
 */
export function parseFlags<Name extends string>(
  args: readonly string[],
  flags: Readonly<Record<Name, Flag>>,
): TypedFlags<Name> | undefined {
  const entries = Object.entries<Flag>(flags);
  const switches = entries.flatMap(([name, { isSwitch }]) => (isSwitch === true ? [`--${name}`] : []));
  // Node's own switches take no `=false`: they travel as flags with a value.
  const spelledOut = args.map((arg) => (switches.includes(arg) ? `${arg}=true` : arg));
  const options = Object.fromEntries(
    entries.map(([name, { short }]) => [name, { type: 'string' as const, ...(short === undefined ? {} : { short }) }]),
  );
  const values = parse(spelledOut, options);
  if (values['help'] === true) {
    return undefined;
  }
  for (const name of switches) {
    const value = values[name.slice(2)];
    if (value !== undefined && value !== 'true' && value !== 'false') {
      throw new UsageError(l10n`${name} is either true or false`);
    }
  }
  return {
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    isOn: (name) => (values[name] === undefined ? undefined : values[name] === 'true'),
  };
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

function parse(
  args: string[],
  options: Record<string, { type: 'string'; short?: string }>,
): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args, options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals: false })
      .values;
  } catch (error) {
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof TypeError) || !('code' in error)) {
    return error;
  }
  const flag = /'(?:-\w, )?(--?[\w-]+)/.exec(error.message)?.[1] ?? l10n`a flag`;
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return new UsageError(l10n`unknown flag: ${flag}`);
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return new UsageError(l10n`flag needs an argument: ${flag} (one that starts with a dash goes behind "=")`);
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return new UsageError(l10n`unexpected argument: every value belongs to a flag`);
    default:
      return error;
  }
}
