import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { isBeingUninstalled, uninstallMarkFile } from './adapters/credentialPlugin/uninstallMark.ts';
import { FirstWindowFile } from './adapters/files/firstWindowFile.ts';
import { personalDataFolder } from './adapters/files/personalDataFolder.ts';
import { watchFiles } from './adapters/files/watchFiles.ts';
import { LocalKubeconfigFileFacts } from './adapters/kubeconfig/localKubeconfigFileFacts.ts';
import { KubeconfigFiles } from './adapters/kubeconfig/kubeconfigFiles.ts';
import { kubeconfigHome } from './adapters/kubeconfig/kubeconfigHome.ts';
import { personalBackupFolder } from './adapters/kubeconfig/personalBackupFolder.ts';
import { currentCloud } from './adapters/vscode/currentCloud.ts';
import { VscodeSignIn } from './adapters/vscode/vscodeSignIn.ts';
import { clustersCommands } from './features/clusters/clustersCommands.ts';
import { credentialsCommands } from './features/credentials/credentialsCommands.ts';
import { diagnosisCommands } from './features/diagnosis/diagnosisCommands.ts';
import { guardCommands } from './features/guard/guardCommands.ts';
import { kubeconfigCommands } from './features/kubeconfig/kubeconfigCommands.ts';
import { kubectlSignInCommands } from './features/kubectlSignIn/kubectlSignInCommands.ts';
import { loginCommands } from './features/login/loginCommands.ts';
import { otherProgramsCommands } from './features/otherPrograms/otherProgramsCommands.ts';
import { signInCommands } from './features/signIn/signInCommands.ts';
import { tokenCommands } from './features/token/tokenCommands.ts';
import { lazyAdapters } from './lazyAdapters.ts';
import { registerCommands } from './ui/commandRegistry.ts';
import { tellFailedActivation } from './ui/errorNotification.ts';
import { openMemory } from './ui/memory.ts';
import { PreviewDocuments } from './ui/previewDocuments.ts';

type Started = { dispose(): unknown }[];

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('AKS Entra', { log: true });
  const started: Started = [];
  context.subscriptions.push(log, {
    dispose: () => {
      vscode.Disposable.from(...started).dispose();
    },
  });
  try {
    start(context, log, started);
  } catch (error) {
    // Half an extension would watch files and answer clicks for nothing; VS Code does not end what it failed to start.
    vscode.Disposable.from(...started).dispose();
    tellFailedActivation(log, error);
    throw error;
  }
}

/** Builds the adapters, then the rooms, each with what others return, then registers the commands of them all. */
function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, started: Started): void {
  const { env, platform } = process;
  const homeDirectory = os.homedir();
  const dataFolder = personalDataFolder(env, homeDirectory, platform);
  const backupDirectory = personalBackupFolder(env, homeDirectory, platform);
  // Without HOME kubectl would look in the folder that it is started in: a terminal's login shell has one.
  const home = async (): Promise<string> => (await kubeconfigHome(env, platform)) || homeDirectory;
  const [extensionFolder, storageFolder] = [context.extensionPath, context.globalStorageUri.fsPath];
  const { version } = context.extension.packageJSON as { version: string };
  const memory = openMemory(context.globalState);
  const signIn = new VscodeSignIn(currentCloud, memory, log);
  const files = { env, home, platform, backupDirectory, logger: log };
  const kubeconfigs = new KubeconfigFiles(files);
  const facts = new LocalKubeconfigFileFacts(
    env,
    platform,
    () => vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [],
  );
  const ports = {
    ...lazyAdapters({ signIn, cloud: currentCloud, storageFolder, extensionFolder, version, files, logger: log }),
    logger: log,
    memory,
    signIn,
    onDidChangeAccount: signIn.onDidChangeAccount,
    cloud: currentCloud,
    kubeconfigs,
    facts,
    watchFiles,
    previews: new PreviewDocuments(),
    firstWindow: new FirstWindowFile(dataFolder, log),
    hasAzureCli: async () => (await facts.isOnPath('az')) === true,
    dataFolder,
    ownPlugin: path.join(dataFolder, 'plugin', 'aks-entra'),
  };
  started.push(signIn, ports.previews);

  /** Its disposables are kept at once: a later room may fail to start. */
  const keep = <Room extends { readonly disposables: Readonly<Started> }>(room: Room): Room => {
    started.push(...room.disposables);
    return room;
  };
  const accounts = keep(signInCommands(signIn));
  const { kubectlSignIn, allowedClusters, ...keys } = keep(kubectlSignInCommands(ports));
  const kubeconfig = keep(kubeconfigCommands({ ...ports, contextTrust: keys.contextTrust }));
  const clusters = keep(clustersCommands({ ...ports, kubeconfig: kubeconfig.view, allowedClusters }));
  const token = keep(tokenCommands({ ...ports, kubeconfig: kubeconfig.view, kubectlSignIn }));
  const loginPorts = { ...ports, kubectlSignIn, inventory: clusters.inventory };
  const programs = keep(otherProgramsCommands({ ...loginPorts, refusals: keys.refusals }));
  const diagnosis = keep(diagnosisCommands({ ...loginPorts, log, openTokenPorts: token.openPorts }));
  const uninstall = {
    watch: (onChange: () => void) => watchFiles([uninstallMarkFile(extensionFolder)], onChange),
    isMarked: () => isBeingUninstalled(extensionFolder, context.extension.id),
  };
  const login = keep(loginCommands({ ...loginPorts, uninstall }));
  const credentials = keep(credentialsCommands(loginPorts));
  keep(guardCommands({ ...loginPorts, kubeconfig: kubeconfig.view }));

  const commands = {
    ...accounts.commands,
    ...keys.commands,
    ...programs.commands,
    ...clusters.commands,
    ...kubeconfig.commands,
    ...token.commands,
    ...diagnosis.commands,
    ...login.commands,
    ...credentials.commands,
  };
  started.push(registerCommands(commands, log));
}
