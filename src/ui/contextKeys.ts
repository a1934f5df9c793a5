import * as vscode from 'vscode';

/** The context keys that package.json's `when` clauses read, with their values. */
interface ContextKeys {
  /** What the cluster view has to show; its welcome texts depend on it. */
  'aksEntra.clusters': 'starting' | 'signedOut' | 'loading' | 'empty' | 'listed';
}

export type ClusterViewState = ContextKeys['aksEntra.clusters'];

export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
