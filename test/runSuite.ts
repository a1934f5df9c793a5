import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { suiteLimitsMs } from './suiteLimits.ts';
import type { FailedTest, SuiteResults } from './suiteResults.ts';

/**
 * Runs node:test files and writes its `SuiteResults` to a file, last: run.ts starts it once for each suite, in a
 * process of its own, so that a hanging or crashing suite cannot take the whole run along.
 *
 * node test/runSuite.ts <results file> <shared|separate|serial> <glob>…
 * `shared`: all files in this process one after another, so that UI suites share one VS Code, and each has a limit of
 * its own; `serial`: a process for each file, one at a time; `separate`: in parallel, where those files that touch
 * nothing outside share processes, since starting one takes longer than most of their tests.
 */
const [resultsFile, mode, ...globs] = process.argv.slice(2);
if (!resultsFile || !mode) {
  throw new Error('usage: runSuite.ts <results file> <mode> <glob>…');
}

/** What a hanging test left running keeps this process alive, and node:test then never says that it is done. */
const endsAfterLastMs = 60_000;

/** What has no state but its own. */
const pureFiles = /^test\/unit\/(core|features|ui)\//;
const filesInProcess = 8;

const files = globSync(globs).toSorted();
const suiteTimes = new Map<string, string>();
const failures: FailedTest[] = [];
let passed = 0;
let failed = 0;
let isOrderly = false;
const stream = run({
  files: mode === 'separate' ? withGroups(files, path.join(path.dirname(resultsFile), 'groups')) : files,
  isolation: mode === 'shared' ? 'none' : 'process',
  // Of two cores, node:test's own choice leaves one out, and most of these tests wait for other processes.
  ...(mode === 'shared' ? {} : { concurrency: mode === 'separate' ? availableParallelism() + 1 : false }),
});
stream.on('test:summary', (summary) => {
  if (summary.file !== undefined) {
    return;
  }
  passed = summary.counts.passed;
  const { tests, skipped, todo } = summary.counts;
  failed = Math.max(tests - passed - skipped - todo, summary.success ? 0 : 1);
});
if (mode === 'shared') {
  // Node's summary comes only where all ends in order.
  stream.on('test:pass', ({ details }) => {
    passed += details.type === 'suite' ? 0 : 1;
  });
  stream.on('test:fail', ({ details }) => {
    failed += details.type === 'suite' ? 0 : 1;
  });
  stream.on('test:complete', ({ name, nesting, details }) => {
    const limitMs = suiteLimitsMs.get(name);
    if (nesting > 0 || limitMs === undefined) {
      return;
    }
    const [took, limit] = [details.duration_ms, limitMs].map((ms) => (ms / 1000).toFixed(0).padStart(4));
    suiteTimes.set(name, `${details.passed ? '✔' : '✖'} ${took} of ${limit} s`);
    if (suiteTimes.size === suiteLimitsMs.size) {
      setTimeout(end, endsAfterLastMs, 'Something that a test started still runs.').unref();
    }
  });
}
// Where a suite is registered by something that suites share, its file is that of the test before it.
let latestFile = '';
stream.on('test:complete', ({ name, file, details }) => {
  const own = path.relative(process.cwd(), file ?? '');
  latestFile = files.includes(own) ? own : latestFile;
  if (!details.passed && !isOfItsTests(details.error)) {
    failures.push({ name, file: mode === 'shared' ? latestFile : own, error: firstLine(details.error) });
  }
});
stream.pipe(new spec()).pipe(process.stdout);
stream.once('end', () => {
  isOrderly = true;
  end();
});
// Of run.ts, which gives ten seconds then.
process.once('SIGTERM', () => {
  end('All of them together are over their limit.');
});

/** Puts the pure files together, some to a file that imports them. */
function withGroups(all: readonly string[], folder: string): string[] {
  const pure = all.filter((file) => pureFiles.test(file.split(path.sep).join('/')));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const groups = Array.from({ length: Math.ceil(pure.length / filesInProcess) }, (_, index) => {
    // Neighbours are of one kind: dealt out like cards, no group has all of the long ones.
    const members = pure.filter((_, position) => position % Math.ceil(pure.length / filesInProcess) === index);
    const group = path.join(folder, `group${index + 1}.test.mjs`);
    const imports = members.map((file) => `import ${JSON.stringify(pathToFileURL(path.resolve(file)).href)};\n`);
    writeFileSync(group, imports.join(''));
    return group;
  });
  return [...groups, ...all.filter((file) => !pure.includes(file))];
}

function end(problem?: string): void {
  if (files.length === 0) {
    console.log(`No test files match ${globs.join(' ')}.`);
  }
  if (suiteLimitsMs.size > 0) {
    const lines = [...suiteLimitsMs.keys()].map((name) => `${suiteTimes.get(name) ?? '✖ did not end   '}  ${name}`);
    console.log(`\nThe suites, with their limits:\n${lines.join('\n')}\n`);
  }
  if (problem !== undefined) {
    console.log(`✖ ${problem}`);
    failed = Math.max(failed, 1);
  }
  const results: SuiteResults = { passed, failed, failures, isOrderly };
  writeFileSync(String(resultsFile), JSON.stringify(results));
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

/** Whether a suite failed because a test in it did, which tells of itself. */
function isOfItsTests(error: Error | undefined): boolean {
  return error !== undefined && 'failureType' in error && error.failureType === 'subtestsFailed';
}

function firstLine(error: Error | undefined): string {
  const cause: unknown = error?.cause;
  const message = cause instanceof Error ? cause.message : (error?.message ?? '');
  return message.split('\n')[0] ?? '';
}
