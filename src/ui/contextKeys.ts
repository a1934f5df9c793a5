/** The context keys that package.json's `when` clauses read, with their values; a test holds them against it. */
export const contextKeys = {
  /**
   * Whether an account was ever chosen here, which no sign-out takes back: what has to do with what was made then is in the
   * palette from then on. What needs the sign-in itself asks for `aksEntra.clusters != signedOut` too, which holds until
   * somebody looked, at the tree, a picker or a change of VS Code's accounts: nobody looks for the palette's sake.
   */
  'aksEntra.account': ['none', 'chosen'],
  /** Whether there is a context to do something with: what is about contexts is in the palette only then. */
  'aksEntra.kubeconfig': ['none', 'contexts'],
  /** Whether the cluster view leaves clusters out because the user wants it so. */
  'aksEntra.clusterFilter': ['on', 'off'],
  /** What the cluster view has to show, also while it is hidden; its welcome texts depend on it. */
  'aksEntra.clusters': ['starting', 'signedOut', 'loading', 'empty', 'listed'],
  /** Whether credentials were merged into a kubeconfig in this window; the walkthrough remembers that. */
  'aksEntra.credentials': ['got'],
  /** Whether a terminal for one context was opened in this window; the walkthrough remembers that. */
  'aksEntra.terminal': ['opened'],
  /** Whose token kubectl gets in its current context: one that can be renewed here, or another or none. */
  'aksEntra.currentToken': ['vscode', 'other'],
  /** Whether the terminals of this workspace have a context of their own. */
  'aksEntra.workspaceContext': ['none', 'bound'],
  /** How far the list of checks is, whose view is there as long as there is one. */
  'aksEntra.checks': ['none', 'running', 'done'],
} as const;

export type ContextKey = keyof typeof contextKeys;

export type ContextKeyValue<K extends ContextKey> = (typeof contextKeys)[K][number];

export type ClusterViewState = ContextKeyValue<'aksEntra.clusters'>;

/** The keys that are lists of paths: `resourcePath in …`. */
export const pathsKeys = [
  /** The open documents that are kubeconfigs and not in the KUBECONFIG list. */
  'aksEntra.importable',
] as const;

export type PathsKey = (typeof pathsKeys)[number];
