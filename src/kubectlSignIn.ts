import { access } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { personalDataFolder } from './adapters/personalDataFolder.ts';
import { pluginCommand, refreshPlugin, writeFallback } from './adapters/pluginFolder.ts';
import { thisWindow } from './adapters/thisWindow.ts';
import { TokenBroker } from './adapters/tokenBroker.ts';
import { TrustedClusterFile } from './adapters/trustedClusterFile.ts';
import { uninstallPlugin } from './adapters/uninstallPlugin.ts';
import { BrokerAnswers, type NeededSignIn } from './core/credential/brokerAnswers.ts';
import type { KubectlSignIn, PluginCommand, TakeBack } from './core/credential/kubectlSignIn.ts';
import type { Fallback } from './core/credential/pluginArguments.ts';
import type { TrustedCluster } from './core/credential/trustedCluster.ts';
import type { SignedInAccounts, SignIn } from './core/entra/signIn.ts';
import type { Logger } from './core/logger.ts';

export interface KubectlSignInPorts {
  readonly signIn: SignIn & SignedInAccounts;
  /** kubelogin's name of the cloud. */
  readonly environment: () => string;
  readonly fallback: () => Fallback;
  readonly tellSignInNeeded: (needed: NeededSignIn) => void;
  /** The extension's folder and version. */
  readonly extensionFolder: string;
  readonly version: string;
  readonly logger: Logger;
}

/** Composition root of the part that loads only where kubectl uses VS Code's sign-in. */
export class VscodeKubectlSignIn implements KubectlSignIn {
  readonly #ports: KubectlSignInPorts;
  readonly #dataFolder = personalDataFolder(process.env, os.homedir(), process.platform);
  readonly #trustedClusters: TrustedClusterFile;
  readonly #answers: BrokerAnswers;
  #broker: TokenBroker | undefined;
  #started: Promise<PluginCommand> | undefined;

  constructor(ports: KubectlSignInPorts) {
    this.#ports = ports;
    const { signIn, environment, tellSignInNeeded, logger } = ports;
    this.#trustedClusters = new TrustedClusterFile(this.#dataFolder, logger);
    this.#answers = new BrokerAnswers({
      trustedClusters: this.#trustedClusters,
      signIn,
      environment,
      tellSignInNeeded,
      nowMs: Date.now,
      // A kubectl that has its answer is no reason to keep VS Code's extension host.
      delay: (ms) => setTimeout(ms, undefined, { ref: false }),
    });
  }

  /** A start that failed is tried again, and so is one whose plugin somebody removed. */
  async start(): Promise<PluginCommand> {
    const started = this.#started;
    const isGone = started !== undefined && !(await isInPlace(await started));
    if (isGone && started === this.#started) {
      this.#stop();
    }
    this.#started ??= this.#start().catch((error: unknown) => {
      this.#stop();
      throw error;
    });
    return this.#started;
  }

  async trust(clusters: readonly TrustedCluster[]): Promise<TakeBack> {
    const added = await this.#trustedClusters.add(clusters);
    return () => this.#trustedClusters.remove(added);
  }

  /** Where it is not started, it reads the setting when it starts. */
  async setFallback(fallback: Fallback): Promise<void> {
    if (this.#started !== undefined) await writeFallback(this.#dataFolder, fallback);
  }

  async remove(): Promise<boolean> {
    this.#stop();
    const isRemoved = await uninstallPlugin(this.#dataFolder, thisWindow(this.#dataFolder));
    if (!isRemoved) {
      await this.start();
    }
    return isRemoved;
  }

  /** The user signed in, or asked for a new token. */
  forgetFailures(): void {
    this.#answers.forgetFailures();
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    this.#started = undefined;
    this.#broker?.dispose();
    this.#broker = undefined;
  }

  async #start(): Promise<PluginCommand> {
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
    const broker = new TokenBroker({
      place: thisWindow(this.#dataFolder),
      dataFolder: this.#dataFolder,
      answer: (request) => this.#answers.answer(request),
      logger,
    });
    this.#broker = broker;
    await broker.start();
    return pluginCommand(this.#dataFolder, platform, execPath);
  }
}

async function isInPlace({ command, args }: PluginCommand): Promise<boolean> {
  return access(args[0] ?? command).then(
    () => true,
    () => false,
  );
}
