import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach } from 'node:test';
import { ProcessWatch, type WatchedSecret } from '../processWatch.ts';
import { startSimulatedVsCode, type SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { readIfThere, secretTexts, windowSecret } from './nothingLeftBehind.ts';

export const productVsix = path.join(import.meta.dirname, '..', '..', 'dist', 'aks-entra.vsix');

let shared: Promise<SimulatedVsCode> | undefined;
let windowsFolder = '';
let current: Workbench | undefined;

/** The one VS Code and simulator that all UI suites of a run share; started at first use. */
export function sharedVsCode(): Promise<SimulatedVsCode> {
  shared ??= startSimulatedVsCode({ vsix: [productVsix] }).then((started) => {
    windowsFolder = path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra', 'windows');
    return started;
  });
  return shared;
}

/** Looks at the arguments and environments of VS Code, kubectl and its plugin through the whole run. */
export const processWatch = new ProcessWatch(
  () => [
    ...secretTexts.map((pattern): WatchedSecret => ({ name: 'a token', pattern })),
    { name: 'the secret of a window', pattern: windowSecret },
    ...windowSecrets(),
  ],
  200,
);

function windowSecrets(): readonly WatchedSecret[] {
  const files = existsSync(windowsFolder) ? readdirSync(windowsFolder).filter((name) => name.endsWith('.curl')) : [];
  return files.flatMap((name) => {
    const secret = /Bearer ([\w-]{43})/.exec(readIfThere(path.join(windowsFolder, name)))?.[1];
    return secret === undefined ? [] : [{ name: 'the secret of a window', pattern: new RegExp(secret) }];
  });
}

/** A clean start for a suite: simulator reset, no kubeconfig, no plugin, nobody signed in, a new workbench. */
export async function freshWorkbench(): Promise<{ started: SimulatedVsCode; workbench: Workbench }> {
  const started = await sharedVsCode();
  started.simulator.reset();
  await rm(path.dirname(started.kubeconfigFile), { recursive: true, force: true });
  await rm(path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra'), { recursive: true, force: true });
  current = await started.openFresh();
  return { started, workbench: current };
}

// These hooks stand at the top level of what the suites import: they hold for all of them, and the last one runs at the
// very end, after which nothing keeps the process alive.
afterEach(async (context) => {
  if ('passed' in context && context.passed) {
    return;
  }
  await current?.screenshot(`failed ${context.name}`.replaceAll(/\W+/g, '-')).catch(() => undefined);
  await current?.dismissAll().catch(() => undefined);
});

after(async () => {
  processWatch.stop();
  await (await shared)?.close();
});
