import type { Metafile } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { activationSize } from './activationSize.ts';
import { writeVscodeStub } from './writeVscodeStub.ts';
import { median } from './median.ts';

/**
 * `npm run bench`: how much VS Code has to read to activate the extension and how long that takes, against an empty
 * extension in the same run. Each measurement is a process of its own; they take turns, so that whatever else the
 * machine does meets all. Exits 1 where an aim is missed. `-- --beside <folder>` measures another build's `dist` in the
 * same run, for a comparison.
 */
const aims = { bytes: 60 * 1024, addedMs: 12 };
const warmUpRounds = 2;
const rounds = 25;

const root = path.join(import.meta.dirname, '..', '..');
const emptyExtension = `import * as vscode from 'vscode';
export function activate(context) {
  context.subscriptions.push(vscode.commands.registerCommand('empty.hello', () => undefined));
}
`;

interface Times {
  readonly importMs: number;
  readonly activateMs: number;
}

const meta = JSON.parse(await readFile(path.join(root, 'dist', 'meta.json'), 'utf8')) as Metafile;
const size = activationSize(meta, 'src/extension.ts');
const folder = await mkdtemp(path.join(os.tmpdir(), 'aks-entra-bench-'));
const { values } = parseArgs({ options: { beside: { type: 'string' } } });
const empty: Times[] = [];
const beside: Times[] = [];
const ours: Times[] = [];
try {
  const stub = await writeVscodeStub(folder);
  const emptyFile = path.join(folder, 'empty.mjs');
  await writeFile(emptyFile, emptyExtension);
  const subjects = [
    { times: empty, file: emptyFile },
    ...(values.beside === undefined ? [] : [{ times: beside, file: path.resolve(values.beside, 'extension.mjs') }]),
    { times: ours, file: path.join(root, 'dist', 'extension.mjs') },
  ];
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    // Who goes first takes turns too.
    for (const { times, file } of round % 2 === 0 ? subjects : subjects.toReversed()) {
      const measured = await measure(stub, file);
      if (round >= 0) {
        times.push(measured);
      }
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const total = ({ importMs, activateMs }: Times): number => importMs + activateMs;
const parts: readonly (readonly [string, (times: Times) => number])[] = [
  ['import', (times) => times.importMs],
  ['activate', (times) => times.activateMs],
  ['load', total],
];
const row = (...cells: string[]): string =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(10) : cell.padStart(11))).join('');
console.log(`Activation, medians of ${rounds} interleaved processes each (Node ${process.versions.node}):\n`);
console.log(row('', 'empty', 'AKS Entra', 'difference', 'ratio'));
for (const [name, time] of parts) {
  const [base, own] = [median(empty.map(time)), median(ours.map(time))];
  console.log(row(name, ms(base), ms(own), ms(own - base), `${(own / base).toFixed(1)}×`));
}
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
console.log(`\n${size.files.length} files, ${kilobytes(size.bytes)}: the entry and its static imports.`);

const added = (times: readonly Times[]): number => median(times.map(total)) - median(empty.map(total));
const addedMs = added(ours);
if (beside.length > 0) {
  const ratio = (addedMs / added(beside)).toFixed(2);
  console.log(`The other build adds ${ms(added(beside))} in the same run, this one ${ms(addedMs)}: ${ratio}×.`);
}
const missed = [
  ...(size.bytes < aims.bytes
    ? []
    : [`The activation is ${kilobytes(size.bytes)}; the aim is ${kilobytes(aims.bytes)}.`]),
  ...(addedMs < aims.addedMs ? [] : [`Loading adds ${ms(addedMs)}; the aim is ${ms(aims.addedMs)}.`]),
  ...(size.packages.length === 0 ? [] : [`The activation loads packages: ${size.packages.join(', ')}.`]),
];
console.log(missed.length === 0 ? `Aims met: under ${kilobytes(aims.bytes)}, under ${ms(aims.addedMs)} added.` : '');
for (const line of missed) {
  console.error(`✖ ${line}`);
}
process.exitCode = missed.length === 0 ? 0 : 1;

async function measure(stub: string, extension: string): Promise<Times> {
  const script = path.join(import.meta.dirname, 'measureActivation.ts');
  // An empty home, so that nobody's kubeconfig is part of the measurement.
  const env = { ...process.env, HOME: folder, USERPROFILE: folder, KUBECONFIG: '' };
  const args = [script, stub, extension, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 30_000 });
  return JSON.parse(stdout) as Times;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
