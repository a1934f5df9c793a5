import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { personalDataFolder } from './adapters/files/personalDataFolder.ts';
import {
  isPluginInPlace,
  pluginCommand,
  refreshPlugin,
  writeFallback,
} from './adapters/credentialPlugin/pluginFolder.ts';
import { thisWindow } from './adapters/credentialPlugin/thisWindow.ts';
import { programName } from './adapters/credentialPlugin/programName.ts';
import { ProgramKubeconfigFiles } from './adapters/credentialPlugin/programKubeconfigFiles.ts';
import { TokenBroker } from './adapters/credentialPlugin/tokenBroker.ts';
import { newContextKey, TrustedClusterFile } from './adapters/credentialPlugin/trustedClusterFile.ts';
import { uninstallPlugin } from './adapters/credentialPlugin/uninstallPlugin.ts';
import { BrokerAnswers, type MissingConsent, type NeededSignIn } from './core/credentialPlugin/brokerAnswers.ts';
import { forgottenClusters } from './core/credentialPlugin/forgottenClusters.ts';
import type { ContextKeys, KubectlSignIn, Undo } from './core/credentialPlugin/kubectlSignIn.ts';
import type { PluginCommand } from './core/login/pluginLogin.ts';
import type { Fallback } from './core/login/pluginArguments.ts';
import { ReservedKeys } from './core/credentialPlugin/reservedKeys.ts';
import type { ClusterAccess, ProgramConsent, TrustedCluster } from './core/credentialPlugin/trustedCluster.ts';
import type { SignedInAccounts, SignIn } from './core/entra/signIn.ts';
import type { Logger } from './core/logger.ts';
import { messageOf } from './core/messageOf.ts';

export interface KubectlSignInPorts {
  readonly signIn: SignIn & SignedInAccounts;
  /** kubelogin's name of the cloud. */
  readonly environment: () => string;
  readonly fallback: () => Fallback;
  readonly tellSignInNeeded: (needed: NeededSignIn) => void;
  readonly contextNamesOf: (key: string) => Promise<readonly string[]>;
  readonly tellKeyWrong: () => void;
  readonly tellConsentMissing: (missing: MissingConsent) => void;
  readonly tellRefused: (line: string) => void;
  /** The extension's folder and version. */
  readonly extensionFolder: string;
  readonly version: string;
  readonly logger: Logger;
}

/** One start: it stops with its signal. */
interface Running {
  readonly command: Promise<PluginCommand>;
  readonly abort: AbortController;
}

/** Composition root of the part that loads only where kubectl uses VS Code's sign-in. */
export class VscodeKubectlSignIn implements KubectlSignIn {
  readonly #ports: KubectlSignInPorts;
  readonly #dataFolder = personalDataFolder(process.env, os.homedir(), process.platform);
  readonly #trustedClusters: TrustedClusterFile;
  readonly #reservedKeys = new ReservedKeys(newContextKey);
  readonly #programKubeconfigs = new ProgramKubeconfigFiles();
  readonly #answers: BrokerAnswers;
  #running: Running | undefined;

