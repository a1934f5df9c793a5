import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Among all windows that notice the same thing. */
export interface FirstWindow {
  /** @param withinMs how long it is the same thing: by default a minute */
  isFirst(what: string, withinMs?: number): Promise<boolean>;
  /** It is done with. */
  forget(what: string): Promise<void>;
}

/** The window in front, where there is one, is before the others. */
const othersWaitMs = 700;

/**
 * Whether this window is the one to tell it. A remote server goes on running extensions for windows that are gone, where
 * nobody would read it: nothing that they ask of the window is answered, and this never ends.
 */
export async function isFirstWindow(firstWindow: FirstWindow, what: string, withinMs?: number): Promise<boolean> {
  await vscode.commands.getCommands(true);
  if (!vscode.window.state.focused) {
    await delay(othersWaitMs);
  }
  return firstWindow.isFirst(what, withinMs);
}
