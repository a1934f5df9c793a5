import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commandIds } from '../../src/ui/commandIds.ts';

/** Buttons of messages for which a sign-in window may open, beside all commands. */
const buttons = ['Disable Again', 'Grant access', 'Set the login mode back', 'Sign-in for kubectl', 'Undo a grant'];
const names = new Set<string>([...commandIds, ...buttons]);

/** So long a person, a test, and once in a while VS Code's provider, take from its first question to Entra's page. */
const clicksWithinMs = 120_000;

/** When AKS Entra let VS Code open a sign-in window, and what for. */
export interface AskedSignIn {
  readonly atMs: number;
  readonly command: string;
}

/** What the logs of all windows say, in the order of time. */
export function askedSignIns(logsFolder: string): AskedSignIn[] {
  const logs = readdirSync(logsFolder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'AKS Entra.log',
  );
  return logs
    .flatMap((file) => signInsIn(readFileSync(path.join(logsFolder, file), 'utf8')))
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** Of one log. */
export function signInsIn(log: string): AskedSignIn[] {
  const lines = log.matchAll(/^(\S+ \S+) \[info\] A sign-in that may ask the user, for (.*)$/gm);
  return [...lines].map(([, time = '', command = '']) => ({ atMs: Date.parse(time), command }));
}

/** Those that stand for no command of the user. */
export function withoutCommand(asked: readonly AskedSignIn[]): AskedSignIn[] {
  return asked.filter(({ command }) => !names.has(command));
}

/**
 * The pages of Entra that no sign-in of ours led to: each has one of its own shortly before it.
 *
 * @param pages when they were opened
 */
export function unaskedPages(pages: readonly number[], asked: readonly AskedSignIn[]): number[] {
  const left = asked.map(({ atMs }) => atMs);
  return pages.filter((page) => {
    const at = left.findLastIndex((atMs) => atMs <= page && page - atMs < clicksWithinMs);
    if (at >= 0) {
      left.splice(at, 1);
    }
    return at < 0;
  });
}