  constructor(ports: KubectlSignInPorts) {
    this.#ports = ports;
    const { signIn, environment, logger } = ports;
    this.#trustedClusters = new TrustedClusterFile(this.#dataFolder, logger);
    this.#answers = new BrokerAnswers({
      trustedClusters: this.#trustedClusters,
      signIn,
      environment,
      tellSignInNeeded: ports.tellSignInNeeded,
      contextNamesOf: ports.contextNamesOf,
      tellKeyWrong: ports.tellKeyWrong,
      tellConsentMissing: ports.tellConsentMissing,
      tellRefused: ports.tellRefused,
      programKubeconfigs: this.#programKubeconfigs,
      programNameOf: programName,
      logger,
      nowMs: Date.now,
      // A kubectl that has its answer is no reason to keep VS Code's extension host.
      delay: (ms) => setTimeout(ms, undefined, { ref: false }),
    });
  }

  /** A start that failed is tried again, and so is one whose plugin somebody removed. */
  async start(): Promise<PluginCommand> {
    const running = this.#running;
    if (running !== undefined && !(await isPluginInPlace(await running.command))) {
      this.#stop(running);
    }
    this.#running ??= this.#run();
    return this.#running.command;
  }

  async contextKeys(): Promise<ContextKeys> {
    await this.#trustedClusters.upgrade();
    const trusted = await this.#trustedClusters.read();
    return {
      trusted,
      keyOf: (cluster) => this.#reservedKeys.keyOf(trusted, cluster),
      newKey: newContextKey,
    };
  }

  async trust(clusters: readonly ClusterAccess[]): Promise<Undo> {
    const keys = await this.contextKeys();
    const added = await this.#trustedClusters.add(
      clusters.map((cluster) => ({ ...cluster, key: keys.keyOf(cluster) })),
    );
    this.#reservedKeys.release(clusters);
    return () => this.#trustedClusters.remove(added);
  }

  async forget(gone: readonly ClusterAccess[], taken: readonly ClusterAccess[]): Promise<Undo> {
    const forgotten = forgottenClusters(await this.#trustedClusters.read(), gone, taken);
    await this.#trustedClusters.remove(forgotten);
    return async () => {
      await this.#trustedClusters.add(forgotten);
    };
  }

  async replaceKey(former: string, key: string): Promise<Undo> {
    await this.#trustedClusters.replaceKey(former, key);
    return () => this.#trustedClusters.replaceKey(key, former);
  }

  async setConsent(key: string, consent: ProgramConsent | undefined): Promise<void> {
    await this.#trustedClusters.setConsent(key, consent);
  }

  async assertFilesLeadTo(entries: readonly TrustedCluster[], paths: readonly string[]): Promise<void> {
    await this.#programKubeconfigs.assertFilesLeadTo(entries, paths);
  }

  /** Where it is not started, it reads the setting when it starts. */
  async setFallback(fallback: Fallback): Promise<void> {
    if (this.#running !== undefined) {
      await writeFallback(this.#dataFolder, fallback);
    }
  }

  async remove(): Promise<boolean> {
    const running = this.#running;
    if (running !== undefined) {
      await running.command.catch(() => undefined);
      this.#stop(running);
    }
    let isRemoved = false;
    try {
      isRemoved = await uninstallPlugin(this.#dataFolder, thisWindow(this.#dataFolder));
    } finally {
      if (!isRemoved) {
        await this.start();
      }
    }
    return isRemoved;
  }

  /** The user signed in, or asked for a new token. */
  forgetFailures(): void {
    this.#answers.forgetFailures();
  }

  lastFailure(accountId: string, tenantId: string): string | undefined {
    return this.#answers.lastFailure(accountId, tenantId);
  }

  dispose(): void {
    if (this.#running !== undefined) {
      this.#stop(this.#running);
    }
  }

  #run(): Running {
    const abort = new AbortController();
    const running: Running = { abort, command: this.#begin(abort.signal) };
    running.command.catch(() => {
      this.#stop(running);
    });
    return running;
  }

  #stop(running: Running): void {
    running.abort.abort();
    if (this.#running === running) {
      this.#running = undefined;
    }
  }

  async #begin(signal: AbortSignal): Promise<PluginCommand> {
    const { extensionFolder, version, fallback, logger } = this.#ports;
    const { execPath, platform } = process;
    await refreshPlugin({
      dataFolder: this.#dataFolder,
      distFolder: path.join(extensionFolder, 'dist'),
      version,
      execPath,
      platform,
      logger,
    });
    await writeFallback(this.#dataFolder, fallback());
    await this.#trustedClusters.upgrade().catch((error: unknown) => {
      // Whoever asks for a token is told what is wrong with the list: without a socket they would hear of no window.
      logger.warn(`The list of clusters: ${messageOf(error)}`);
    });
    signal.throwIfAborted();
    const broker = new TokenBroker({
      place: thisWindow(this.#dataFolder),
      dataFolder: this.#dataFolder,
      answer: (request) => this.#answers.answer(request),
      logger,
    });
    signal.addEventListener('abort', () => {
      broker.dispose();
    });
    await broker.start();
    // It may have been given up before there was anything to dispose of.
    if (signal.aborted) {
      broker.dispose();
    }
    return pluginCommand(this.#dataFolder, platform, execPath);
  }
}
