import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cloudHosts } from '../test/simulator/simulator.ts';
import { prepareKubectl } from '../test/prepareKubectl.ts';
import { chromiumCommand, spkiHash } from '../test/vscode/chromiumCommand.ts';
import { prepareForUi } from '../test/vscode/prepareVsCode.ts';
import { runTool, withProgress } from '../test/vscode/runTool.ts';
import { startSimulatedVsCode, type SimulatedVsCode } from '../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../test/vscode/workbench.ts';
import { demoSteps } from './demoSteps.ts';

/**
 * `npm start`: the main job in a real VS Code against the simulated Azure, unattended, each step with what was seen.
 * Then it stays open for a person; with `--once` it ends. Exit code 1 where a step failed.
 */
const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const root = path.dirname(import.meta.dirname);
const { env, platform } = process;
const hasDisplay = platform !== 'linux' || [env['DISPLAY'], env['WAYLAND_DISPLAY']].some(Boolean);

console.log('AKS Entra: the main job, in a real VS Code against a simulated Azure\n\nPreparing');
await withProgress('the extension (build and package)', () =>
  runTool('npm', ['run', '-s', 'package'], { cwd: root, timeLimitMs: 120_000 }),
);
await prepareForUi();
const kubectl = await prepareKubectl();
const started = await withProgress('simulated Azure and VS Code', () =>
  startSimulatedVsCode({
    vsix: [path.join(root, 'dist', 'aks-entra.vsix')],
    connectionToken: randomBytes(16).toString('hex'),
  }),
);
const workbench = await openWindow(started);
const isGood = await runSteps(workbench);
process.exitCode = isGood ? 0 : 1;
if (!values.once) {
  await stayOpen(workbench);
}
await started.close();

async function openWindow(running: SimulatedVsCode): Promise<Workbench> {
  if (hasDisplay) {
    try {
      return await running.openFresh({ headless: false, slowMoMs: values.once ? 0 : 250 });
    } catch (error) {
      console.log(`  No window could be opened: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`);
    }
  }
  console.log(`
The demo goes on without a window. To look at this VS Code yourself, run this where you
have a display on this machine (it has a browser profile of its own; sign in there as ada@contoso.com):

  ${await personsCommand(running)}
`);
  return running.openFresh();
}

async function personsCommand({ chromium, simulator, vscode }: SimulatedVsCode): Promise<string> {
  const { tlsPort, proxyPort, caPem } = simulator;
  const certificateHash = await spkiHash({ port: tlsPort, servername: cloudHosts.entra, caPem });
  const profileFolder = path.join(vscode.folder, 'profile-of-a-person');
  return chromiumCommand({ chromium, profileFolder, proxyPort, certificateHash, url: `${vscode.url}&ew=true` });
}

/** @returns false where one failed: the later ones build on it and are left out. */
async function runSteps(opened: Workbench): Promise<boolean> {
  for (const [index, step] of demoSteps.entries()) {
    console.log(`\n${index + 1}. ${step.title}`);
    const startedMs = performance.now();
    try {
      await step.run({ started, workbench: opened, kubectl }, (line) => {
        console.log(line.replaceAll(/^/gm, '   │ '));
      });
      await opened.screenshot(`demo-${index + 1}`);
      console.log(`   ✔ ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
    } catch (error) {
      await opened.screenshot(`demo-${index + 1}-failed`).catch(() => undefined);
      console.error(`   ✖ ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  console.log(
    '\nDone: signed in, clusters listed, credentials merged, kubectl works. Pictures: out/screenshots/demo-*.png',
  );
  return true;
}

/** Until Ctrl-C, or until the person closes the window. */
async function stayOpen(opened: Workbench): Promise<void> {
  console.log(`
VS Code stays open against the simulated Azure; its terminal has kubectl set up. Ctrl-C ends it.
  kubeconfig  ${started.kubeconfigFile}
  simulator   ${started.simulator.controlUrl} (faults and more: see test/simulator/controlApi.ts)`);
  await new Promise<void>((resolve) => {
    opened.page.once('close', () => {
      resolve();
    });
  });
}
