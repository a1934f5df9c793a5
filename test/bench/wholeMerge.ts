import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findKubectls } from '../kubectl.ts';
import { median } from './median.ts';

const rounds = 9;
const run = promisify(execFile);
const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

/** A program and its arguments. */
type Command = readonly [string, ...string[]];

/** What whole programs have to work on. */
export interface MergeInput {
  /** A folder of this run's own, which is their home too. */
  readonly folder: string;
  /** The text of the kubeconfig that is merged into. */
  readonly text: string;
  /** The file that is merged. */
  readonly source: string;
}

/**
 * One merge from start to end, beside `kubectl config set-context` of the newest kubectl installed on the same file.
 * The two take turns, so that both see the same load.
 *
 * @returns milliseconds, medians; kubectl's is undefined where there is none
 */
export async function timeOfPrograms(
  input: MergeInput,
): Promise<{ readonly ourMs: number; readonly kubectl: { readonly minor: number; readonly ms: number } | undefined }> {
  const kubectl = findKubectls().at(-1);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const ourMs = await timeOf(input, (config) => mergeCommand(input, config));
    const theirMs =
      kubectl &&
      (await timeOf(input, (config) => [kubectl.path, '--kubeconfig', config, 'config', 'set-context', 'new-cluster']));
    // The first round reads the programs from the disk.
    if (round >= 0) {
      ours.push(ourMs);
      theirs.push(theirMs ?? Number.NaN);
    }
  }
  return { ourMs: median(ours), kubectl: kubectl && { minor: kubectl.minor, ms: median(theirs) } };
}

/** The most memory that one merge holds, above what Node holds that does nothing: megabytes, medians. */
export async function peakMemoryOfMerge(input: MergeInput): Promise<number> {
  const [bare, merge]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(await peakOf(input, () => ['-e', '0']));
    merge.push(await peakOf(input, (config) => mergeCommand(input, config).slice(1)));
  }
  return median(merge) - median(bare);
}

function mergeCommand({ source }: MergeInput, config: string): Command {
  return [process.execPath, cli, 'merge-kubeconfig', '--from', source, '--kubeconfig', config];
}

async function timeOf(input: MergeInput, command: (config: string) => Command): Promise<number> {
  const [program, ...args] = command(await freshConfig(input));
  const before = performance.now();
  await run(program, args, { env: environmentOf(input) });
  return performance.now() - before;
}

/** @param args of Node, which tells its own peak when it ends */
async function peakOf(input: MergeInput, args: (config: string) => readonly string[]): Promise<number> {
  const tellPeak = `import { writeSync } from 'node:fs';
    process.on('exit', () => { writeSync(2, \`\\n\${process.resourceUsage().maxRSS}\`); });`;
  const telling = ['--import', `data:text/javascript,${encodeURIComponent(tellPeak)}`];
  const all = [...telling, ...args(await freshConfig(input))];
  const { stderr } = await run(process.execPath, all, { env: environmentOf(input) });
  return Number(stderr.split('\n').at(-1)) / 1024;
}

async function freshConfig({ folder, text }: MergeInput): Promise<string> {
  const config = path.join(folder, 'config');
  await writeFile(config, text, { mode: 0o600 });
  return config;
}

function environmentOf({ folder }: MergeInput): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: folder, USERPROFILE: folder };
}
