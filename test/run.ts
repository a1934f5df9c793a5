import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { runIntegration } from './integration/runIntegration.ts';
import type { FailedTest, SuiteResults } from './suiteResults.ts';

/**
 * `npm test`: everything, one suite after another; `npm test -- unit e2e` runs some of them, and any other word
 * narrows the files of the suites that have files (`npm test -- e2e signIn`).
 * The last line is `N passed, N failed`; a suite that could not run counts as failed.
 *
 * Of the suites that have files, those files that fail are run once more by themselves, at most two of them: what passes
 * then is unsteady, which is told at the end, since it is a fault of the test or of the product all the same.
 *
 * Each has a limit of its own, about three times what it takes on a quiet machine with two cores; together they stay
 * below 90 minutes. Each UI suite has one besides (e2e/uiSuite.ts).
 */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Suite {
  readonly name: string;
  readonly title: string;
  readonly limitMinutes: number;
  /**
   * Runs beside those that follow, and is told of when it ends: a download leaves both cores idle, and VS Code one of
   * them half of the time. What takes that half comes one after another, at the lowest priority.
   */
  readonly beside?: 'atOnce' | 'inTurn';
  /** Begins only when everything beside it that has this name is done. */
  readonly needs?: 'prepare';
  run(words: readonly string[], limitMs: number): Promise<Counts>;
}

const root = path.dirname(import.meta.dirname);
const outFolder = path.join(root, 'out');
const minutes = 60_000;
/** More than these are no coincidence. */
const unsteadyFiles = 2;
const lowestPriority = constants.priority.PRIORITY_LOW;
const unitTests = ['test/unit/**/*.test.ts', 'test/simulator/**/*.test.ts'];

const suites: readonly Suite[] = [
  { name: 'kubectl', title: 'the kubectl that the tests run (once)', limitMinutes: 11, run: prepareKubectl },
  { name: 'package', title: 'the .vsix', limitMinutes: 3, run: (_, limitMs) => npmScripts(['package'], limitMs) },
  { name: 'prepare', title: 'VS Code, Chromium and shells (once)', limitMinutes: 15, beside: 'atOnce', run: prepare },
  {
    name: 'unit',
    title: 'unit tests and the simulator',
    limitMinutes: 25,
    beside: 'inTurn',
    run: (words, limitMs) => files('unit', 'separate', unitTests, words, limitMs, isWhole ? lowestPriority : undefined),
  },
  { name: 'check', title: 'types, lint, format, unused code', limitMinutes: 15, beside: 'inTurn', run: check },
  {
    name: 'launcher',
    title: "the launcher's own tests, in a real VS Code",
    needs: 'prepare',
    limitMinutes: 6,
    run: (words, limitMs) => files('launcher', 'serial', ['test/vscode/*.test.ts'], words, limitMs),
  },
  {
    name: 'integration',
    title: 'in the extension host',
    needs: 'prepare',
    limitMinutes: 3,
    run: (_, limitMs) => runIntegration(limitMs),
  },
  {
    name: 'e2e',
    title: 'through the UI, against the simulated Azure',
    needs: 'prepare',
    limitMinutes: 40,
    run: (words, limitMs) => files('e2e', 'shared', ['test/e2e/**/*.e2e.ts'], words, limitMs),
  },
];

const words = process.argv.slice(2);
const isWhole = words.length === 0;
const named = suites.filter(({ name }) => words.includes(name));
const narrowing = words.filter((word) => !suites.some(({ name }) => name === word));
const chosen = named.length > 0 ? suites.filter((suite) => named.includes(suite) || isNeeded(suite)) : suites;
mkdirSync(outFolder, { recursive: true });
process.env['PATH'] = path.join(root, 'node_modules', '.bin') + path.delimiter + (process.env['PATH'] ?? '');
// Nobody looks at 250 pictures of what passed, which take more than a minute.
process.env['AKS_ENTRA_PICTURES'] ??= isWhole ? 'failures' : 'all';
process.chdir(root);

