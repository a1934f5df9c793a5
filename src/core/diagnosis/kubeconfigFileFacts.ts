/** What a diagnosis asks of the machine about a kubeconfig's file. Nothing here throws for a file that is not there. */
export interface KubeconfigFileFacts {
  /** Whether a program of this name is in one of PATH's folders; undefined: only in one of the workspace's. */
  isOnPath(program: string): Promise<boolean | undefined>;
  /**
   * The kubelogin on PATH, where it says that it is not Azure's but int128's. The first time it is run for that, which
   * can take seconds.
   */
  otherKubelogin(): Promise<string | undefined>;
  /** Permission bits; undefined where the system has none or the file is not there. */
  permissions(path: string): Promise<number | undefined>;
  exists(path: string): Promise<boolean>;
  /**
   * Takes every right on the file from everybody but its owner.
   *
   * @returns gives the former rights back; `permissionsChanged` where the file has others by then
   */
  restrictPermissions(path: string): Promise<() => Promise<void>>;
}
