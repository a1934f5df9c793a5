import * as vscode from 'vscode';
import type { ContextKey, ContextKeyValue } from './contextKeys.ts';

export function setContextKey<K extends ContextKey>(key: K, value: ContextKeyValue<K>): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
