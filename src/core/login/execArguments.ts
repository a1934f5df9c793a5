import { isYamlList, ownValue, type YamlMap } from '../yamlValue.ts';
import { kubeloginFlags, splitCommand } from './kubeloginFlags.ts';
import { readFlags, type ReadFlags } from './pflag.ts';

/**
 * kubelogin's arguments as kubelogin reads them when it runs.
 *
 * @returns undefined where they are not those of its `get-token`
 */
export function readGetTokenArguments(args: readonly string[]): ReadFlags | undefined {
  const { command, rest } = splitCommand(args);
  return command === 'get-token' ? readFlags(rest, kubeloginFlags) : undefined;
}

/** The arguments of a user's exec, where they are all strings. What is null, as a bare `-`, is empty text to kubectl. */
export function execArgumentsOf(exec: YamlMap): readonly string[] | undefined {
  const args = ownValue(exec, 'args') ?? [];
  if (!isYamlList(args)) {
    return undefined;
  }
  const strings = args.map((argument) => argument ?? '').filter((argument) => typeof argument === 'string');
  return strings.length === args.length ? strings : undefined;
}
