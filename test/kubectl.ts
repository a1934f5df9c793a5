import { execFile } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseKubectls, type Kubectl } from './chooseKubectls.ts';
import { askVersion } from './kubectlVersion.ts';
import { findPinnedKubectl } from './pinnedKubectl.ts';
import { findOnPath } from './vscode/findOnPath.ts';

export type { Kubectl } from './chooseKubectls.ts';

/**
 * The real kubectl binaries that tests and demo use, oldest first: the machine's, and the one from npm once it is
 * prepared (prepareKubectl.ts). Empty where none fits: tests that need one fail then, with a message.
 */
export function findKubectls(): Kubectl[] {
  const onPath = findOnPath('kubectl');
  return chooseKubectls(onPath === undefined ? [] : ownKubectls(onPath), findPinnedKubectl());
}

/** For tests that take long with each: the oldest and the newest of them, or the only one. */
export function oldestAndNewestKubectl(): Kubectl[] {
  const all = findKubectls();
  return all.length > 2 ? [...all.slice(0, 1), ...all.slice(-1)] : all;
}

/**
 * The one on PATH may be the Google SDK's dispatcher, which calls `/version` before each command: then the versioned
 * binaries beside it (`kubectl.1.27`) are the real ones.
 */
function ownKubectls(onPath: string): Kubectl[] {
  const folder = dirname(realpathSync(onPath));
  const versioned = readdirSync(folder).flatMap((file) => {
    const minor = /^kubectl\.1\.(\d+)$/.exec(file)?.[1];
    return minor === undefined ? [] : [{ path: join(folder, file), minor: Number(minor) }];
  });
  if (versioned.length > 0) {
    return versioned;
  }
  const version = askVersion(onPath);
  return version === undefined ? [] : [{ path: onPath, minor: version.minor }];
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
