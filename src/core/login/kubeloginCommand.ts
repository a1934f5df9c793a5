import { stringAt, type YamlMap } from '../yamlValue.ts';
import { execArgumentsOf } from './execArguments.ts';
import { runsOwnPlugin } from './pluginRequest.ts';

/**
 * Which kubelogin a user's exec runs, in any folder and with `.exe`: Azure's, or int128's OIDC kubelogin, which is
 * another program of the same name. Our own plugin is neither, whatever the folders are called that it lies in.
 */
export function kubeloginOf(exec: YamlMap): 'azure' | 'oidc' | undefined {
  if (!/kubelogin/i.test(stringAt(exec, 'command') ?? '') || runsOwnPlugin(exec)) {
    return undefined;
  }
  const args = execArgumentsOf(exec) ?? [];
  return args.some((argument) => argument.startsWith('--oidc-issuer-url')) ? 'oidc' : 'azure';
}

/** Whether a command is the bare name: the program that PATH leads to. */
export function isBareKubelogin(command: string): boolean {
  return /^kubelogin(?:\.exe)?$/i.test(command);
}
