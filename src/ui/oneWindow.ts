import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Longer than it takes until the other windows know what one remembers, in a browser too. */
const settleMs = 1_500;
/** The window in front claims last, and so it is the one. */
const frontClaimsAfterMs = 500;

/**
 * Whether this window, of all that notice the same thing, is the one that tells it: the last that claims it in the memory
 * that VS Code shares between its windows.
 *
 * @param noticedWithinMs how far apart in time the windows may notice it
 */
export async function isForThisWindow(memory: vscode.Memento, what: string, noticedWithinMs = 0): Promise<boolean> {
  const key = `aksEntra.claim:${what}`;
  const claim = crypto.randomUUID();
  if (vscode.window.state.focused) await delay(frontClaimsAfterMs + noticedWithinMs);
  await memory.update(key, claim);
  await delay(settleMs + noticedWithinMs);
  const isOurs = memory.get(key) === claim;
  if (isOurs) await memory.update(key, undefined);
  return isOurs;
}
