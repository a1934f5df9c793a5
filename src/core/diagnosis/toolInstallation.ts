import { l10n } from '../l10n.ts';
import type { InstallableTool } from './remedy.ts';

/** What an installation hangs on. */
export interface InstallFacts {
  readonly platform: NodeJS.Platform;
  /** Programs on PATH by name, each with its path; those in a folder of the workspace are not among them. */
  readonly programs: ReadonlyMap<string, string>;
  /** Whether everything runs as the administrator anyway. */
  readonly isRoot: boolean;
}

/** One way to install a tool. */
export interface Installation {
  /** Who installs it: “Homebrew”. */
  readonly by: string;
  /** For a terminal. */
  readonly line: string;
  /** What to know before. */
  readonly note?: string;
}

/** Where programs are: those of the workspace do not count. */
export interface ProgramPlaces {
  whereOnPath(program: string): Promise<{ readonly path: string | undefined; readonly isForeign: boolean }>;
}

/** The programs that can install something, and what they need for it. */
export const installers = ['brew', 'winget', 'az', 'snap', 'choco', 'scoop', 'sudo'] as const;
type Installer = Exclude<(typeof installers)[number], 'sudo'>;

interface Way {
  readonly by: string;
  readonly platforms: readonly NodeJS.Platform[];
  /** Where it writes into folders of the system’s. */
  readonly needsRootOn: readonly NodeJS.Platform[];
  /** What comes behind the program’s name; absent: it has no such tool that its maker names. */
  readonly args: Partial<Record<InstallableTool, string>>;
  readonly note?: string;
}

/**
 * The ways that the makers’ own pages name; the first is the one to prefer.
 *
 * @see https://azure.github.io/kubelogin/install.html
 * @see https://kubernetes.io/docs/tasks/tools/
 * @see https://helm.sh/docs/intro/install/
 * @see https://learn.microsoft.com/cli/azure/install-azure-cli
 */
const ways: Readonly<Record<Installer, Way>> = {
  brew: {
    by: 'Homebrew',
    platforms: ['darwin', 'linux'],
    needsRootOn: [],
    args: {
      kubectl: 'install kubectl',
      kubelogin: 'install Azure/kubelogin/kubelogin',
      helm: 'install helm',
      az: 'install azure-cli',
    },
  },
  winget: {
    by: 'winget',
    platforms: ['win32'],
    needsRootOn: [],
    args: {
      kubectl: 'install --exact --id Kubernetes.kubectl',
      kubelogin: 'install --exact --id Microsoft.Azure.Kubelogin',
      helm: 'install --exact --id Helm.Helm',
      az: 'install --exact --id Microsoft.AzureCLI',
    },
  },
  az: {
    by: 'Azure CLI',
    platforms: ['darwin', 'linux', 'win32'],
    needsRootOn: ['darwin', 'linux'],
    args: { kubectl: 'aks install-cli', kubelogin: 'aks install-cli' },
    note: l10n`It installs both kubectl and Azure’s kubelogin, into /usr/local/bin, or on Windows into folders of yours that it names and that have to be added to PATH.`,
  },
  snap: {
    by: 'Snap',
    platforms: ['linux'],
    needsRootOn: ['linux'],
    args: { kubectl: 'install kubectl --classic', helm: 'install helm --classic' },
  },
  choco: {
    by: 'Chocolatey',
    platforms: ['win32'],
    needsRootOn: [],
    args: { kubectl: 'install kubernetes-cli', helm: 'install kubernetes-helm' },
    note: l10n`Chocolatey asks for a shell of the administrator.`,
  },
  scoop: {
    by: 'Scoop',
    platforms: ['win32'],
    needsRootOn: [],
    args: { kubectl: 'install kubectl', kubelogin: 'install azure-kubelogin', helm: 'install helm' },
    note: l10n`Its packages are not looked after by the makers of the program.`,
  },
};

const pages: Readonly<Record<InstallableTool, string>> = {
  kubectl: 'https://kubernetes.io/docs/tasks/tools/',
  kubelogin: 'https://azure.github.io/kubelogin/install.html',
  az: 'https://learn.microsoft.com/cli/azure/install-azure-cli',
  helm: 'https://helm.sh/docs/intro/install/',
};

/** The page on which a tool’s maker says how it is installed. */
export function installPage(tool: InstallableTool): string {
  return pages[tool];
}

/** What installs a tool on this machine, the best way first; none where nothing that is there can. */
export function installationsOf(tool: InstallableTool, { platform, programs, isRoot }: InstallFacts): Installation[] {
  return (Object.keys(ways) as Installer[]).flatMap((name): Installation[] => {
    const { by, platforms, needsRootOn, args, note } = ways[name];
    const program = wordOf(name, platform, programs);
    const behind = args[tool];
    if (program === undefined || behind === undefined || !platforms.includes(platform)) {
      return [];
    }
    const needsRoot = needsRootOn.includes(platform) && !isRoot;
    const sudo = needsRoot ? wordOf('sudo', platform, programs) : undefined;
    if (needsRoot && sudo === undefined) {
      return [];
    }
    const line = [...(sudo === undefined ? [] : [sudo]), program, behind].join(' ');
    return [{ by, line, ...(note === undefined ? {} : { note }) }];
  });
}

/**
 * What starts a program in a terminal: its whole path, so that what was looked at is what runs, whatever PATH is in that
 * shell. On Windows, where shells differ over paths, and for a path that would have to be quoted, its name.
 */
export function programWord(name: string, platform: NodeJS.Platform, path: string): string {
  return platform !== 'win32' && /^\/[\w./+@-]+$/.test(path) ? path : name;
}

function wordOf(name: string, platform: NodeJS.Platform, programs: ReadonlyMap<string, string>): string | undefined {
  const path = programs.get(name);
  return path === undefined ? undefined : programWord(name, platform, path);
}