const lines: string[] = [];
/** What failed, and what did so once; told at the very end, below all that was printed. */
const failures: string[] = [];
let passed = 0;
let failed = 0;
const beside = new Map<string, Promise<void>>();
let inTurn = Promise.resolve();
for (const [index, suite] of chosen.entries()) {
  if (suite.beside !== undefined && index < chosen.length - 1) {
    const run = suite.beside === 'atOnce' ? runAndCount(suite) : inTurn.then(() => runAndCount(suite));
    inTurn = suite.beside === 'atOnce' ? inTurn : run;
    beside.set(suite.name, run);
    continue;
  }
  await (suite.needs && beside.get(suite.needs));
  console.log(`\n━━ ${suite.name}: ${suite.title}`);
  await runAndCount(suite);
  if (suite.name === 'kubectl' && failed > 0) {
    // Nothing else is worth waiting for.
    break;
  }
}
await Promise.all(beside.values());
console.log(`\n${[...lines, ...failures].join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function runAndCount(suite: Suite): Promise<void> {
  const startedMs = performance.now();
  const limitMs = suite.limitMinutes * minutes;
  const counts = await suite.run(narrowing, limitMs).catch((error: unknown): Counts => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  lines.push(
    `${counts.failed === 0 ? '✔' : '✖'} ${suite.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} of ${limitMs / 1000} s)`,
  );
  console.log(lines.at(-1));
  passed += counts.passed;
  failed += counts.failed;
}

/** Everything but the static checks works on what `npm run package` builds, and VS Code has to be there for the rest. */
function isNeeded(suite: Suite): boolean {
  if (suite.name === 'kubectl') {
    return named.some(({ name }) => ['unit', 'e2e'].includes(name));
  }
  if (suite.name === 'package') {
    return named.some(({ name }) => ['unit', 'integration', 'e2e'].includes(name));
  }
  return suite.name === 'prepare' && named.some(({ name }) => ['launcher', 'integration', 'e2e'].includes(name));
}

async function check(_: readonly string[], limitMs: number): Promise<Counts> {
  return npmScripts(['lint', 'typecheck', 'format:check', 'knip'], limitMs, lowestPriority);
}

function prepareKubectl(_: readonly string[], limitMs: number): Promise<Counts> {
  return program(path.join('test', 'prepareKubectl.ts'), limitMs);
}

function prepare(_: readonly string[], limitMs: number): Promise<Counts> {
  return program(path.join('test', 'vscode', 'prepareVsCode.ts'), limitMs);
}

/** A program that prepares something counts as one test. */
async function program(file: string, limitMs: number): Promise<Counts> {
  const code = await runChild(process.execPath, [file], limitMs);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Each script counts as one test. */
async function npmScripts(names: readonly string[], limitMs: number, priority?: number): Promise<Counts> {
  const deadline = performance.now() + limitMs;
  let good = 0;
  for (const name of names) {
    const code = await runChild('npm', ['run', '-s', name], Math.max(0, deadline - performance.now()), priority);
    console.log(`${code === 0 ? '✔' : '✖'} ${name}`);
    if (code === 0) {
      good += 1;
    }
  }
  return { passed: good, failed: names.length - good };
}

/** Runs node:test files, and those few that fail once more. */
async function files(
  name: string,
  mode: 'separate' | 'serial' | 'shared',
  globs: readonly string[],
  narrowingWords: readonly string[],
  limitMs: number,
  priority?: number,
): Promise<Counts> {
  const narrowed =
    narrowingWords.length === 0 ? globs : narrowingWords.flatMap((word) => globs.map((glob) => narrow(glob, word)));
  const startedMs = performance.now();
  const first = await filesOnce(name, mode, narrowed, limitMs, priority);
  const failedFiles = [...new Set(first.failures.map(({ file }) => file))];
  const leftMs = limitMs - (performance.now() - startedMs);
  if (!first.isOrderly || failedFiles.length === 0 || failedFiles.length > unsteadyFiles || failedFiles.includes('')) {
    noteFailures('✖', name, first.failures);
    return first;
  }
  console.log(`\n━━ ${name}: once more, ${failedFiles.join(', ')}`);
  const second = await filesOnce(`${name}-again`, mode === 'shared' ? 'shared' : 'serial', failedFiles, leftMs);
  noteFailures('⚠ passed only when run again:', name, second.failed === 0 ? first.failures : []);
  noteFailures('✖', name, second.failures);
  return second.failed === 0
    ? { passed: first.passed + first.failed, failed: 0 }
    : { passed: first.passed, failed: first.failed };
}

function noteFailures(mark: string, suite: string, failed: readonly FailedTest[]): void {
  failures.push(...failed.map(({ name, file, error }) => `${mark} ${suite}: ${file} › ${name}: ${error}`));
}

/** Runs node:test files in a process of their own; passes only if that process ends in order and says so in its results. */
async function filesOnce(
  name: string,
  mode: 'separate' | 'serial' | 'shared',
  globs: readonly string[],
  limitMs: number,
  priority?: number,
): Promise<SuiteResults> {
  const resultsFile = path.join(outFolder, `results-${name}.json`);
  rmSync(resultsFile, { force: true });
  const runner = path.join(import.meta.dirname, 'runSuite.ts');
  const code = await runChild(process.execPath, [runner, resultsFile, mode, ...globs], limitMs, priority);
  const results = readResults(resultsFile);
  if (results?.failed === 0 && (code !== 0 || results.passed === 0)) {
    return { ...results, failed: 1, isOrderly: false };
  }
  return results ?? { passed: 0, failed: 1, failures: [], isOrderly: false };
}

function narrow(glob: string, word: string): string {
  const star = glob.lastIndexOf('*');
  return `${glob.slice(0, star)}*${word}*${glob.slice(star + 1)}`;
}

function readResults(file: string): SuiteResults | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SuiteResults;
  } catch {
    return undefined;
  }
}

/** @returns the exit code; after the time limit the child has ten seconds to close VS Code, then it is ended by force. */
function runChild(
  command: string,
  args: readonly string[],
  limitMs: number,
  priority?: number,
): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32' && command === 'npm',
    });
    if (priority !== undefined && child.pid !== undefined) {
      // Its own children take it over.
      setPriority(child.pid, priority);
    }
    const polite = setTimeout(() => {
      console.error(`✖ no end after ${(limitMs / minutes).toFixed(1)} minutes`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, limitMs);
    child.on('error', (error) => {
      clearTimeout(polite);
      console.error(error.message);
      resolve('not started');
    });
    child.on('exit', (code, signal) => {
      clearTimeout(polite);
      resolve(code ?? signal ?? 'unknown');
    });
  });
}
