import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Kubectl } from '../test/kubectl.ts';
import { prepareKubectl } from '../test/prepareKubectl.ts';
import { describeServer } from '../test/vscode/prepareServer.ts';
import { prepareForUi } from '../test/vscode/prepareVsCode.ts';
import { runTool, withProgress } from '../test/vscode/runTool.ts';
import { startSimulatedVsCode, type SimulatedVsCode } from '../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../test/vscode/workbench.ts';
import { lifecycle } from './demo/lifecycle/lifecycle.ts';
import { mainJob } from './demo/mainJob.ts';
import { OutsideTerminal } from './demo/outsideTerminal.ts';
import { runSteps } from './demo/runSteps.ts';
import { stayOpen } from './demo/stayOpen.ts';

/**
 * `npm start`: the main job in a real VS Code against the simulated Azure, unattended, each step with what was seen; with
 * `--lifecycle` in its place how clusters come to Entra, and people to them.
 * Then it stays open for a person; with `--once` it ends. Exit code 1 where a step failed.
 */
const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { once: flag, lifecycle: flag } });
const story = values.lifecycle ? lifecycle : mainJob;
const root = path.dirname(import.meta.dirname);

console.log(`AKS Entra: ${story.title}, in a real VS Code against a simulated Azure\n`);
try {
  const kubectl = await prepare();
  const started = await withProgress('VS Code, with the extension, and the simulated Azure', start);
  try {
    process.exitCode = (await show(started, kubectl)) ? 0 : 1;
  } finally {
    await started.close();
  }
} catch (error) {
  console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** kubectl first: where none fits this machine, nothing else has to be waited for. */
async function prepare(): Promise<Kubectl> {
  console.log('Preparing');
  const kubectl = await prepareKubectl();
  await withProgress('the extension, built and packed', () =>
    runTool('npm', ['run', '-s', 'package'], { cwd: root, timeLimitMs: 120_000 }),
  );
  const { server, chromium } = await prepareForUi();
  console.log(`  ${describeServer(server)}, in ${chromium}`);
  return kubectl;
}

function start(): Promise<SimulatedVsCode> {
  return startSimulatedVsCode({
    vsix: [path.join(root, 'dist', 'aks-entra.vsix')],
    connectionToken: randomBytes(16).toString('hex'),
  });
}

/** @returns whether each step ended as it should */
async function show(started: SimulatedVsCode, kubectl: Kubectl): Promise<boolean> {
  const { workbench, isShown } = await withProgress('its workbench', () => openWindow(started));
  const terminal = new OutsideTerminal(kubectl, started);
  console.log(`\n${terminal.name} runs in a terminal outside VS Code, after`);
  console.log(`  ${terminal.setUp.join('\n  ')}`);
  const tools = { started, workbench, terminal };
  const isGood = await runSteps(story, tools);
  if (isGood) {
    console.log(`\nDone: ${story.done}`);
    console.log(`Pictures: out/screenshots/${story.pictures}-*.png`);
  }
  if (!values.once) {
    await stayOpen(tools, isShown);
  }
  return isGood;
}

/** Where no window can be shown, the steps are done without one. */
async function openWindow(started: SimulatedVsCode): Promise<{ workbench: Workbench; isShown: boolean }> {
  const { env, platform } = process;
  if (platform !== 'linux' || [env['DISPLAY'], env['WAYLAND_DISPLAY']].some(Boolean)) {
    try {
      const workbench = await started.openFresh({ headless: false, slowMoMs: values.once ? 0 : 250 });
      return { workbench, isShown: true };
    } catch (error) {
      console.log(`    none could be shown: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`);
    }
  }
  return { workbench: await started.openFresh(), isShown: false };
}
