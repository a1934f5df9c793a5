import type { PluginCommand } from '../login/pluginLogin.ts';
import type { ClusterAccess, ProgramConsent, TrustedCluster } from './trustedCluster.ts';

/** Undoes something, as far as it was not so before. */
export type Undo = () => Promise<void>;

/** The keys that contexts have, or are to get. A key goes from the list into a kubeconfig, and never the other way. */
export interface ContextKeys {
  /** The list, as it is now. */
  readonly trusted: readonly TrustedCluster[];
  /** The list's key of a cluster; where it is not in the list, a new one, which `trust` then puts there. */
  keyOf(cluster: ClusterAccess): string;
  /** One that no cluster has yet. */
  newKey(): string;
}

/** kubectl's way to VS Code's sign-in: the plugin, and the socket on which this window answers it. */
export interface KubectlSignIn {
  /** Installs or refreshes the plugin and answers it from then on. */
  start(): Promise<PluginCommand>;
  contextKeys(): Promise<ContextKeys>;
  /** Lets kubectl have tokens for these clusters, each with its key of `contextKeys`. */
  trust(clusters: readonly ClusterAccess[]): Promise<Undo>;
  /**
   * Takes clusters out of the list, as `forgottenClusters`: their keys are dead. Undo brings them back, with their keys.
   */
  forget(gone: readonly ClusterAccess[], taken: readonly ClusterAccess[]): Promise<Undo>;
  /** Gives the entries of a key another one: the former is dead. Undo brings it back. */
  replaceKey(former: string, key: string): Promise<Undo>;
  /** Allows programs that name no cluster the entries of a key, or with undefined takes that back: at once, without undo. */
  setConsent(key: string, consent: ProgramConsent | undefined): Promise<void>;
  /** As `ProgramKubeconfigs.assertFilesLeadTo`. */
  assertFilesLeadTo(entries: readonly TrustedCluster[], paths: readonly string[]): Promise<void>;
  /**
   * Takes the plugin away again, with the list of clusters; this window answers no more until the next `start`.
   *
   * @returns false where another window still uses it: then all stays as it was
   */
  remove(): Promise<boolean>;
}
