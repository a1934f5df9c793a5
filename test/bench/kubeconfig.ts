import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseDocument } from 'yaml';
import { parseCredential } from '../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../src/core/merge/planMerge.ts';
import { strictKubeconfig } from '../../src/core/programKubeconfigs/strictKubeconfig.ts';
import { execCredential } from '../unit/core/kubeconfig/armCredentials.ts';
import { findOnPath } from '../vscode/findOnPath.ts';
import { bigKubeconfig } from './bigKubeconfig.ts';
import { median } from './median.ts';
import { peakMemoryOfMerge, timeOfPrograms } from './wholeMerge.ts';

/**
 * `npm run bench`, first part: merging one cluster into a kubeconfig of 1000 contexts, our verification included. In a
 * warm process against one `yaml.parseDocument` of that file: the two take turns, and processor time counts, so that
 * whatever else the machine does stays out of it. As a whole program against kubectl, and in memory against what it
 * took before. Exits 1 where an aim is missed.
 */
const aims = {
  /** Of one `yaml.parseDocument`. */
  warm: 0.5,
  /** Of the newest kubectl's `config set-context`. */
  program: 0.5,
  /** Of `memoryBefore`. */
  memory: 0.5,
  /** Of one `yaml.parseDocument`, which takes 0.41 s on two cores: 150 ms. */
  strict: 0.37,
};
/** Megabytes that commit a4d6ff6 held above a bare Node, on this kind of file: 2026-11-29, Node 24.21, Linux x64. */
const memoryBefore = 206;
const warmUpRounds = 2;
const rounds = 9;

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

const bytes = Buffer.from(text);
const readStrictly = (): void => {
  strictKubeconfig('kubeconfig', bytes);
};

const { oneMs: parseMs, otherMs: mergeMs } = takeTurns(parse, merge);
const ratio = mergeMs / parseMs;
console.log(`\nOne cluster into 1000 contexts (${(text.length / 1e6).toFixed(1)} MB), medians of ${rounds}:\n`);
console.log(row('yaml.parseDocument', parseMs));
console.log(row('planMerge', mergeMs, `${ratio.toFixed(2)}× (processor time, verification included)`));
const strict = takeTurns(parse, readStrictly);
const strictRatio = strict.otherMs / strict.oneMs;
console.log(row('strictKubeconfig', strict.otherMs, `${strictRatio.toFixed(2)}× (for programs that name no cluster)`));

const folder = await mkdtemp(path.join(os.tmpdir(), 'aks-entra-bench-'));
const measured = { warm: ratio, strict: strictRatio, program: Number.NaN, memory: Number.NaN };
try {
  const source = path.join(folder, 'source');
  await writeFile(source, added);
  const input = { folder, text, source };
  const { ourMs, kubectl } = await timeOfPrograms(input);
  measured.program = ourMs / (kubectl?.ms ?? Number.NaN);
  console.log('\nWhole programs, from start to end, in turns, medians:\n');
  console.log(row('cli.js merge-kubeconfig', ourMs, kubectl && `${measured.program.toFixed(2)}×`));
  if (kubectl !== undefined) {
    console.log(row('kubectl config set-context', kubectl.ms, `kubectl 1.${kubectl.minor}`));
  }
  await reportAz(source);
  const memory = await peakMemoryOfMerge(input);
  measured.memory = memory / memoryBefore;
  console.log(`\nPeak memory above a bare Node: ${memory.toFixed(0)} MB, ${measured.memory.toFixed(2)}× that before.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

console.log('');
const areMet = [
  judged('a warm merge to one parseDocument', measured.warm, aims.warm),
  judged('the whole program to kubectl', measured.program, aims.program),
  judged('its peak memory to that before', measured.memory, aims.memory),
  judged('a strict reading to one parseDocument', measured.strict, aims.strict),
];
process.exitCode = areMet.every(Boolean) ? 0 : 1;

/** Tells whether an aim is met. Without a kubectl there is nothing to compare with, which is no success. */
function judged(what: string, value: number, aim: number): boolean {
  const isMet = value <= aim;
  const told = `${what} is ${value.toFixed(2)}×, the aim at most ${aim}×.`;
  if (isMet) {
    console.log(`Aim met: ${told}`);
  } else {
    console.error(`✖ Aim missed: ${told}`);
  }
  return isMet;
}

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

function row(name: string, ms: number, remark = ''): string {
  return `${name.padEnd(28)}${ms.toFixed(0).padStart(7)} ms  ${remark}`.trimEnd();
}
