import path from 'node:path';
import * as vscode from 'vscode';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { MissingConsent, NeededSignIn } from '../../core/credentialPlugin/brokerAnswers.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { Fallback } from '../../core/login/pluginArguments.ts';
import type { Logger } from '../../core/logger.ts';
import { atMostEvery } from '../../ui/atMostEvery.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { FirstWindow } from '../../ui/firstWindow.ts';
import type { ContextTrust } from '../kubeconfig/contextTrust.ts';
import { AllowedClusters } from './allowedClusters.ts';
import { LazyKubectlSignIn, type LoadedKubectlSignIn } from './lazyKubectlSignIn.ts';

interface KubectlSignInRoomPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly onDidChangeAccount: vscode.Event<unknown>;
  readonly cloud: () => Cloud;
  readonly firstWindow: FirstWindow;
  /** Of kubectl's plugin. */
  readonly dataFolder: string;
  readonly facts: Pick<KubeconfigFileFacts, 'exists'>;
  readonly watchFiles: (paths: readonly string[], onChange: () => void) => { dispose(): void };
  readonly loadKubectlSignIn: (parts: {
    readonly environment: () => string;
    readonly fallback: () => Fallback;
    readonly tellSignInNeeded: (needed: NeededSignIn) => void;
    readonly contextNamesOf: (key: string) => Promise<readonly string[]>;
    readonly tellKeyWrong: () => void;
    readonly tellConsentMissing: (missing: MissingConsent) => void;
    readonly tellRefused: (line: string) => void;
  }) => Promise<LoadedKubectlSignIn>;
  readonly kubeconfigs: KubeconfigStore;
  readonly logger: Logger;
}

const refusalsLookedAtEveryMs = 2_000;

/** kubectl's way to VS Code's sign-in, and the keys that its contexts need for it. */
export function kubectlSignInCommands(ports: KubectlSignInRoomPorts): Room<
  'aksEntra.writeKeys' | 'aksEntra.makeNewKey'
> & {
  readonly kubectlSignIn: LazyKubectlSignIn;
  readonly contextTrust: ContextTrust;
  readonly allowedClusters: AllowedClusters;
  /** Which contexts get a token: see `isContextListed`. */
  readonly contextList: {
    isListed(contextName: string): Promise<boolean>;
    readonly onDidChange: vscode.Event<undefined>;
  };
  /** What is refused to requests with a right key. */
  readonly refusals: {
    readonly onConsentMissing: vscode.Event<MissingConsent>;
    readonly onRefused: vscode.Event<string>;
  };
} {
  const { signIn, firstWindow, dataFolder, logger } = ports;
  // What kubectl may have tokens for: somebody has used this before where it is there.
  const clustersFile = path.join(dataFolder, 'clusters.json');
  // What the plugin touches where a context without any key was refused.
  const refusedFile = path.join(dataFolder, 'refused');
  const consentMissing = new vscode.EventEmitter<MissingConsent>();
  const refused = new vscode.EventEmitter<string>();
  const listChanged = new vscode.EventEmitter<undefined>();
  const kubectlSignIn = new LazyKubectlSignIn(async () => {
    const { fallbackSetting } = await import('./fallbackSetting.ts');
    const { offerNeededSignIn } = await import('./neededSignIn.ts');
    const { contextNamesOfKey } = await import('./contextNamesOfKey.ts');
    return ports.loadKubectlSignIn({
      environment: () => ports.cloud().environment,
      fallback: fallbackSetting,
      contextNamesOf: (key) => contextNamesOfKey(ports, key),
      tellKeyWrong: () => {
        logger.warn('A request for a token came with a wrong key.');
        askAfterRefusal();
      },
      tellConsentMissing: (missing) => {
        logger.warn('A program that names no cluster got no token.');
        consentMissing.fire(missing);
      },
      tellRefused: (line) => {
        logger.warn(`A program got no token: ${line}`);
        refused.fire(line);
      },
      tellSignInNeeded: (needed) => {
        void runAndReport(logger, 'Sign-in for kubectl', async () => {
          if (await offerNeededSignIn(signIn, firstWindow, needed)) {
            await kubectlSignIn.forgetFailures();
          }
        });
      },
    });
  });
  const keyPorts = { ...ports, kubectlSignIn };
  const ask = (when: 'start' | 'refusal' | 'restore'): void => {
    void runAndReport(logger, 'Keys of contexts', async () => {
      const { askForKeys } = await import('./keyQuestion.ts');
      await askForKeys(keyPorts, when);
    });
  };
  // A kubectl that is refused tries again, and there may be many.
  const refusals = atMostEvery(refusalsLookedAtEveryMs);
  const askAfterRefusal = (): void => {
    void refusals.run(() => {
      ask('refusal');
    });
  };
  const allowedClusters = new AllowedClusters(
    async () => ((await ports.facts.exists(clustersFile)) ? (await kubectlSignIn.contextKeys()).trusted : []),
    logger,
  );
  let isStarted = false;
  const startWhereUsed = (): void => {
    void runAndReport(logger, 'VS Code sign-in for kubectl', async () => {
      // Only where kubectl has been told of us.
      if (await ports.facts.exists(clustersFile)) {
        await kubectlSignIn.start();
        if (!isStarted) {
          isStarted = true;
          ask('start');
        }
      }
      await allowedClusters.refresh();
    });
  };
  startWhereUsed();
  return {
    kubectlSignIn,
    allowedClusters,
    contextList: {
      isListed: async (contextName) => {
        const { isContextListed } = await import('./contextListed.ts');
        return isContextListed(keyPorts, contextName);
      },
      onDidChange: listChanged.event,
    },
    refusals: { onConsentMissing: consentMissing.event, onRefused: refused.event },
    contextTrust: {
      forget: async (before, after) => {
        const { forgetClusters } = await import('./forgetClusters.ts');
        return forgetClusters(keyPorts, before, after);
      },
      withOwnKeys: async (credentials) => {
        const { withOwnKeys } = await import('./ownKeys.ts');
        return withOwnKeys(keyPorts, credentials);
      },
      entryNames: async () => {
        const { entryNames } = await import('./entryNames.ts');
        return entryNames(kubectlSignIn);
      },
      stopWhereRenamed: async (before, files) => {
        const { stopWhereRenamed } = await import('./entryNames.ts');
        await stopWhereRenamed(keyPorts, before, files);
      },
      askForKeys: () => {
        ask('restore');
      },
    },
    commands: {
      'aksEntra.writeKeys': async () => {
        const { writeKeys } = await import('./writeKeys.ts');
        await writeKeys(keyPorts, true);
      },
      'aksEntra.makeNewKey': async (argument) => {
        const { makeNewKey } = await import('./makeNewKey.ts');
        await makeNewKey(keyPorts, argument);
      },
    },
    disposables: [
      kubectlSignIn,
      allowedClusters,
      consentMissing,
      refused,
      listChanged,
      ports.watchFiles([clustersFile], () => {
        // Another window may have told it first.
        startWhereUsed();
        listChanged.fire(undefined);
      }),
      ports.watchFiles([refusedFile], askAfterRefusal),
      refusals,
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
