import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCli } from '../../../scripts/bundleCli.ts';

const folder = mkdtempSync(join(tmpdir(), 'aks-entra-cli-bundle-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true });
});
/** What is shipped, made anew: dist may be of yesterday. */
export const cliScript = join(folder, 'cli.js');
await bundleCli(folder);

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The command line as a process of its own.
 *
 * @param env beside HOME, all of its environment
 */
export function runCli(
  home: string,
  args: readonly string[],
  options: {
    readonly input?: string;
    /** As where a person has typed nothing yet. */
    readonly isInputLeftOpen?: boolean;
    readonly env?: Readonly<Record<string, string>>;
    /** A command that runs the one behind it, such as a shell that sets a limit first. */
    readonly through?: readonly string[];
    /** Root may write to everything. */
    readonly user?: { readonly uid?: number; readonly gid?: number };
    readonly onStart?: (child: ChildProcess) => void;
    /** Sees the process and what it has written to standard error so far, whenever that grows. */
    readonly onStderr?: (stderr: string, child: ChildProcess) => void;
  } = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const [command = '', ...rest] = [...(options.through ?? []), process.execPath, cliScript, ...args];
    const child = spawn(command, rest, {
      ...options.user,
      cwd: home,
      env: { HOME: home, PATH: process.env['PATH'], ...options.env },
      timeout: 60_000,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      options.onStderr?.(stderr, child);
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
    options.onStart?.(child);
    child.stdin.on('error', () => undefined);
    if (options.isInputLeftOpen !== true) {
      child.stdin.end(options.input ?? '');
    }
  });
}
