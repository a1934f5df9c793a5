import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What one process shows to every user: /proc (proc(5)). */
interface SeenProcess {
  readonly pid: number;
  /** Joined by blanks. */
  readonly commandLine: string;
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
  /** The command line of each process when it was looked at: neither it nor the environment changes without an exec. */
  #looked = new Map<number, string>();
  #lookedFor = '';
  #parents: ReadonlyMap<number, number> = new Map<number, number>();
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
    const lookedFor = secrets.map(({ pattern }) => pattern.source).join('\n');
    // A secret that has just come into being may stand in what was looked at before.
    const before = lookedFor === this.#lookedFor ? this.#looked : new Map<number, string>();
    this.#lookedFor = lookedFor;
    this.#looked = new Map();
    this.#parents = parentsNow(this.#parents);
    for (const { pid, commandLine } of processesBelow(process.pid, this.#parents)) {
      this.#looked.set(pid, commandLine);
      if (before.get(pid) === commandLine) {
        continue;
      }
      this.#commandLines.add(commandLine);
      const environment = textOf(pid, 'environ');
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
export function processesBelow(ancestor: number, parents = parentsNow()): readonly SeenProcess[] {
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow).map((pid) => ({ pid, commandLine: textOf(pid, 'cmdline') }));
}

/** @param known who was there a moment ago: an orphan stays below who started it */
function parentsNow(known?: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? (known?.get(pid) ?? parentOf(pid)) : undefined;
    if (parent !== undefined) {
      parents.set(pid, parent);
    }
  }
  return parents;
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
