import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after } from 'node:test';
import { ProcessWatch, type WatchedSecret } from '../processWatch.ts';
import {
  pathWithKubectl,
  startSimulatedVsCode,
  type KeptProfile,
  type SimulatedVsCode,
} from '../vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { readIfThere, secretTexts, windowSecret } from './nothingLeftBehind.ts';
import { StandInPrograms } from './standInPrograms.ts';

export const productVsix = path.join(import.meta.dirname, '..', '..', 'dist', 'aks-entra.vsix');

let shared: Promise<SimulatedVsCode> | undefined;
let windowsFolder = '';
/** Of each person who was signed in: the browser profile, and the tree as it was then. */
const keptSignIns = new Map<string, KeptSignIn>();

interface KeptSignIn {
  readonly profile: KeptProfile;
  readonly rows: readonly string[];
}

/** The one VS Code and simulator that all UI suites of a run share; started at first use. */
export function sharedVsCode(): Promise<SimulatedVsCode> {
  shared ??= startSimulatedVsCode({ fewBuiltIn: true, vsix: [productVsix], env: { PATH: pathWithPrograms() } }).then(
    (started) => {
      windowsFolder = path.join(started.vscode.homeFolder, '.local', 'share', 'aks-entra', 'windows');
      return started;
    },
  );
  return shared;
}

/** With kubelogin and az, so that no result warns of their absence: whether the machine has them makes no difference. */
function pathWithPrograms(): string {
  const programs = new StandInPrograms();
  programs.put('kubelogin', 'az');
  return `${programs.folder}${path.delimiter}${pathWithKubectl()}`;
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
export async function freshWorkbench(): Promise<Workbench> {
  const started = await sharedVsCode();
  // What the window before still does would be taken for something that this one does.
  await started.leave();
  await clearUserFiles(started);
  started.simulator.reset();
  return started.openFresh();
}

/**
 * The same, but for who is signed in: somebody has the clusters listed in the tree, in a copy of the browser profile in
 * which they once went through the whole sign-in.
 */
export async function signedInWorkbench(upn: string): Promise<Workbench> {
  const started = await sharedVsCode();
  const kept = keptSignIns.get(upn) ?? (await keepSignIn(started, upn));
  keptSignIns.set(upn, kept);
  const workbench = await started.openKept(kept.profile, () => clearUserFiles(started));
  await workbench.openViewContainer('AKS Entra');
  await untilTreeIs(workbench, (rows) => rows.join() === kept.rows.join());
  return workbench;
}

async function keepSignIn(started: SimulatedVsCode, upn: string): Promise<KeptSignIn> {
  const workbench = await freshWorkbench();
  await workbench.openViewContainer('AKS Entra');
  await workbench.signIn(upn);
  let rows: readonly string[] = [];
  let sameTimes = 0;
  await untilTreeIs(workbench, (now) => {
    sameTimes = now.length > 0 && now.join() === rows.join() ? sameTimes + 1 : 0;
    rows = now;
    return sameTimes === 10;
  });
  // Rows appear as they arrive: those of one tenant may stand still for a while.
  await workbench.waitUntilIdle();
  rows = await workbench.tree.labels();
  return { rows, profile: await started.keepProfile() };
}

/** @param holds is asked ten times a second */
async function untilTreeIs(
  { tree, page }: Pick<Workbench, 'tree' | 'page'>,
  holds: (rows: readonly string[]) => boolean,
): Promise<void> {
  for (let waitedMs = 0; !holds(await tree.labels()); waitedMs += 100) {
    if (waitedMs >= 60_000) {
      throw new Error(`The clusters are not listed: ${(await tree.labels()).join('; ')}`);
    }
    await page.waitForTimeout(100);
  }
}

async function clearUserFiles({ kubeconfigFile, vscode }: SimulatedVsCode): Promise<void> {
  await rm(path.dirname(kubeconfigFile), { recursive: true, force: true });
  await rm(path.join(vscode.homeFolder, '.local', 'share', 'aks-entra'), { recursive: true, force: true });
  // What the extension keeps for all windows, such as the last known tree.
  const storage = path.join(vscode.folder, 'server-data', 'data', 'User', 'globalStorage', 'aks-entra.aks-entra');
  await rm(storage, { recursive: true, force: true });
}

// At the top level of what the suites import: this runs at the very end, after which nothing keeps the process alive.
after(async () => {
  processWatch.stop();
  await (await shared)?.close();
});
