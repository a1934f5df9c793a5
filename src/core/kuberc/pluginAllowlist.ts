/** What kubectl itself says of which credential plugins it runs: its user's preferences, the kuberc file. */
export interface PluginAllowlist {
  /** @returns undefined where kubectl runs our plugin, or where that is not known */
  refusal(): Promise<PluginRefusal | undefined>;
  /**
   * Writes what a refusal offers, as it was shown.
   *
   * @returns takes it back
   * @throws AksEntraError kubeconfigChanged, kubercNotOwn, and as a kubeconfig's write
   */
  allow(change: AllowlistChange): Promise<() => Promise<void>>;
}

/** kubectl 1.35 and newer refuse to run our plugin. */
export interface PluginRefusal {
  /** The command that it refuses, as it stands in a kubeconfig. */
  readonly command: string;
  /** Whole sentences, with what is to be written where. */
  readonly message: string;
  /** The policy forbids every plugin: it is no matter of a list. */
  readonly isDenyAll?: true;
  /** What we can write for the user; absent where only the user can. */
  readonly change?: AllowlistChange;
}

/** The kuberc file with our plugin on its list. */
export interface AllowlistChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}
