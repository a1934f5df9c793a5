import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What one process shows to every program of its user, and its arguments to every user: /proc (proc(5)). */
interface SeenProcess {
  readonly pid: number;
  /** Joined by blanks. */
  readonly commandLine: string;
  readonly environment: string;
}

export interface WatchedSecret {
  /** What a finding calls it: the secret itself is told to nobody. */
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * Looks again and again at the arguments and environments of all processes below this one, for secrets. A process that
 * lives more shortly than the interval may be missed: `seen` tells what was met.
 */
export class ProcessWatch {
  readonly #secrets: () => readonly WatchedSecret[];
  readonly #commandLines = new Set<string>();
  readonly #findings = new Set<string>();
  readonly #timer: NodeJS.Timeout | undefined;

  /** @param intervalMs without one, only `look` looks */
  constructor(secrets: () => readonly WatchedSecret[], intervalMs?: number) {
    this.#secrets = secrets;
    if (intervalMs === undefined) {
      return;
    }
    this.#timer = setInterval(() => {
      this.look();
    }, intervalMs);
    this.#timer.unref();
  }

  look(): void {
    const secrets = this.#secrets();
    for (const { commandLine, environment } of processesBelow(process.pid)) {
      this.#commandLines.add(commandLine);
      for (const { name, pattern } of secrets) {
        const [program] = commandLine.split(' ');
        if (pattern.test(commandLine)) {
          this.#findings.add(`${name} in the arguments of ${program}`);
        }
        if (pattern.test(environment)) {
          this.#findings.add(`${name} in the environment of ${program}`);
        }
      }
    }
  }

  /** Whether a process with such a command line was met. */
  hasSeen(commandLine: RegExp): boolean {
    return [...this.#commandLines].some((seen) => commandLine.test(seen));
  }

  findings(): readonly string[] {
    return [...this.#findings];
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** The running processes that this one started, and that those started. */
export function processesBelow(ancestor: number): readonly SeenProcess[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : undefined;
    if (parent !== undefined) {
      parents.set(Number(name), parent);
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow).map((pid) => ({
    pid,
    commandLine: textOf(pid, 'cmdline'),
    environment: textOf(pid, 'environ'),
  }));
}

function parentOf(pid: number): number | undefined {
  // The name in parentheses may hold anything, a closing parenthesis too.
  const parent = /^\S+ (\d+)/.exec(textOf(pid, 'stat').replace(/^.*\) /s, ''))?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** Empty where the process has just ended. */
function textOf(pid: number, file: string): string {
  try {
    return readFileSync(path.join('/proc', String(pid), file), 'latin1')
      .replaceAll('\0', ' ')
      .trimEnd();
  } catch {
    return '';
  }
}
