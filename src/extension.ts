import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ArmClient } from './adapters/azure/armClient.ts';
import { ArmClusterCredentials } from './adapters/azure/armClusterCredentials.ts';
import { ArmClusters } from './adapters/azure/armClusters.ts';
import { GraphGroupNames } from './adapters/azure/graphGroupNames.ts';
import { KubeconfigFiles } from './adapters/kubeconfig/kubeconfigFiles.ts';
import { personalDataFolder } from './adapters/files/personalDataFolder.ts';
import { personalBackupFolder } from './adapters/kubeconfig/personalBackupFolder.ts';
import { PrivateKubeconfigFiles } from './adapters/kubeconfig/privateKubeconfigFiles.ts';
import { LocalKubeconfigFileFacts } from './adapters/kubeconfig/localKubeconfigFileFacts.ts';
import { isBeingUninstalled, uninstallMarkFile } from './adapters/credentialPlugin/uninstallMark.ts';
import { VscodeSignIn } from './adapters/vscode/vscodeSignIn.ts';
import { watchFiles } from './adapters/files/watchFiles.ts';
import { copyId } from './features/clusters/copyId.ts';
import { signInToTenant } from './features/clusters/signInToTenant.ts';
import { cloudFromSetting } from './core/azure/clouds.ts';
import { currentContextOf } from './core/kubeconfig/currentContext.ts';
import type { CurrentContext } from './core/entra/tokenTarget.ts';
import { ClusterInventory } from './features/clusters/clusterInventory.ts';
import { ClusterTerminals, kubeconfigOf } from './features/kubeconfig/clusterTerminals.ts';
import { createClusterView } from './features/clusters/clusterTree.ts';
import { registerCommands } from './ui/commandRegistry.ts';
import { runAndReport } from './ui/errorNotification.ts';
import { fallbackSetting } from './features/kubectlSignIn/fallbackSetting.ts';
import { LazyKubectlSignIn } from './features/kubectlSignIn/lazyKubectlSignIn.ts';
import { registerForbiddenLinks } from './features/diagnosis/forbiddenLinks.ts';
import { KubeconfigDiagnostics } from './features/diagnosis/kubeconfigDiagnostics.ts';
import { KubeconfigView } from './features/kubeconfig/kubeconfigView.ts';
import { KubeconfigWatch } from './features/guard/kubeconfigWatch.ts';
import { openMemory } from './ui/memory.ts';
import { PreviewDocuments } from './ui/previewDocuments.ts';
import type { TellOnce } from './ui/firstWindow.ts';
import { TokenStatusBar } from './features/token/tokenStatusBar.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('AKS Entra', { log: true });
  const memory = openMemory(context.globalState);
  const signIns = new VscodeSignIn(currentCloud, memory, log);
  const arm = new ArmClient(signIns, currentCloud);
  const clusterCredentials = new ArmClusterCredentials(arm);
  const groupNames = new GraphGroupNames(signIns, currentCloud, log);
  const inventory = new ClusterInventory(new ArmClusters(arm), signIns, log);
  const kubeconfigs = new KubeconfigFiles({
    env: process.env,
    homeDirectory: os.homedir(),
    platform: process.platform,
    backupDirectory: personalBackupFolder(process.env, os.homedir(), process.platform),
    logger: log,
    onWritten: (write) => {
      kubeconfigWatch.written(write);
    },
  });
  const kubeconfigView = new KubeconfigView(kubeconfigs, log);
  const privateKubeconfigs = new PrivateKubeconfigFiles(path.join(context.globalStorageUri.fsPath, 'terminals'));
  const terminals = new ClusterTerminals(privateKubeconfigs, log);
  const fileFacts = new LocalKubeconfigFileFacts(process.env, process.platform);
  const dataFolder = personalDataFolder(process.env, os.homedir(), process.platform);
  const pluginPath = path.join(dataFolder, 'plugin', 'aks-entra');
  const diagnostics = new KubeconfigDiagnostics(kubeconfigs.paths(), pluginPath, fileFacts, log);
  const previews = new PreviewDocuments();
  const kubeconfigPorts = { kubeconfigs, logger: log };
  const once: TellOnce = {
    isFirst: async (what) => (await import('./adapters/files/firstWindowFile.ts')).isFirstToTell(dataFolder, what, log),
    forget: async (what) => (await import('./adapters/files/firstWindowFile.ts')).forgetTold(dataFolder, what),
  };
  const kubectlSignIn = new LazyKubectlSignIn(async () => {
    const { VscodeKubectlSignIn } = await import('./vscodeKubectlSignIn.ts');
    const { offerNeededSignIn } = await import('./features/kubectlSignIn/neededSignIn.ts');
    return new VscodeKubectlSignIn({
      signIn: signIns,
      environment: () => currentCloud().kubeloginEnvironment ?? 'AzurePublicCloud',
      fallback: fallbackSetting,
      tellSignInNeeded: (needed) => {
        void runAndReport(log, 'Sign-in for kubectl', async () => {
          const isSignedIn = await offerNeededSignIn(signIns, once, needed);
          if (isSignedIn) {
            await kubectlSignIn.forgetFailures();
          }
        });
      },
      extensionFolder: context.extensionPath,
      version: (context.extension.packageJSON as { version: string }).version,
      logger: log,
    });
  });
  const loginPorts = {
    ...kubeconfigPorts,
    signIn: signIns,
    kubectlSignIn,
    cloud: currentCloud,
    inventory,
    previews,
    memory,
    hasAzureCli: () => fileFacts.isOnPath('az'),
  };
  const kubeconfigWatch = new KubeconfigWatch(async () => {
    const { KubeconfigGuard } = await import('./features/guard/kubeconfigGuard.ts');
    return new KubeconfigGuard(loginPorts);
  }, log);
  const tokenStatusBar = new TokenStatusBar({
    signIn: signIns,
    currentContext: () => readCurrentContext(kubeconfigView),
    armScope: () => currentCloud().armScope,
    logger: log,
  });
  const tokenPorts = {
    signIn: signIns,
    groupNames,
    currentContext: () => readCurrentContext(kubeconfigView),
    armScope: () => currentCloud().armScope,
    tokenStatusBar,
    forgetFailures: () => kubectlSignIn.forgetFailures(),
    logger: log,
  };
  let isUninstalled = false;
  const clustersFile = path.join(dataFolder, 'clusters.json');
  const startKubectlSignIn = (): void => {
    void runAndReport(log, 'VS Code sign-in for kubectl', async () => {
      // Only where kubectl has been told of us.
      if (await fileFacts.exists(clustersFile)) {
        await kubectlSignIn.start();
      }
    });
  };
  const commands = registerCommands(
    {
      'aksEntra.signIn': async () => {
        await signIns.chooseAccount();
      },
      'aksEntra.signInToTenant': (argument) => signInToTenant(signIns, inventory, currentCloud(), argument),
      'aksEntra.refresh': () => inventory.refresh(),
      'aksEntra.getCredentials': async (argument, selected) => {
        const { getCredentials } = await import('./features/credentials/getCredentials.ts');
        await getCredentials({ ...loginPorts, clusterCredentials }, argument, selected);
      },
      'aksEntra.importKubeconfig': async (argument) => {
        const { importKubeconfig } = await import('./features/kubeconfig/importKubeconfig.ts');
        const { readForeignFile } = await import('./adapters/kubeconfig/readForeignFile.ts');
        await importKubeconfig({ ...kubeconfigPorts, previews, readForeignFile, ownPlugin: pluginPath }, argument);
      },
      'aksEntra.switchContext': async () => {
        const { switchContext } = await import('./features/kubeconfig/switchContext.ts');
        await switchContext(kubeconfigPorts);
      },
      'aksEntra.removeFromKubeconfig': async (argument) => {
        const { removeFromKubeconfig } = await import('./features/kubeconfig/removeFromKubeconfig.ts');
        await removeFromKubeconfig(kubeconfigPorts, argument);
      },
      'aksEntra.openTerminal': async (argument) => {
        const { openTerminal } = await import('./features/kubeconfig/openTerminal.ts');
        await openTerminal({ kubeconfigs, terminals }, argument);
      },
      'aksEntra.convertLogin': async (argument) => {
        const { convertLogin } = await import('./features/login/convertLogin.ts');
        await convertLogin(loginPorts, argument);
      },
      'aksEntra.useVscodeSignIn': async (argument) => {
        const { useVscodeSignIn } = await import('./features/login/useVscodeSignIn.ts');
        await useVscodeSignIn(loginPorts, argument);
      },
      'aksEntra.chooseFallback': async () => {
        const { chooseFallback } = await import('./features/login/chooseFallback.ts');
        await chooseFallback(loginPorts);
      },
      'aksEntra.stopVscodeSignIn': async () => {
        const { stopVscodeSignIn } = await import('./features/login/stopVscodeSignIn.ts');
        await stopVscodeSignIn(loginPorts);
      },
      'aksEntra.restoreBackup': async () => {
        const { restoreBackup } = await import('./features/kubeconfig/restoreBackup.ts');
        await restoreBackup({ ...kubeconfigPorts, previews });
      },
      'aksEntra.createPipelineKubeconfig': async (argument) => {
        const { createPipelineKubeconfig } = await import('./features/credentials/createPipelineKubeconfig.ts');
        const ports = { ...kubeconfigPorts, signIn: signIns, clusterCredentials, inventory, previews };
        await createPipelineKubeconfig(ports, argument);
      },
      'aksEntra.restrictPermissions': async (argument) => {
        const { restrictPermissions } = await import('./features/diagnosis/restrictPermissions.ts');
        await restrictPermissions({ facts: fileFacts, diagnostics, logger: log }, argument);
      },
      'aksEntra.copyId': copyId,
      'aksEntra.openInPortal': async (argument) => {
        const { openInPortal } = await import('./features/clusters/openInPortal.ts');
        await openInPortal(signIns, inventory, currentCloud(), argument);
      },
      'aksEntra.refreshToken': async (argument) => {
        const { refreshToken } = await import('./features/token/refreshToken.ts');
        await refreshToken(tokenPorts, argument);
      },
      'aksEntra.showTokenActions': async (argument) => {
        const { showTokenActions } = await import('./features/token/showTokenActions.ts');
        await showTokenActions(argument);
      },
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
    kubeconfigView,
    terminals,
    previews,
    diagnostics,
    tokenStatusBar,
    commands,
    createClusterView(inventory, groupNames, kubeconfigView),
    registerForbiddenLinks((terminal) =>
      runAndReport(log, 'Forbidden in a terminal', async () => {
        const { explainForbidden } = await import('./features/diagnosis/explainForbidden.ts');
        await explainForbidden(tokenPorts, kubeconfigOf(terminal), kubeconfigs);
      }),
    ),
    kubeconfigWatch,
    watchFiles(kubeconfigs.paths(), () => {
      kubeconfigWatch.changed(kubeconfigView.facts());
      kubeconfigView.refresh();
      void tokenStatusBar.refresh();
    }),
    // Another window may have told it first.
    watchFiles([clustersFile], startKubectlSignIn),
    watchFiles([uninstallMarkFile(context.extensionPath)], () => {
      void runAndReport(log, 'Uninstall', async () => {
        const isFirstSeen = !isUninstalled;
        isUninstalled = await isBeingUninstalled(context.extensionPath, context.extension.id);
        if (!isUninstalled || !isFirstSeen) {
          return;
        }
        const { offerBeforeUninstall } = await import('./features/login/offerBeforeUninstall.ts');
        await offerBeforeUninstall({ ...loginPorts, once });
      });
    }),
    signIns.onDidChangeAccount(() => {
      void inventory.refresh();
      void tokenStatusBar.refresh();
      void kubectlSignIn.forgetFailures();
    }),
    kubectlSignIn,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('aksEntra.fallback')) {
        void runAndReport(log, 'Setting “fallback”', () => kubectlSignIn.fallbackChanged(fallbackSetting()));
      }
    }),
  );
  void tokenStatusBar.refresh();
  startKubectlSignIn();
}

function currentCloud(): ReturnType<typeof cloudFromSetting> {
  // A workspace must not choose where tokens go, so only the user's own setting counts.
  const setting = vscode.workspace.getConfiguration('microsoft-sovereign-cloud').inspect<string>('environment');
  return cloudFromSetting(setting?.globalValue);
}

/** The status bar's part of the kubeconfig; the parser loads only when there is a file to parse. */
async function readCurrentContext(kubeconfig: KubeconfigView): Promise<CurrentContext | undefined> {
  const facts = await kubeconfig.facts();
  return facts === undefined ? undefined : currentContextOf(facts);
}
