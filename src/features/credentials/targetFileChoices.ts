import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** One of the KUBECONFIG list. */
export interface ListedFile {
  readonly path: string;
}

/** The files of the KUBECONFIG list as rows of a picker. @param present the file that is chosen now, if any */
export async function targetFileChoices(
  kubeconfigs: Pick<KubeconfigStore, 'paths' | 'read'>,
  present: string | undefined,
): Promise<Choice<ListedFile>[]> {
  return Promise.all(
    (await kubeconfigs.paths()).map(async (path) => ({
      label: path === present ? `$(check) ${withTilde(path)}` : withTilde(path),
      description: await stateOf(kubeconfigs, path),
      value: { path },
    })),
  );
}

async function stateOf(kubeconfigs: Pick<KubeconfigStore, 'read'>, path: string): Promise<string> {
  try {
    return (await kubeconfigs.read(path)) === undefined ? l10n`does not exist yet` : l10n`exists`;
  } catch {
    return l10n`cannot be read`;
  }
}
