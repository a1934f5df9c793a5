import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseDocument } from 'yaml';
import { parseCredential } from '../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../src/core/merge/planMerge.ts';
import { findKubectls } from '../kubectl.ts';
import { execCredential } from '../unit/core/kubeconfig/armCredentials.ts';
import { findOnPath } from '../vscode/findOnPath.ts';
import { bigKubeconfig } from './bigKubeconfig.ts';

/**
 * `npm run bench`, second part: merging one cluster into a kubeconfig of 1000 contexts, our verification included,
 * against one `yaml.parseDocument` of that file in the same run. The two take turns, and processor time counts, so that
 * whatever else the machine does stays out of it. Then whole programs on the same file, for comparison. Exits 1 where
 * the aim is missed.
 */
const aim = 0.5;
const warmUpRounds = 2;
const rounds = 9;
const programRounds = 5;

const run = promisify(execFile);
const text = bigKubeconfig();
const added = execCredential({ name: 'new-cluster' });
const credential = parseCredential(added);
const merge = (): void => {
  const plan = planMerge({ text, credential, onConflict: 'ask', setCurrentContext: true });
  if (plan.kind !== 'changed') {
    throw new Error(plan.kind);
  }
};
const parse = (): void => {
  parseDocument(text);
};

const { oneMs: parseMs, otherMs: mergeMs } = takeTurns(parse, merge);
const ratio = mergeMs / parseMs;
console.log(`\nOne cluster into 1000 contexts (${(text.length / 1e6).toFixed(1)} MB), medians of ${rounds}:\n`);
console.log(row('yaml.parseDocument', parseMs));
console.log(row('planMerge', mergeMs, `${ratio.toFixed(2)}× (processor time, verification included)`));

const folder = await mkdtemp(path.join(os.tmpdir(), 'aks-entra-bench-'));
try {
  console.log(`\nWhole programs, from start to end, medians of ${programRounds}:\n`);
  const source = path.join(folder, 'source');
  await writeFile(source, added);
  const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
  const ours = (config: string) => [
    process.execPath,
    cli,
    'merge-kubeconfig',
    '--from',
    source,
    '--kubeconfig',
    config,
  ];
  console.log(row('cli.js merge-kubeconfig', await programMs(ours)));
  for (const kubectl of findKubectls().slice(-1)) {
    const args = (config: string) => [kubectl.path, '--kubeconfig', config, 'config', 'set-context', 'new-cluster'];
    console.log(row('kubectl config set-context', await programMs(args)));
  }
  await reportAz(source);
} finally {
  await rm(folder, { recursive: true, force: true });
}

if (ratio <= aim) {
  console.log(`\nAim met: at most ${aim}× one parseDocument.`);
} else {
  console.error(`\n✖ Merging takes ${ratio.toFixed(2)}× one parseDocument; the aim is ${aim}×.`);
}
process.exitCode = ratio <= aim ? 0 : 1;

function takeTurns(one: () => void, other: () => void): { readonly oneMs: number; readonly otherMs: number } {
  const [oneTimes, otherTimes]: [number[], number[]] = [[], []];
  for (let round = -warmUpRounds; round < rounds; round++) {
    const times = [one, other].map(processorMs);
    if (round < 0) {
      continue;
    }
    oneTimes.push(times[0] ?? Number.NaN);
    otherTimes.push(times[1] ?? Number.NaN);
  }
  return { oneMs: median(oneTimes), otherMs: median(otherTimes) };
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** @param command the program and its arguments; each run gets a fresh copy of the file */
async function programMs(command: (config: string) => readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < programRounds; round++) {
    const config = path.join(folder, `config-${round}`);
    await writeFile(config, text, { mode: 0o600 });
    const [program = '', ...args] = command(config);
    const before = performance.now();
    await run(program, args, { env: { PATH: process.env['PATH'], HOME: folder, USERPROFILE: folder } });
    times.push(performance.now() - before);
  }
  return median(times);
}

/** az's merge alone, which needs no Azure: its start comes on top. */
async function reportAz(source: string): Promise<void> {
  const az = findOnPath('az');
  if (!az) {
    console.log('az aks get-credentials         not installed');
    return;
  }
  const script = [
    'import sys, time',
    'from azure.cli.command_modules.acs.custom import merge_kubernetes_configurations',
    'start = time.perf_counter()',
    'merge_kubernetes_configurations(sys.argv[1], sys.argv[2], True)',
    'print((time.perf_counter() - start) * 1000)',
  ].join('\n');
  const config = path.join(folder, 'config-az');
  for (const python of ['/opt/az/bin/python3', path.join(path.dirname(await realpath(az)), 'python3'), 'python3']) {
    await writeFile(config, text, { mode: 0o600 });
    try {
      const { stdout } = await run(python, ['-c', script, config, source], { timeout: 120_000 });
      console.log(row("az's merge, once", Number(stdout.trim().split('\n').at(-1)), 'without its start'));
      return;
    } catch {
      // The next Python may be az's.
    }
  }
  console.log('az aks get-credentials         its Python was not found');
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function row(name: string, ms: number, remark = ''): string {
  return `${name.padEnd(28)}${ms.toFixed(0).padStart(7)} ms  ${remark}`.trimEnd();
}
