import type { KubeconfigSnapshot } from '../kubeconfig/kubeconfigSnapshot.ts';

/** What getting a credential does to the current context; package.json describes it to the user. */
export type CurrentContextSetting = 'set' | 'keep' | 'ask';

/** The file that credentials go into, and what kubectl's current context is there. */
export interface MergeTarget {
  readonly path: string;
  /** The file that holds the current context: another one where the KUBECONFIG list has several. */
  readonly currentPath: string;
  /** undefined too where it does not matter, or names no context: that is as good as none. */
  readonly currentContext: string | undefined;
  /** What the current context is by name, where there is no such context. */
  readonly danglingContext?: string;
}

/**
 * What a merge into a file has to know of the others.
 *
 * @throws AksEntraError kubeconfigInvalid where the current context matters, and cannot be read
 */
export function mergeTarget(
  kubeconfigs: KubeconfigSnapshot,
  path: string,
  setting: CurrentContextSetting,
): MergeTarget {
  const { defaultPath, isListed } = kubeconfigs;
  if (setting === 'set' && (path === defaultPath || !isListed)) {
    // Nothing depends on what it is now; and what is wrong with the text is best told by the one who writes it.
    return { path, currentPath: path, currentContext: undefined };
  }
  const { current, currentContext: named } = kubeconfigs.facts;
  return {
    path,
    // A name that leads nowhere still hides those in later files.
    currentPath: isListed && named !== undefined ? defaultPath : path,
    currentContext: current?.contextName,
    ...(current === undefined && named !== undefined ? { danglingContext: named } : {}),
  };
}
