import path from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { UnnamedRequest } from '../../core/credentialPlugin/unnamedRequest.ts';
import { listedKubeconfigs, type OwnMachine } from '../../core/programKubeconfigs/listedKubeconfigs.ts';

/**
 * Whether a program reads no other kubeconfigs than this VS Code, all of which are there. Only then it may make us ask
 * something: a file that only the requester names is his, and what would be refused with a consent needs none.
 *
 * @param ours every path that VS Code's own list has for a file
 */
export function readsOnlyOurs(
  request: Pick<UnnamedRequest, 'kubeconfig' | 'home' | 'files'>,
  ours: readonly string[],
  own: OwnMachine,
): boolean {
  try {
    const paths = listedKubeconfigs(request, own);
    const areThere = own.platform === 'win32' || request.files.length === paths.length;
    return areThere && paths.every((each) => ours.includes(path.normalize(each)));
  } catch (error) {
    if (error instanceof AksEntraError) {
      return false;
    }
    throw error;
  }
}
