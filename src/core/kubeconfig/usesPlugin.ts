import type { ContextFacts } from './readContexts.ts';

/** Whether a context signs in through VS Code, and so through our plugin. */
export function usesPlugin({ entra }: Pick<ContextFacts, 'entra'>): boolean {
  return entra?.login === 'vscode';
}
