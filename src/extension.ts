import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { uninstallMarkOf } from './adapters/credentialPlugin/uninstallMark.ts';
import { currentCloud } from './adapters/vscode/currentCloud.ts';
import { VscodeSignIn } from './adapters/vscode/vscodeSignIn.ts';
import { agentToolsCommands, type AksEntraApi } from './features/agentTools/agentToolsCommands.ts';
import { clustersCommands } from './features/clusters/clustersCommands.ts';
import { diagnosisCommands } from './features/diagnosis/diagnosisCommands.ts';
import { entraIntegrationCommands } from './features/entraIntegration/entraIntegrationCommands.ts';
import { guardCommands } from './features/guard/guardCommands.ts';
import { kubeconfigCommands } from './features/kubeconfig/kubeconfigCommands.ts';
import { kubectlSignInCommands } from './features/kubectlSignIn/kubectlSignInCommands.ts';
import { loginCommands } from './features/login/loginCommands.ts';
import { otherProgramsCommands } from './features/otherPrograms/otherProgramsCommands.ts';
import { signInCommands } from './features/signIn/signInCommands.ts';
import { terminalOffersCommands } from './features/terminalOffers/terminalOffersCommands.ts';
import { terminalsCommands } from './features/terminals/terminalsCommands.ts';
import { tokenCommands } from './features/token/tokenCommands.ts';
import { glassClusterId } from './core/breakGlass/glassMark.ts';
import { onFirstUse } from './core/onFirstUse.ts';
import { lazyAdapters } from './lazyAdapters.ts';
import { localAdapters } from './localAdapters.ts';
import { registerCommands } from './ui/commandRegistry.ts';
import { lateCommands, lateTerminals, lateView } from './ui/lateCommands.ts';
import { runAndReport, tellFailedActivation } from './ui/errorNotification.ts';
import { openMemory } from './ui/memory.ts';
import { PreviewDocuments } from './ui/previewDocuments.ts';
import { userCommand } from './ui/userCommand.ts';

type Started = { dispose(): unknown }[] & { isOver?: true };

export function activate(context: vscode.ExtensionContext): AksEntraApi {
  const log = vscode.window.createOutputChannel('AKS Entra', { log: true });
  const started: Started = [];
  context.subscriptions.push(log, {
    dispose: () => {
      started.isOver = true;
      vscode.Disposable.from(...started).dispose();
    },
  });
  try {
    return start(context, log, started);
  } catch (error) {
    // Half an extension would watch files and answer clicks for nothing; VS Code does not end what it failed to start.
    vscode.Disposable.from(...started).dispose();
    tellFailedActivation(log, error);
    throw error;
  }
}

/** Builds the adapters, then the rooms, each with what others return, then registers the commands of them all. */
function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, started: Started): AksEntraApi {
  const [extensionFolder, storageFolder] = [context.extensionPath, context.globalStorageUri.fsPath];
  const { version } = context.extension.packageJSON as { version: string };
  const parts = { storageFolder, extensionFolder, version, secrets: context.secrets };
  const memory = openMemory(context.globalState, context.workspaceState);
  const signIn = new VscodeSignIn(currentCloud, memory, userCommand, log);
  const workspaceFolders = (): string[] => vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
  const { files, ...local } = localAdapters(workspaceFolders, log);
  const ports = {
    ...local,
    ...lazyAdapters({ ...parts, ...local, signIn, cloud: currentCloud, files, logger: log }),
    logger: log,
    memory,
    signIn,
    onDidChangeAccount: signIn.onDidChangeAccount,
    cloud: currentCloud,
    previews: new PreviewDocuments(),
    context,
  };
  started.push(signIn, ports.previews);
  /** Its disposables are kept at once: a later room may fail to start, and a late one come when all is over. */
  const keep = <Room extends { readonly disposables: readonly { dispose(): unknown }[] }>(room: Room): Room => {
    started.push(...room.disposables);
    if (started.isOver) {
      vscode.Disposable.from(...room.disposables).dispose();
    }
    return room;
  };
  const accounts = keep(signInCommands(signIn));
  const { kubectlSignIn, allowedClusters, contextList, contextTrust, ...keys } = keep(kubectlSignInCommands(ports));
  const { view: kubeconfig, ...contexts } = keep(kubeconfigCommands({ ...ports, contextTrust }));
  const { inventory, changes, ...clusters } = keep(clustersCommands({ ...ports, kubeconfig, allowedClusters }));
  const { clusterTerminals, ...terminals } = keep(terminalsCommands(ports));
  const loginPorts = { ...ports, kubectlSignIn, kubeconfig, inventory, chosenView: clusters.chosenView };
  const token = keep(tokenCommands({ ...loginPorts, contextList }));
  const programs = keep(otherProgramsCommands({ ...loginPorts, refusals: keys.refusals }));
  const diagnosis = keep(diagnosisCommands({ ...loginPorts, log, late: () => late() }));
  const uninstall = uninstallMarkOf(extensionFolder, context.extension.id, local.watchFiles);
  const login = keep(loginCommands({ ...loginPorts, uninstall }));
  const entra = keep(entraIntegrationCommands({ ...loginPorts, changes }));
  keep(guardCommands(loginPorts));
  keep(terminalOffersCommands(loginPorts));
  const late = onFirstUse(async () => {
    const { lateAdapters } = await import('./lateAdapters.ts');
    const { lateRooms } = await import('./lateRooms.ts');
    const latePorts = { ...loginPorts, ...lateAdapters({ ...ports, files }), clusterTerminals, version };
    return keep(lateRooms({ ...latePorts, contextList, contextTrust, changes, openTokenPorts: token.openPorts }));
  });
  const { api } = keep(agentToolsCommands({ kubeconfig, load: late, logger: log }));
  const hasGlass = existsSync(local.glassFolder) || vscode.window.terminals.some(glassClusterId);
  if (hasGlass || memory.workspaceContext.get() !== undefined) {
    void runAndReport(log, 'What was left', () => late().then(() => undefined));
  }
  const commands = {
    ...accounts.commands,
    ...keys.commands,
    ...programs.commands,
    ...clusters.commands,
    ...contexts.commands,
    ...terminals.commands,
    ...token.commands,
    ...diagnosis.commands,
    ...login.commands,
    ...entra.commands,
    ...lateCommands(late),
  };
  started.push(registerCommands(commands, log), lateView('aksEntra.kubeconfig', late), lateTerminals(late));
  return api;
}
