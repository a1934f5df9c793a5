import os from 'node:os';
import type * as vscode from 'vscode';
import type { KubeconfigFile, KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { PrivateKubeconfigs } from '../../core/kubeconfig/privateKubeconfigs.ts';
import { readContexts } from '../../core/kubeconfig/readContexts.ts';
import type { FailedCommand } from '../../core/terminalOffers/failedCommand.ts';
import { whichKubeconfigs } from './whichKubeconfigs.ts';

interface Ports {
  readonly kubeconfigs: Pick<KubeconfigStore, 'namedPaths' | 'read' | 'readAll'>;
  readonly privateKubeconfigs: () => Promise<Pick<PrivateKubeconfigs, 'environmentOf'>>;
  readonly context: Pick<vscode.ExtensionContext, 'environmentVariableCollection'>;
}

interface Where {
  readonly terminal: vscode.Terminal;
  readonly cwd: string | undefined;
  readonly isChanged: boolean;
}

interface ReadKubeconfigs {
  readonly files: readonly KubeconfigFile[];
  /** Whether our commands, which change the user's own, know a context of these by its name. */
  isOwn(contextName: string | undefined): Promise<boolean>;
  /** Whether it is a terminal's own copy, which stays as it is. */
  readonly isCopy: boolean;
}

/** @returns undefined where it is not known which they are */
export async function kubeconfigsOfCommand(
  { kubeconfigs, privateKubeconfigs, context }: Ports,
  { kubeconfig: named }: Pick<FailedCommand, 'kubeconfig'>,
  { terminal, cwd, isChanged }: Where,
): Promise<ReadKubeconfigs | undefined> {
  const processId = await terminal.processId;
  const inShell = processId === undefined ? undefined : await (await privateKubeconfigs()).environmentOf(processId);
  const which = whichKubeconfigs({
    named,
    ofTerminal: environmentOf(terminal),
    ofWorkspace: context.environmentVariableCollection.get('KUBECONFIG')?.value,
    inShell: inShell?.['KUBECONFIG'],
    isChanged,
    cwd,
    home: os.homedir(),
    platform: process.platform,
    own: await kubeconfigs.namedPaths(),
  });
  if (which === undefined) {
    return undefined;
  }
  const { paths, whose } = which;
  const files = paths === 'all' ? await kubeconfigs.readAll() : await readEach(kubeconfigs, paths);
  return {
    files,
    isCopy: whose === 'private',
    isOwn: async (contextName) =>
      whose === 'own' || (whose === 'private' && isSame(contextName, files, await kubeconfigs.readAll())),
  };
}

/** What the terminal was opened with, where this extension or another one did. */
export function environmentOf({ creationOptions }: vscode.Terminal): vscode.TerminalOptions['env'] {
  return (creationOptions as vscode.TerminalOptions).env;
}

/** A copy may have outlived its context, and another extension's file is none. */
function isSame(name: string | undefined, copies: readonly KubeconfigFile[], own: readonly KubeconfigFile[]): boolean {
  const [copy, original] = [copies, own].map((files) =>
    readContexts(files.map(({ text }) => text)).contexts.find(({ contextName }) => contextName === name),
  );
  return copy !== undefined && copy.server === original?.server;
}

async function readEach(
  kubeconfigs: Pick<KubeconfigStore, 'read'>,
  paths: readonly string[],
): Promise<KubeconfigFile[]> {
  const files = await Promise.all(paths.map(async (path) => ({ path, text: await kubeconfigs.read(path) })));
  return files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}
