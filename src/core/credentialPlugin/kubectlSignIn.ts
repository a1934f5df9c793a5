import type { PluginCommand } from '../login/pluginLogin.ts';
import type { TrustedCluster } from './trustedCluster.ts';

/** Undoes something, as far as it was not so before. */
export type Undo = () => Promise<void>;

/** kubectl's way to VS Code's sign-in: the plugin, and the socket on which this window answers it. */
export interface KubectlSignIn {
  /** Installs or refreshes the plugin and answers it from then on. */
  start(): Promise<PluginCommand>;
  /** Lets kubectl have tokens for these clusters. */
  trust(clusters: readonly TrustedCluster[]): Promise<Undo>;
  /**
   * Takes the plugin away again, with the list of clusters; this window answers no more until the next `start`.
   *
   * @returns false where another window still uses it: then all stays as it was
   */
  remove(): Promise<boolean>;
}
