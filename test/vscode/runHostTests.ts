import { runTests } from '@vscode/test-electron';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { prepareForHostTests } from './prepareVsCode.ts';

export interface HostTestResults {
  readonly passed: number;
  readonly failed: number;
  /** One line per test, and the error of each that failed. */
  readonly report: string;
  /** Why the run is not to be believed; absent for an orderly one. */
  readonly problem?: string;
}

export interface HostTestOptions {
  readonly extensionFolder: string;
  /** A CommonJS module that exports `run()` and writes its results to the file named in `AKS_ENTRA_RESULTS_FILE`, last. */
  readonly testsModule: string;
  readonly timeLimitMs: number;
  /** Everything that VS Code and the suite print. */
  readonly logFile: string;
}

/** After its own limit the launcher has this long to close VS Code before the run is given up. */
const closingMs = 30_000;

/**
 * Runs a suite in a real extension host.
 * Exit codes lie (a crashed host, or `run()` returning 5, exits with 0): the run passes only if the code is 0 **and**
 * the results file says that something passed and nothing failed, within the time limit.
 */
export async function runHostTests(options: HostTestOptions): Promise<HostTestResults> {
  const prepared = await prepareForHostTests();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'aks-entra-host-results-'));
  const resultsFile = path.join(folder, 'results.json');
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);
  try {
    const desktop = prepared.kind === 'desktop' ? prepared.executable : undefined;
    const launcher = path.join(import.meta.dirname, 'launcher');
    const exit = runTests({
      // A Windows desktop cannot be started through a shell script: there the time limit is this function's alone.
      vscodeExecutablePath: desktop && process.platform === 'win32' ? desktop : launcher,
      extensionDevelopmentPath: options.extensionFolder,
      extensionTestsPath: options.testsModule,
      launchArgs: [
        `--user-data-dir=${path.join(folder, 'user-data')}`,
        `--extensions-dir=${path.join(folder, 'extensions')}`,
      ],
      stdout: log,
      stderr: log,
      extensionTestsEnv: {
        AKS_ENTRA_RESULTS_FILE: resultsFile,
        ...(desktop ? { AKS_ENTRA_LAUNCH_DESKTOP: desktop } : {}),
        // On a desktop the suite shares the user's home folder: their own kubeconfig is not touched.
        KUBECONFIG: path.join(folder, 'kubeconfig'),
        AKS_ENTRA_HOST_TEST_LIMIT_MS: String(options.timeLimitMs),
      },
    }).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const problem = await Promise.race([exit, timeLimit(options.timeLimitMs + closingMs)]);
    return judge(problem, await readResults(resultsFile));
  } finally {
    log.end();
    await once(log, 'finish');
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * @param problem what the launcher says of the end; undefined where the exit code is 0
 * @param results what the suite wrote last; undefined where it did not
 */
export function judge(problem: string | undefined, results: HostTestResults | undefined): HostTestResults {
  const none = { passed: 0, failed: 1, report: '' };
  if (!results) {
    return { ...none, problem: problem ?? 'the extension host ended without results' };
  }
  if (results.failed > 0) {
    return results;
  }
  if (problem) {
    return { ...results, failed: 1, problem };
  }
  return results.passed > 0 ? results : { ...none, problem: 'no test ran' };
}

async function timeLimit(limitMs: number): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(`no end after ${limitMs / 1000} s`);
    }, limitMs).unref();
  });
}

async function readResults(file: string): Promise<HostTestResults | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    return undefined;
  }
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('passed' in value) || !('failed' in value)) {
    return undefined;
  }
  const report = 'report' in value ? String(value.report) : '';
  return { passed: Number(value.passed), failed: Number(value.failed), report };
}
