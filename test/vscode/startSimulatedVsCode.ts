import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { personalBackupFolder } from '../../src/adapters/kubeconfig/personalBackupFolder.ts';
import { findPinnedKubectl } from '../pinnedKubectl.ts';
import type { SignedIn } from '../simulator/entra/sessions.ts';
import { allCloudHosts, startSimulator, type Simulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { openWorkbench } from './openWorkbench.ts';
import { packSimulatedHosts, type SimulatedHosts } from './packTestExtension.ts';
import { prepareForUi } from './prepareVsCode.ts';
import { startVsCode, type RunningVsCode } from './startVsCode.ts';
import { Workbench } from './workbench.ts';

export interface SimulatedVsCodeOptions {
  /** The product, and whatever else is to be installed. */
  readonly vsix: readonly string[];
  readonly simulator?: SimulatorOptions;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly connectionToken?: string;
  /** As in `StartVsCodeOptions`. */
  readonly fewBuiltIn?: boolean;
}

export interface BrowserOptions {
  /** Default true. */
  readonly headless?: boolean;
  /** A pause before each action, for a person who watches. */
  readonly slowMoMs?: number;
  /** Pixels of a picture for each of the page's, in either direction. Default 1. */
  readonly deviceScaleFactor?: number;
}

/** A browser profile of `keepProfile`, with whoever is signed in there. */
export interface KeptProfile {
  readonly folder: string;
  readonly signedIn: SignedIn;
}

/** A real VS Code that takes the simulator for Azure. */
export interface SimulatedVsCode {
  readonly simulator: Simulator;
  readonly vscode: RunningVsCode;
  /** PEM file of the simulator's CA, for command-line clients (`simulator.clientEnvironment(caFile)`). */
  readonly caFile: string;
  /** Where VS Code, its terminals and the product find the kubeconfig; absent at first. */
  readonly kubeconfigFile: string;
  /** Where the product keeps its backups; absent at first. */
  readonly backupFolder: string;
  /** The Chromium that is driven, for a person's command line. */
  readonly chromium: string;
  /**
   * Opens the workbench in a new browser profile: signed out and with no memory, as on a fresh machine.
   * The workbench opened before is closed first.
   */
  openFresh(browser?: BrowserOptions): Promise<Workbench>;
  /** Closes the workbench: its extensions ask for nothing more. */
  leave(): Promise<void>;
  /** After the scenario was changed: which clusters can be reached from VS Code is as it says now. */
  leadHostsAnew(): Promise<void>;
  /** Closes the workbench, for `openKept`: what VS Code remembers is in its profile once the browser has ended. */
  keepProfile(): Promise<KeptProfile>;
  /**
   * Leaves the workbench that is open, resets the simulator, and opens the workbench in a copy of that profile: all is as
   * when it was kept.
   *
   * @param clear is called between the two
   */
  openKept(kept: KeptProfile, clear: () => Promise<void>): Promise<Workbench>;
  close(): Promise<void>;
}

export async function startSimulatedVsCode(options: SimulatedVsCodeOptions): Promise<SimulatedVsCode> {
  const { server, chromium } = await prepareForUi();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'aks-entra-'));
  // Ctrl-C leaves no time for close().
  const removeFolder = (): void => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', removeFolder);
  const simulator = await startSimulator(options.simulator);
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, simulator.caPem);
  const hosts = (): SimulatedHosts => ({
    port: simulator.tlsPort,
    caFile,
    cloudHosts: allCloudHosts,
    clusterHosts: simulator.hosts.filter((host) => !allCloudHosts.includes(host)),
    unreachableHosts: simulator.unreachableHosts,
  });
  const fixture = await packSimulatedHosts(hosts(), folder);
  const homeFolder = path.join(folder, 'vscode', 'home');
  // As on a desktop or over SSH, where the system makes one (XDG base directory specification).
  const runtimeFolder = path.join(folder, 'run');
  await mkdir(runtimeFolder, { mode: 0o700 });
  const kubeconfigFile = path.join(homeFolder, '.kube', 'config');
  const vscode = await startVsCode({
    server,
    folder: path.join(folder, 'vscode'),
    vsix: [...options.vsix, fixture.vsix],
    env: { PATH: pathWithKubectl(), XDG_RUNTIME_DIR: runtimeFolder, ...fixture.env, ...options.env },
    settings: {
      // kubectl and its plugins in VS Code's terminals reach the simulator through the proxy, as at a company's.
      'terminal.integrated.env.linux': simulator.clientEnvironment(caFile),
      ...options.settings,
    },
    fewBuiltIn: options.fewBuiltIn ?? false,
    ...(options.connectionToken ? { connectionToken: options.connectionToken } : {}),
  });
  const secretsKey = randomBytes(32);
  let opened: { workbench: Workbench; profileFolder: string } | undefined;
  let profiles = 0;
  const nextProfile = (): string => path.join(folder, `profile-${(profiles += 1)}`);
  const open = async (
    profileFolder: string,
    browser: BrowserOptions = {},
    ready: Promise<unknown> = Promise.resolve(),
  ): Promise<Workbench> => {
    const { proxyPort } = simulator;
    const { url } = vscode;
    const page = await openWorkbench({ chromium, url, profileFolder, secretsKey, proxyPort, ready, ...browser });
    opened = { workbench: new Workbench(page), profileFolder };
    return opened.workbench;
  };
  const leave = async (): Promise<void> => {
    await opened?.workbench.leave();
  };
  return {
    simulator,
    vscode,
    caFile,
    kubeconfigFile,
    backupFolder: personalBackupFolder({}, homeFolder, process.platform),
    chromium,
    async openFresh(browser) {
      await leave();
      const profileFolder = nextProfile();
      await mkdir(profileFolder);
      return open(profileFolder, browser);
    },
    leave,
    leadHostsAnew: () => writeFile(fixture.configFile, JSON.stringify(hosts())),
    async keepProfile() {
      if (!opened) {
        throw new Error('No workbench is open whose profile could be kept.');
      }
      await opened.workbench.leave();
      return { folder: opened.profileFolder, signedIn: simulator.signedIn() };
    },
    async openKept(kept, clear) {
      const profileFolder = nextProfile();
      await cp(kept.folder, profileFolder, { recursive: true });
      const left = leave().then(async () => {
        await clear();
        simulator.reset(kept.signedIn);
      });
      // Where the browser does not start, that is told.
      left.catch(() => undefined);
      return open(profileFolder, {}, left);
    },
    async close() {
      await opened?.workbench.close();
      await vscode.close();
      await simulator.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      process.off('exit', removeFolder);
    },
  };
}

/** VS Code's terminals have the kubectl from npm, where there is one: the machine may have none, or one that is too old. */
export function pathWithKubectl(): string {
  const pinned = findPinnedKubectl();
  const own = process.env['PATH'] ?? '';
  return pinned === undefined ? own : path.dirname(pinned.path) + path.delimiter + own;
}
