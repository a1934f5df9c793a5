/** The context keys that package.json's `when` clauses read, with their values; a test holds them against it. */
export const contextKeys = {
  /** Whether an account was ever chosen here: what is about Azure's clusters is in the palette from then on. */
  'aksEntra.account': ['none', 'chosen'],
  /** Whether there is a context to do something with: what is about contexts is in the palette only then. */
  'aksEntra.kubeconfig': ['none', 'contexts'],
  /** Whether the cluster view leaves clusters out because the user wants it so. */
  'aksEntra.clusterFilter': ['on', 'off'],
  /** What the cluster view has to show; its welcome texts depend on it. */
  'aksEntra.clusters': ['starting', 'signedOut', 'loading', 'empty', 'listed'],
  /** Whose token kubectl gets in its current context: one that can be renewed here, or another or none. */
  'aksEntra.currentToken': ['vscode', 'other'],
  /** How far the list of checks is, whose view is there as long as there is one. */
  'aksEntra.checks': ['none', 'running', 'done'],
} as const;

export type ContextKey = keyof typeof contextKeys;

export type ContextKeyValue<K extends ContextKey> = (typeof contextKeys)[K][number];

export type ClusterViewState = ContextKeyValue<'aksEntra.clusters'>;
