import * as vscode from 'vscode';
import type { ContextKey, ContextKeyValue, PathsKey } from './contextKeys.ts';

export function setContextKey<K extends ContextKey>(key: K, value: ContextKeyValue<K>): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

/** For a clause with `in`. */
export function setPathsKey(key: PathsKey, paths: readonly string[]): void {
  void vscode.commands.executeCommand('setContext', key, paths);
}
