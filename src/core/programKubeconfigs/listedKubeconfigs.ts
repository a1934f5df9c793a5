import type { UnnamedRequest } from '../credentialPlugin/unnamedRequest.ts';
import { l10n } from '../l10n.ts';
import { leadsElsewhere } from './leadsElsewhere.ts';

/** The machine of the one who answers. */
export interface OwnMachine {
  readonly platform: string;
  readonly home: string;
}

const mostFiles = 50;
/** What programs take for a variable, a pattern, a quotation mark or a separator, or read in another encoding. */
const oddCharacters: Readonly<Record<'posix' | 'win32', RegExp>> = {
  posix: /[^\x20-\x7e]|["\\';*$]/,
  win32: /[^\x20-\x7e]|["'*$]/,
};

/**
 * The files that a program reads which has the environment of a request: KUBECONFIG's, else the default one.
 *
 * @throws AksEntraError kubeconfigsLeadElsewhere where programs may differ in what they take from it
 */
export function listedKubeconfigs(
  { kubeconfig, home }: Pick<UnnamedRequest, 'kubeconfig' | 'home'>,
  own: OwnMachine,
): readonly string[] {
  if (kubeconfig === undefined || kubeconfig === '') {
    return [defaultKubeconfig(home, own)];
  }
  const isWindows = own.platform === 'win32';
  if (oddCharacters[isWindows ? 'win32' : 'posix'].test(kubeconfig)) {
    throw oddList(l10n`holds a character that programs read differently. Name files there whose paths are plain.`);
  }
  const paths = kubeconfig.split(isWindows ? ';' : ':');
  if (paths.length > mostFiles) {
    throw oddList(l10n`names more than ${mostFiles} files. Name fewer.`);
  }
  for (const path of paths) {
    if (path.trim() === '') {
      throw oddList(l10n`holds an empty entry. Remove it.`);
    }
    if (!isPlainPath(path, own.platform)) {
      throw oddList(l10n`holds an entry that is not a plain absolute path. Write its whole path there.`);
    }
  }
  return paths;
}

/** Whether a path names the same file to every program, wherever that runs. */
export function isPlainPath(path: string, platform: string): boolean {
  const isAbsolute = platform === 'win32' ? /^[A-Za-z]:[\\/]/.test(path) : path.startsWith('/');
  // Some programs take `..` away before they follow a link in front of it.
  return isAbsolute && path === path.trim() && !path.includes('\0') && !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path);
}

function defaultKubeconfig(home: string | undefined, own: OwnMachine): string {
  if (home !== own.home || !isPlainPath(own.home, own.platform)) {
    throw leadsElsewhere(
      'HOME',
      l10n`is not the home folder of VS Code, and KUBECONFIG is not set. Set KUBECONFIG to the whole path of your kubeconfig.`,
    );
  }
  return own.platform === 'win32'
    ? `${own.home.replace(/[\\/]$/, '')}\\.kube\\config`
    : `${own.home.replace(/\/$/, '')}/.kube/config`;
}

function oddList(reason: string): Error {
  return leadsElsewhere('KUBECONFIG', reason);
}
