import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  launcher,
  makeDataFolder,
  nodeClient,
  pluginArguments,
  pluginEnvironment,
} from '../unit/plugin/pluginProcess.ts';
import { credential, startBroker } from '../unit/plugin/standInBroker.ts';
import { findOnPath } from '../vscode/findOnPath.ts';
import { median } from './median.ts';

/**
 * `npm run bench`, third part: what kubectl waits for at every command, from the start of the plugin to its end, against
 * a bare start of Node in the same run. They take turns, so that whatever else the machine does meets all of them. VS
 * Code is a socket that answers at once with a token of 2 KB. Exits 1 where an aim is missed.
 */
const warmUpRounds = 3;
const rounds = 31;
const programRounds = 3;

const data = makeDataFolder();
const broker = await startBroker(data, { body: credential('x'.repeat(2000)) });

interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** At most so many bare starts of Node. */
  readonly aim?: number;
}

const bare: Candidate = { name: 'node -e 0', command: [process.execPath, '-e', '0'] };
const candidates: readonly Candidate[] = [
  bare,
  { name: 'plugin, launcher with curl', command: [...launcher.command(data), ...pluginArguments], aim: 0.5 },
  {
    name: '… for no named cluster',
    command: [...launcher.command(data), ...pluginArguments],
    env: { ...pluginEnvironment, KUBERNETES_EXEC_INFO: '', KUBECONFIG: `${data}/fallback:${data}/runtimes` },
  },
  { name: 'plugin, Node client', command: [...nodeClient.command(data), ...pluginArguments], aim: 1.5 },
];
const times = new Map<Candidate, number[]>(candidates.map((candidate) => [candidate, []]));
try {
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const candidate of round % 2 === 0 ? candidates : candidates.toReversed()) {
      const ms = await measure(candidate.command, candidate.env ?? pluginEnvironment);
      if (round >= 0) {
        times.get(candidate)?.push(ms);
      }
    }
  }
} finally {
  await broker.close();
}

const bareMs = median(times.get(bare) ?? []);
console.log(
  `\nA token for kubectl, medians of ${rounds} interleaved processes each (Node ${process.versions.node}):\n`,
);
const missed: string[] = [];
for (const [{ name, aim }, measured] of times) {
  const ratio = median(measured) / bareMs;
  console.log(row(name, median(measured), `${ratio.toFixed(2)}×${aim === undefined ? '' : ` (aim ${aim}×)`}`));
  if (aim !== undefined && ratio > aim) {
    missed.push(`${name} takes ${ratio.toFixed(2)}× a bare start of Node; the aim is ${aim}×.`);
  }
}
await reportOther('kubelogin', ['--version']);
await reportOther('az', ['account', 'get-access-token']);

for (const line of missed) {
  console.error(`✖ ${line}`);
}
if (missed.length === 0) {
  console.log('\nAims met.');
}
process.exitCode = missed.length === 0 ? 0 : 1;

/** A program's whole run; that it may fail for want of a sign-in makes it faster, not slower. */
async function reportOther(program: string, args: readonly string[]): Promise<void> {
  const path = findOnPath(program);
  const name = [program, ...args].join(' ');
  if (path === undefined) {
    console.log(`${name.padEnd(32)}not installed`);
    return;
  }
  const measured: number[] = [];
  for (let round = 0; round < programRounds; round++) {
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    measured.push(await measure([path, ...args], env, true));
  }
  console.log(row(name, median(measured), `${(median(measured) / bareMs).toFixed(2)}×`));
}

async function measure(
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  mayFail = false,
): Promise<number> {
  const startMs = performance.now();
  // What it prints goes nowhere: reading it would be this program's time.
  const child = spawn(program, args, { env, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  const ms = performance.now() - startMs;
  if (code !== 0 && !mayFail) {
    throw new Error(`${program} ended with ${code}.`);
  }
  return ms;
}

function row(name: string, ms: number, remark: string): string {
  return `${name.padEnd(28)}${ms.toFixed(1).padStart(9)} ms  ${remark}`;
}
