import * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { NeededSignIn } from '../../core/credentialPlugin/brokerAnswers.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { Fallback } from '../../core/login/pluginArguments.ts';
import type { Logger } from '../../core/logger.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { FirstWindow } from '../../ui/firstWindow.ts';
import { LazyKubectlSignIn, type LoadedKubectlSignIn } from './lazyKubectlSignIn.ts';

interface KubectlSignInRoomPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly cloud: () => Cloud;
  readonly firstWindow: FirstWindow;
  /** What kubectl may have tokens for: somebody has used this before where it is there. */
  readonly clustersFile: string;
  readonly facts: Pick<KubeconfigFileFacts, 'exists'>;
  readonly watchFiles: (paths: readonly string[], onChange: () => void) => { dispose(): void };
  readonly loadKubectlSignIn: (parts: {
    readonly environment: () => string;
    readonly fallback: () => Fallback;
    readonly tellSignInNeeded: (needed: NeededSignIn) => void;
  }) => Promise<LoadedKubectlSignIn>;
  readonly logger: Logger;
}

/** kubectl's way to VS Code's sign-in. It has no commands of its own: others set it up. */
export function kubectlSignInCommands(
  ports: KubectlSignInRoomPorts,
): Room & { readonly kubectlSignIn: LazyKubectlSignIn } {
  const { signIn, firstWindow, logger } = ports;
  const kubectlSignIn = new LazyKubectlSignIn(async () => {
    const { fallbackSetting } = await import('./fallbackSetting.ts');
    const { offerNeededSignIn } = await import('./neededSignIn.ts');
    return ports.loadKubectlSignIn({
      environment: () => ports.cloud().kubeloginEnvironment ?? 'AzurePublicCloud',
      fallback: fallbackSetting,
      tellSignInNeeded: (needed) => {
        void runAndReport(logger, 'Sign-in for kubectl', async () => {
          if (await offerNeededSignIn(signIn, firstWindow, needed)) {
            await kubectlSignIn.forgetFailures();
          }
        });
      },
    });
  });
  const startWhereUsed = (): void => {
    void runAndReport(logger, 'VS Code sign-in for kubectl', async () => {
      // Only where kubectl has been told of us.
      if (await ports.facts.exists(ports.clustersFile)) {
        await kubectlSignIn.start();
      }
    });
  };
  startWhereUsed();
  return {
    kubectlSignIn,
    commands: {},
    disposables: [
      kubectlSignIn,
      // Another window may have told it first.
      ports.watchFiles([ports.clustersFile], startWhereUsed),
      ports.onDidChangeAccount(() => {
        void kubectlSignIn.forgetFailures();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('aksEntra.fallback')) {
          void runAndReport(logger, 'Setting “fallback”', async () => {
            const { fallbackSetting } = await import('./fallbackSetting.ts');
            await kubectlSignIn.setFallback(fallbackSetting());
          });
        }
      }),
    ],
  };
}
