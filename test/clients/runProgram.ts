import { spawn } from 'node:child_process';

/** A program that lists a cluster's nodes: a command line that prints their names. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProgramResult {
  /** null where a signal ended it: it took too long. */
  readonly exitCode: number | null;
  /** What it printed, on both. */
  readonly output: string;
}

/** @param env beside the program's own: all of its environment */
export function runProgram(
  program: Program,
  env: Readonly<Record<string, string>>,
  timeoutMs = 60_000,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program.command, program.args, {
      env: { ...env, ...program.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const note = (part: string): void => void (output += part);
    child.stdout.setEncoding('utf8').on('data', note);
    child.stderr.setEncoding('utf8').on('data', note);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, output });
    });
  });
}

/** Whether a program listed all of these nodes. */
export function listsAll({ exitCode, output }: ProgramResult, nodes: readonly string[]): boolean {
  return exitCode === 0 && nodes.every((node) => output.includes(node));
}
