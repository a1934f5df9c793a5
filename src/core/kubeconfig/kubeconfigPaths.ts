import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What stands on the disk where a home folder may be. */
export interface HomeFacts {
  /** Whether there is a `.kube\config` in it. */
  readonly hasKubeconfig: (home: string) => Promise<boolean>;
  readonly stateOf: (home: string) => Promise<'absent' | 'readOnly' | 'writable'>;
}

/**
 * The paths in KUBECONFIG as kubectl splits them: on Windows a separator between double quotes belongs to its path, and
 * the quotes go (Go's filepath.SplitList). A variable of separators only is a list without a file, not an absent one.
 *
 * @returns undefined where KUBECONFIG is absent or empty, so that the home folder's file counts
 */
export function listedPaths({ KUBECONFIG: value = '' }: Environment, platform: string): string[] | undefined {
  if (value === '') {
    return undefined;
  }
  const paths = platform === 'win32' ? withoutQuotes(value) : value.split(':');
  return paths.filter((path) => path !== '');
}

/** Every second part stands between quotes; one that is never closed goes on to the end. */
function withoutQuotes(value: string): string[] {
  const paths = [''];
  for (const [index, part] of value.split('"').entries()) {
    const [first = '', ...further] = index % 2 === 1 ? [part] : part.split(';');
    paths.push(`${paths.pop() ?? ''}${first}`, ...further);
  }
  return paths;
}

/**
 * The folder in which kubectl looks for `.kube/config`. Elsewhere than on Windows that is HOME and nothing else: without
 * it kubectl 1.27 to 1.35 look in the current folder. On Windows the first of three that has the file counts, and until
 * there is one, the first that could take it.
 *
 * @returns empty where nothing names one
 */
export async function homeOfKubeconfig(env: Environment, platform: string, facts: HomeFacts): Promise<string> {
  const home = env['HOME'] ?? '';
  if (platform !== 'win32') {
    return home;
  }
  const [drive = '', path = '', profile = ''] = [env['HOMEDRIVE'], env['HOMEPATH'], env['USERPROFILE']];
  const driveAndPath = drive === '' || path === '' ? '' : `${drive}${path}`;
  const named = (candidate: string): boolean => candidate !== '';
  const forNew = [home, profile, driveAndPath].filter(named);
  const first = async (candidates: readonly string[], fits: (candidate: string) => Promise<boolean>) => {
    for (const candidate of candidates) {
      if (await fits(candidate)) {
        return candidate;
      }
    }
    return undefined;
  };
  return (
    (await first([home, driveAndPath, profile].filter(named), facts.hasKubeconfig)) ??
    (await first(forNew, async (candidate) => (await facts.stateOf(candidate)) === 'writable')) ??
    (await first(forNew, async (candidate) => (await facts.stateOf(candidate)) !== 'absent')) ??
    forNew[0] ??
    ''
  );
}

/** Of a write that has no file to go to. */
export function noListedFile(): AksEntraError {
  return new AksEntraError(
    'kubeconfigListEmpty',
    l10n`KUBECONFIG holds separators only, so kubectl reads no file and there is none to write to. ` +
      l10n`Name a file there, or remove the variable for the file in your home folder; then start this program again.`,
  );
}
