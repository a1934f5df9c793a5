import { spawn } from 'node:child_process';
import { withSignsOfLife } from './signsOfLife.ts';

export interface RunToolOptions {
  readonly cwd?: string;
  /** The whole environment; this process's where it is absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly timeLimitMs: number;
}

/**
 * Runs a command-line tool quietly and returns what it printed (stdout and stderr, interleaved).
 * @throws Error with the last lines of the output where the tool fails or takes longer than the time limit.
 */
export function runTool(command: string, args: readonly string[], options: RunToolOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeLimitMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(output);
        return;
      }
      const why = signal
        ? `was ended by ${signal} (time limit ${options.timeLimitMs / 1000} s)`
        : `failed with ${code ?? '?'}`;
      const tail = output.trimEnd().split('\n').slice(-30).join('\n');
      reject(new Error(`${command} ${args.join(' ')} ${why}:\n${tail}`));
    });
  });
}

/** Runs one step of a preparation and says what it does, that it still runs, and how long it took. */
export async function withProgress<T>(what: string, step: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const print = (line: string): void => {
    console.log(`    ${line}`);
  };
  console.log(`  ${what} …`);
  const result = await withSignsOfLife(print, step);
  console.log(`  ${what}: done in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  return result;
}
