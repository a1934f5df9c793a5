import { statSync } from 'node:fs';
import type { FileIdentity, UnnamedRequest } from '../core/credentialPlugin/unnamedRequest.ts';
import { PluginFailure } from './pluginFailure.ts';

/** Of the environment, where a request names no cluster. */
export interface UnnamedEnvironment {
  readonly kubeconfig: string | undefined;
  /** Where KUBECONFIG is unset or empty, the default kubeconfig is in here. */
  readonly home: string | undefined;
}

/**
 * What launcher.sh finds out beside a request that names no cluster. VS Code decides what it means.
 *
 * @throws PluginFailure where the paths hold a character that is special somewhere on their way
 */
export function unnamedFacts(
  environment: UnnamedEnvironment,
  platform: NodeJS.Platform,
  parentPid: number,
): UnnamedRequest {
  // Empty is unset, as for kubectl.
  const kubeconfig = environment.kubeconfig === '' ? undefined : environment.kubeconfig;
  const home = kubeconfig !== undefined || environment.home === '' ? undefined : environment.home;
  const isOdd = platform === 'win32' ? /[^\x20-\x7e]|["'*$]/ : /[^\x20-\x7e]|["\\';*$]/;
  if (isOdd.test(kubeconfig ?? home ?? '')) {
    throw new PluginFailure(
      'The program that runs this does not say which cluster the token is for, as kubectl, helm and k9s do, ' +
        `and ${kubeconfig === undefined ? 'HOME' : 'KUBECONFIG'} holds a character that AKS Entra takes only from those ` +
        'that do: one that is no printable ASCII, or one of " \\ \' ; * $',
    );
  }
  // Windows knows no inodes that ls could show.
  const paths = platform === 'win32' ? [] : (kubeconfig?.split(':') ?? [`${home ?? ''}/.kube/config`]);
  return { kubeconfig, home, files: paths.filter((path) => path.startsWith('/')).flatMap(identityOf), parentPid };
}

function identityOf(path: string): readonly FileIdentity[] {
  try {
    const { ino, size } = statSync(path, { bigint: true });
    // Node takes the system's unsigned number for one with a sign.
    return [{ inode: BigInt.asUintN(64, ino).toString(), size: Number(size) }];
  } catch {
    // Missing, or out of reach: VS Code, which looks for itself, refuses where it finds one.
    return [];
  }
}
