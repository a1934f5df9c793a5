import type { ContextKeys, KubectlSignIn, Undo } from '../../../../src/core/credentialPlugin/kubectlSignIn.ts';
import { forgottenClusters } from '../../../../src/core/credentialPlugin/forgottenClusters.ts';
import { ReservedKeys } from '../../../../src/core/credentialPlugin/reservedKeys.ts';
import {
  type ClusterAccess,
  isSameAccess,
  type ProgramConsent,
  type TrustedCluster,
} from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import type { PluginCommand } from '../../../../src/core/login/pluginLogin.ts';

export const plugin: PluginCommand = {
  command: '/home/ada/.local/share/aks-entra/plugin/aks-entra',
  args: [],
  env: {},
};

/** The list of clusters, in memory, as a feature uses it. */
export class KeyList implements KubectlSignIn {
  clusters: readonly TrustedCluster[] = [];
  /** It cannot be changed. */
  isLocked = false;
  #made = 0;
  readonly #reserved = new ReservedKeys(() => this.#newKey());

  start(): Promise<PluginCommand> {
    return Promise.resolve(plugin);
  }

  contextKeys(): Promise<ContextKeys> {
    const trusted = this.clusters;
    return Promise.resolve({
      trusted,
      keyOf: (cluster: ClusterAccess) => this.#reserved.keyOf(trusted, cluster),
      newKey: () => this.#newKey(),
    });
  }

  async trust(clusters: readonly ClusterAccess[]): Promise<Undo> {
    const keys = await this.contextKeys();
    const list = [...this.clusters];
    for (const cluster of clusters) {
      if (!list.some((known) => isSameAccess(known, cluster))) {
        list.push({ ...cluster, key: keys.keyOf(cluster) });
      }
    }
    const undo = await this.#change(list);
    this.#reserved.release(clusters);
    return undo;
  }

  forget(gone: readonly ClusterAccess[], taken: readonly ClusterAccess[]): Promise<Undo> {
    const forgotten = forgottenClusters(this.clusters, gone, taken);
    return this.#change(this.clusters.filter((known) => !forgotten.includes(known)));
  }

  replaceKey(former: string, key: string): Promise<Undo> {
    return this.#change(this.clusters.map((known) => (known.key === former ? { ...known, key } : known)));
  }

  async setConsent(key: string, consent: ProgramConsent | undefined): Promise<void> {
    await this.#change(this.clusters.map((known) => (known.key === key ? { ...known, consent } : known)));
  }

  assertFilesLeadTo(): Promise<void> {
    return Promise.resolve();
  }

  remove(): Promise<boolean> {
    return Promise.resolve(true);
  }

  #change(clusters: readonly TrustedCluster[]): Promise<Undo> {
    if (this.isLocked) {
      return Promise.reject(new Error('locked'));
    }
    const before = this.clusters;
    this.clusters = clusters;
    return Promise.resolve(() => {
      this.clusters = before;
      return Promise.resolve();
    });
  }

  #newKey(): string {
    this.#made += 1;
    return this.#made.toString(16).padStart(32, '0');
  }
}
