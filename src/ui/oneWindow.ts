import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Longer than it takes until the other windows know what one remembers, in a browser too. */
const settleMs = 1_200;
/** The window in front claims last, and so it is the one. */
const frontClaimsAfterMs = 300;
/** A window that notices the same thing later leaves it at that. */
const toldForMs = 60_000;

interface Claim {
  readonly window: string;
  readonly toldOnMs?: number;
}

/**
 * Whether this window, of all that notice the same thing, is the one that tells it: the last that claims it in the memory
 * that VS Code shares between its windows.
 *
 * @param what names it; `isOver` makes it new again
 */
export async function isForThisWindow(memory: vscode.Memento, what: string): Promise<boolean> {
  if (vscode.window.state.focused) await delay(frontClaimsAfterMs);
  const toldOnMs = claimOf(memory, what)?.toldOnMs;
  if (toldOnMs !== undefined && Math.abs(Date.now() - toldOnMs) < toldForMs) return false;
  const window = crypto.randomUUID();
  await memory.update(keyOf(what), { window } satisfies Claim);
  await delay(settleMs);
  if (claimOf(memory, what)?.window !== window) return false;
  await memory.update(keyOf(what), { window, toldOnMs: Date.now() } satisfies Claim);
  return true;
}

export async function isOver(memory: vscode.Memento, what: string): Promise<void> {
  await memory.update(keyOf(what), undefined);
}

function claimOf(memory: vscode.Memento, what: string): Claim | undefined {
  return memory.get<Claim>(keyOf(what));
}

function keyOf(what: string): string {
  return `aksEntra.claim:${what}`;
}
