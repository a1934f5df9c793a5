import { globSync, writeFileSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/**
 * Runs node:test files and writes `{passed, failed}` to a file, last: run.ts starts it once for each suite, in a
 * process of its own, so that a hanging or crashing suite cannot take the whole run along.
 *
 * node test/runSuite.ts <results file> <shared|separate|serial> <glob>…
 * `shared`: all files in this process one after another, so that UI suites share one VS Code; `serial`: a process for
 * each file, one at a time; `separate`: in parallel.
 */
const [resultsFile, mode, ...globs] = process.argv.slice(2);
if (!resultsFile || !mode) {
  throw new Error('usage: runSuite.ts <results file> <mode> <glob>…');
}

const files = globSync(globs).toSorted();
let passed = 0;
let failed = 0;
const stream = run({
  files,
  isolation: mode === 'shared' ? 'none' : 'process',
  ...(mode === 'shared' ? {} : { concurrency: mode === 'separate' }),
});
stream.on('test:summary', (summary) => {
  if (summary.file !== undefined) {
    return;
  }
  passed = summary.counts.passed;
  const { tests, skipped, todo } = summary.counts;
  failed = Math.max(tests - passed - skipped - todo, summary.success ? 0 : 1);
});
stream.pipe(new spec()).pipe(process.stdout);
await new Promise((resolve) => stream.once('end', resolve));
if (files.length === 0) {
  console.log(`No test files match ${globs.join(' ')}.`);
}
writeFileSync(resultsFile, JSON.stringify({ passed, failed }));
process.exit(failed === 0 && passed > 0 ? 0 : 1);
