import { isYamlList, ownValue, stringAt, type YamlMap } from '../yaml/yamlValue.ts';

/** A flag of a command line; `value` is undefined for one that stands alone. */
export interface ExecFlag {
  readonly name: string;
  readonly value: string | undefined;
}

const switches = new Set([
  'legacy',
  'pop-enabled',
  'disable-environment-override',
  'disable-instance-discovery',
  'use-azurerm-env-vars',
]);
const longNames: Readonly<Record<string, string>> = { l: 'login', t: 'tenant-id', e: 'environment' };

/**
 * kubelogin's arguments as flags, whatever their order: `--name value`, `--name=value`, `-l value`.
 *
 * @returns undefined where something is neither the command `get-token` nor a flag
 */
export function parseExecArguments(args: readonly string[]): ExecFlag[] | undefined {
  if (args[0] !== 'get-token') {
    return undefined;
  }
  const flags: ExecFlag[] = [];
  for (let index = 1; index < args.length; index++) {
    const match = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(args[index] ?? '');
    if (match?.[1] === undefined) {
      return undefined;
    }
    const name = longNames[match[1]] ?? match[1];
    const isSwitch = switches.has(name);
    if (match[2] !== undefined || isSwitch) {
      flags.push({ name, value: match[2] });
    } else {
      index++;
      const value = args[index];
      if (value === undefined) {
        return undefined;
      }
      flags.push({ name, value });
    }
  }
  return flags;
}

/** The arguments of a user's exec, where they are all strings. */
export function execArgumentsOf(exec: YamlMap): readonly string[] | undefined {
  const args = ownValue(exec, 'args') ?? [];
  if (!isYamlList(args)) {
    return undefined;
  }
  const strings = args.filter((argument) => typeof argument === 'string');
  return strings.length === args.length ? strings : undefined;
}

/** The first value of a flag: kubelogin takes the first match. */
export function flagValue(flags: readonly ExecFlag[], name: string): string | undefined {
  return flags.find((flag) => flag.name === name)?.value;
}

export function hasSwitch(flags: readonly ExecFlag[], name: string): boolean {
  const flag = flags.find((candidate) => candidate.name === name);
  return flag !== undefined && flag.value !== 'false';
}

/** kubelogin's own, in any folder and with `.exe`; int128's OIDC kubelogin is another program of the same name. */
export function isAzureKubelogin(exec: YamlMap): boolean {
  const command = stringAt(exec, 'command') ?? '';
  const args = execArgumentsOf(exec) ?? [];
  return /kubelogin/i.test(command) && !args.some((argument) => argument.startsWith('--oidc-issuer-url'));
}
