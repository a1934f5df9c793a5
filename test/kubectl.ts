import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Kubectl {
  readonly path: string;
  /** The minor version that the file's name tells (27 for `kubectl.1.27`); absent for a plain `kubectl`. */
  readonly minor?: number;
}

/**
 * The real kubectl binaries of this machine, oldest first. The one on PATH may be the Google SDK's dispatcher, which
 * calls `/version` before each command: then the versioned binaries beside it are the real ones.
 * Empty where there is none: tests that need one fail then, with a message.
 */
export function findKubectls(): Kubectl[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = folders.map((folder) => join(folder, 'kubectl')).find((path) => existsSync(path));
  if (onPath === undefined) {
    return [];
  }
  const folder = dirname(realpathSync(onPath));
  const versioned = readdirSync(folder).flatMap((file) => {
    const minor = /^kubectl\.1\.(\d+)$/.exec(file)?.[1];
    return minor === undefined ? [] : [{ path: join(folder, file), minor: Number(minor) }];
  });
  return versioned.length > 0 ? versioned.sort((one, other) => one.minor - other.minor) : [{ path: onPath }];
}

export interface KubectlResult {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs kubectl to its end, with nothing on standard input. A failing command is a result, not an error.
 * @param env all of its environment: the caller's own proxies and kubeconfig do not leak in
 * @throws Error where kubectl cannot be started or does not end within `timeoutMs`
 */
export function runKubectl(
  kubectl: Kubectl,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  timeoutMs = 30_000,
): Promise<KubectlResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      kubectl.path,
      args,
      { env: { PATH: process.env['PATH'], ...env }, timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        // The message that Node made holds the command line, which may hold a token.
        if (error !== null && (error.killed === true || typeof error.code === 'string')) {
          reject(new Error(`${kubectl.path} did not run to its end: ${String(error.code ?? error.signal)}`));
        } else {
          resolve({ exitCode: child.exitCode, stdout, stderr });
        }
      },
    );
    child.stdin?.end();
  });
}
