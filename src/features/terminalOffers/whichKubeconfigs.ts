import path from 'node:path';
import { listedPaths } from '../../core/kubeconfig/kubeconfigPaths.ts';
import type { NamedKubeconfig } from '../../core/terminalOffers/failedCommand.ts';

type TerminalEnvironment = Readonly<Record<string, string | null | undefined>> | undefined;

/** What tells which kubeconfigs a command of a terminal read. */
export interface KubeconfigHints {
  /** By its line. */
  readonly named: NamedKubeconfig | undefined;
  /** What the terminal was opened with. */
  readonly ofTerminal: TerminalEnvironment;
  /** The file that new terminals of this workspace get from us, whether they do or not. */
  readonly ofWorkspace?: string | undefined;
  /** KUBECONFIG as the shell was started with it, as far as the machine tells. */
  readonly inShell: string | undefined;
  /** Whether somebody set another one in the terminal. */
  readonly isChanged: boolean;
  readonly cwd: string | undefined;
  readonly home: string;
  readonly platform: string;
  /** The user's own, in their order. */
  readonly own: readonly string[];
}

interface WhichKubeconfigs {
  /** `all`: the user's own, as they are read everywhere. */
  readonly paths: readonly string[] | 'all';
  /**
   * `own`: the user's, which our commands change. `private`: of one terminal, mostly a copy of a context of theirs.
   * `other`: of these no command of ours knows.
   */
  readonly whose: 'own' | 'private' | 'other';
}

/**
 * The kubeconfigs that a command read: those that its line names, else those of its terminal, else the user's own.
 *
 * @returns undefined where that is not known
 */
export function whichKubeconfigs(hints: KubeconfigHints): WhichKubeconfigs | undefined {
  const { named, ofTerminal, ofWorkspace, inShell, isChanged, platform, own } = hints;
  if (named === undefined && isChanged) {
    return undefined;
  }
  const copy = ofTerminal?.['KUBECONFIG'] ?? (inShell === ofWorkspace ? ofWorkspace : undefined);
  const list = named !== undefined && 'list' in named ? named.list : (copy ?? inShell);
  const written = named !== undefined && 'file' in named ? [named.file] : listedPaths({ KUBECONFIG: list }, platform);
  if (written === undefined) {
    return { paths: 'all', whose: 'own' };
  }
  const full = written.map((each) => fullPath(each, hints));
  const paths = full.filter((each) => each !== undefined);
  if (paths.length < full.length) {
    return undefined;
  }
  if (paths.every((each) => own.includes(each))) {
    return { paths: paths.join('\n') === own.join('\n') ? 'all' : paths, whose: 'own' };
  }
  return { paths, whose: paths.length === 1 && paths[0] === copy ? 'private' : 'other' };
}

/**
 * Whether somebody in here opened the terminal for more than a context, and tells what there is to tell: above all one
 * with an admin credential, which is static on purpose.
 */
export function hasOwner(ofTerminal: TerminalEnvironment): boolean {
  return Object.entries(ofTerminal ?? {}).some(([name, value]) => name.startsWith('AKS_ENTRA_') && Boolean(value));
}

/** undefined where it hangs on a folder that is not known. */
function fullPath(file: string, { cwd, home, platform }: KubeconfigHints): string | undefined {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  if (/^~[\\/]/.test(file)) {
    return paths.join(home, file.slice(2));
  }
  if (paths.isAbsolute(file)) {
    return paths.normalize(file);
  }
  return cwd === undefined ? undefined : paths.join(cwd, file);
}
