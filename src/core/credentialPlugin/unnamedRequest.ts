import type { TrustedCluster } from './trustedCluster.ts';

/** The file that a path led to, links followed, as the plugin's own ls saw it. */
export interface FileIdentity {
  /** In decimal digits: it may be larger than a number holds. */
  readonly inode: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * What a request says beside its arguments that names no cluster. It comes out of the environment of whoever asks, and
 * the user's kubeconfig can set that: it can only make us refuse, or open a file after key and consent are right.
 */
export interface UnnamedRequest {
  /** KUBECONFIG as it was set; undefined where it was not, or was empty: `.kube/config` in `home` counts then. */
  readonly kubeconfig: string | undefined;
  readonly home: string | undefined;
  /** Of each file in its order; fewer where one is missing. Empty where the system knows no inodes (Windows). */
  readonly files: readonly FileIdentity[];
  /** The process that started the plugin. Good for a name to show, and for nothing else. */
  readonly parentPid: number | undefined;
}

/** Looks where the kubeconfigs lead that a program reads which does not name its cluster. */
export interface ProgramKubeconfigs {
  /**
   * That the files which the request names, and those of the consent, lead our user with the key to these entries and
   * nowhere else. It opens paths that the requester names, and so is called only after key and consent were right.
   *
   * @param entries of one key and one account, with their consent
   * @throws AksEntraError kubeconfigsLeadElsewhere, with the file and the reason, in one line for a terminal
   */
  assertLeadTo(entries: readonly TrustedCluster[], request: UnnamedRequest): Promise<void>;
  /**
   * The same for files that VS Code itself uses: before the user is offered to allow it.
   *
   * @param paths absolute
   * @throws AksEntraError kubeconfigsLeadElsewhere
   */
  assertFilesLeadTo(entries: readonly TrustedCluster[], paths: readonly string[]): Promise<void>;
}
