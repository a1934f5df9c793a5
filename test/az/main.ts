import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { startSimulator } from '../simulator/simulator.ts';
import { AzCli } from './azCli.ts';
import { changeSteps } from './changeSteps.ts';
import { grantSteps } from './grantSteps.ts';
import { kubectlSteps } from './kubectlSteps.ts';
import { createSteps } from './createSteps.ts';
import { otherDifferences } from './factsOf.ts';
import { OurSide } from './ourSide.ts';
import { azVersion, prepareAz } from './prepareAz.ts';
import { readSteps } from './readSteps.ts';
import { inShort } from './inShort.ts';
import type { Step } from './step.ts';
import { twinScenario } from './twinScenario.ts';

/**
 * `npm run test:az [word…]`: the real az and our own core and adapters do the same, each in a simulated Azure of its own,
 * and what comes out is compared. Installs the pinned az once, into the user's cache folder: that needs the network, and
 * nothing else does. Later steps build on earlier ones; with words, only those run whose title has one of them.
 */
const az = await prepareAz();
const [azFolder, ourFolder] = [folder(), folder()];
const [forAz, forUs] = await Promise.all([simulator(1), simulator(200)]);
const rows: string[] = [];
const notes = new Set<string>();
let differing = 0;
try {
  const sides = { az: await AzCli.signedIn(az, forAz, azFolder), ours: await OurSide.signedIn(forUs, ourFolder) };
  const words = process.argv.slice(2);
  for (const step of [...readSteps, ...kubectlSteps, ...changeSteps, ...createSteps, ...grantSteps]) {
    if (words.length === 0 || words.some((word) => step.title.includes(word))) {
      console.error(`… ${step.title}`);
      await compare(step, sides);
    }
  }
} finally {
  await Promise.all([forAz.close(), forUs.close()]);
  for (const each of [azFolder, ourFolder]) {
    rmSync(each, { recursive: true, force: true });
  }
}
console.log([`| step | az ${azVersion} | ours | agree |`, '| --- | --- | --- | --- |', ...rows].join('\n'));
console.log(
  '\nNot tried: az aks create --sku automatic, for which az makes a Log Analytics workspace first, which is not simulated.',
);
const elsewhere = [...new Set(forAz.refusedHosts)];
console.log(elsewhere.length === 0 ? '' : `\naz asked these hosts too, in vain: ${elsewhere.join(', ')}`);
console.log(
  notes.size === 0 ? '' : `\nOther properties that differ, which nobody asked for:\n${[...notes].join('\n')}\n`,
);
console.log(differing === 0 ? 'az and we agree in everything.' : `${differing} of ${rows.length} differ.`);
process.exitCode = differing === 0 && rows.length > 0 ? 0 : 1;

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'aks-entra-az-'));
}

/** az looks for the end of an operation at once and then every 30 s: its Azure is done before the first look. */
function simulator(updateDurationMs: number): ReturnType<typeof startSimulator> {
  return startSimulator({ scenario: twinScenario(), updateDurationMs });
}

async function compare(step: Step, sides: { readonly az: AzCli; readonly ours: OurSide }): Promise<void> {
  const [byAz, byUs] = await Promise.all([
    outcome(
      () => step.az(sides.az, sides.ours),
      () => step.held?.(forAz),
    ),
    outcome(
      () => step.ours(sides.ours),
      () => step.held?.(forUs),
    ),
  ]);
  const isSame = !(byAz instanceof Error) && !(byUs instanceof Error) && isDeepStrictEqual(byAz, byUs);
  rows.push(`| ${step.title} | ${inShort(byAz)} | ${inShort(byUs)} | ${isSame ? 'yes' : '**no**'} |`);
  if (!isSame) {
    differing += 1;
    console.error(`az:   ${inFull(byAz)}\nours: ${inFull(byUs)}`);
  } else if (step.changed !== undefined) {
    for (const difference of otherDifferences([forAz, forUs], step.changed)) {
      notes.add(`- ${step.changed.name}: ${difference}`);
    }
  }
}

async function outcome(run: () => Promise<unknown>, held: () => unknown): Promise<unknown> {
  try {
    const returned = await run();
    return held() ?? returned;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function inFull(value: unknown): string {
  return value instanceof Error ? value.message : JSON.stringify(value, undefined, 2);
}
