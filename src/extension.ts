import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ArmAzure } from './adapters/armAzure.ts';
import { GraphGroupNames } from './adapters/graphGroupNames.ts';
import { KubeconfigFiles } from './adapters/kubeconfigFiles.ts';
import { VscodeSignIn } from './adapters/vscodeSignIn.ts';
import { watchFiles } from './adapters/watchFiles.ts';
import { copyId } from './commands/copyId.ts';
import { getCredentials } from './commands/getCredentials.ts';
import { openInPortal } from './commands/openInPortal.ts';
import { showTokenActions } from './commands/showTokenActions.ts';
import { signInToTenant } from './commands/signInToTenant.ts';
import { cloudFromSetting } from './core/azure/clouds.ts';
import type { CurrentContext } from './core/entra/tokenTarget.ts';
import type { Logger } from './core/logger.ts';
import { ClusterInventory } from './ui/clusterInventory.ts';
import { createClusterView } from './ui/clusterTree.ts';
import { registerCommands } from './ui/commandRegistry.ts';
import { TokenStatusBar } from './ui/tokenStatusBar.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('AKS Entra', { log: true });
  const signIns = new VscodeSignIn(currentCloud, context.globalState, log);
  const azure = new ArmAzure(signIns, currentCloud);
  const groupNames = new GraphGroupNames(signIns, currentCloud, log);
  const inventory = new ClusterInventory(azure, signIns, log);
  const kubeconfigs = new KubeconfigFiles({
    env: process.env,
    homeDirectory: os.homedir(),
    platform: process.platform,
    backupDirectory: path.join(context.globalStorageUri.fsPath, 'backups'),
    logger: log,
  });
  const tokenStatusBar = new TokenStatusBar({
    signIn: signIns,
    currentContext: () => readCurrentContext(kubeconfigs, log),
    armScope: () => currentCloud().armScope,
    logger: log,
  });
  const commands = registerCommands(
    {
      'aksEntra.signIn': async () => {
        await signIns.chooseAccount();
      },
      'aksEntra.signInToTenant': (argument) => signInToTenant(signIns, inventory, currentCloud(), argument),
      'aksEntra.refresh': () => inventory.refresh(),
      'aksEntra.getCredentials': (argument) =>
        getCredentials(
          { signIn: signIns, azure, inventory, kubeconfigs, memory: context.globalState, logger: log },
          argument,
        ),
      'aksEntra.copyId': copyId,
      'aksEntra.openInPortal': (argument) => openInPortal(currentCloud(), inventory, argument),
      'aksEntra.renewToken': () => tokenStatusBar.renew(),
      'aksEntra.showTokenActions': showTokenActions,
      'aksEntra.showLog': () => {
        log.show();
        return Promise.resolve();
      },
    },
    log,
  );
  context.subscriptions.push(
    log,
    signIns,
    inventory,
    tokenStatusBar,
    commands,
    createClusterView(inventory, groupNames),
    watchFiles(kubeconfigs.paths(), () => void tokenStatusBar.refresh()),
    signIns.onDidChangeAccount(() => {
      void inventory.refresh();
      void tokenStatusBar.refresh();
    }),
  );
  void tokenStatusBar.refresh();
}

function currentCloud(): ReturnType<typeof cloudFromSetting> {
  // A workspace must not choose where tokens go, so only the user's own setting counts.
  const setting = vscode.workspace.getConfiguration('microsoft-sovereign-cloud').inspect<string>('environment');
  return cloudFromSetting(setting?.globalValue);
}

/** The status bar's view of the kubeconfig; the parser loads only when there is a file to parse. */
async function readCurrentContext(kubeconfigs: KubeconfigFiles, logger: Logger): Promise<CurrentContext | undefined> {
  try {
    const files = await kubeconfigs.readAll();
    if (files.length === 0) {
      return undefined;
    }
    const core = await import('./core/kubeconfig/currentContext.ts');
    return core.readCurrentContext(files.map(({ text }) => text));
  } catch (error) {
    logger.warn(`The kubeconfig cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
