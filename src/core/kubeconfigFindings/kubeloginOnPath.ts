import { isBareKubelogin } from '../login/kubeloginCommand.ts';
import type { PlacedMap, PlacedScalar } from './kubeconfigNodes.ts';

/** The command of a user that is the bare name: the program that PATH leads to. */
export function bareKubelogin(exec: PlacedMap): PlacedScalar | undefined {
  const command = exec.scalar('command');
  return command !== undefined && isBareKubelogin(command.value) ? command : undefined;
}

/** int128's kubelogin, for OIDC, tells itself by what it is given. */
export function isMeantForOidc(exec: PlacedMap): boolean {
  return exec.scalars('args').some(({ value }) => value.startsWith('--oidc-issuer-url'));
}

/** A path of a kubelogin: where it leads to nothing, the bare name may take its place. */
export function isKubeloginPath(command: string): boolean {
  return /[\\/]kubelogin(?:\.exe)?$/i.test(command);
}
