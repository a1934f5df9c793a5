import type { ContextKeys, KubectlSignIn, Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { PluginCommand } from '../../core/login/pluginLogin.ts';
import type { Fallback } from '../../core/login/pluginArguments.ts';
import type { ClusterAccess, ProgramConsent, TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';

/** What `LazyKubectlSignIn` loads. */
export interface LoadedKubectlSignIn extends KubectlSignIn {
  forgetFailures(): void;
  lastFailure(accountId: string, tenantId: string): string | undefined;
  setFallback(fallback: Fallback): Promise<void>;
  dispose(): void;
}

/** kubectl's way to VS Code's sign-in; its code loads when it is first needed. */
export class LazyKubectlSignIn implements KubectlSignIn {
  readonly #load: () => Promise<LoadedKubectlSignIn>;
  #loaded: Promise<LoadedKubectlSignIn> | undefined;

  constructor(load: () => Promise<LoadedKubectlSignIn>) {
    this.#load = load;
  }

  async start(): Promise<PluginCommand> {
    return (await this.#get()).start();
  }

  async contextKeys(): Promise<ContextKeys> {
    return (await this.#get()).contextKeys();
  }

  async trust(clusters: readonly ClusterAccess[]): Promise<Undo> {
    return (await this.#get()).trust(clusters);
  }

  async forget(gone: readonly ClusterAccess[], taken: readonly ClusterAccess[]): Promise<Undo> {
    return (await this.#get()).forget(gone, taken);
  }

  async replaceKey(former: string, key: string): Promise<Undo> {
    return (await this.#get()).replaceKey(former, key);
  }

  async setConsent(key: string, consent: ProgramConsent | undefined): Promise<void> {
    await (await this.#get()).setConsent(key, consent);
  }

  async assertFilesLeadTo(entries: readonly TrustedCluster[], paths: readonly string[]): Promise<void> {
    await (await this.#get()).assertFilesLeadTo(entries, paths);
  }

  async remove(): Promise<boolean> {
    return (await this.#get()).remove();
  }

  /** Where it is not loaded, it has not failed. */
  async forgetFailures(): Promise<void> {
    (await this.#loaded)?.forgetFailures();
  }

  /** Where it is not loaded, it has not failed. */
  async lastFailure(accountId: string, tenantId: string): Promise<string | undefined> {
    return (await this.#loaded)?.lastFailure(accountId, tenantId);
  }

  /** Where it is not loaded, it reads the setting when it starts. */
  async setFallback(fallback: Fallback): Promise<void> {
    await (await this.#loaded)?.setFallback(fallback);
  }

  dispose(): void {
    void this.#loaded?.then((loaded) => {
      loaded.dispose();
    });
  }

  #get(): Promise<LoadedKubectlSignIn> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }
}
