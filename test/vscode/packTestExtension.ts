import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTool } from './runTool.ts';

/** What the fixture extension reads: which hosts are simulated and where. */
export interface SimulatedHosts {
  readonly port: number;
  /** PEM file of the CA that signed the cloud hosts' certificates. */
  readonly caFile: string;
  readonly cloudHosts: readonly string[];
  /** API servers that can be reached; their CA is in the kubeconfig. Other names meet the machine's own DNS. */
  readonly clusterHosts: readonly string[];
  /**
   * API servers that cannot: the name of one does not resolve (ENOTFOUND), or it leads to an address where nobody
   * answers (ETIMEDOUT, which comes at once in place of after minutes).
   */
  readonly unreachableHosts?: Readonly<Record<string, 'noName' | 'noAnswer'>>;
}

/** Packs an extension that is no part of the product into a `.vsix`. @returns the file's path. */
export async function packTestExtension(sourceFolder: string, outFolder: string): Promise<string> {
  const packed = path.join(outFolder, `${path.basename(sourceFolder)}.vsix`);
  const vsce = path.join(import.meta.dirname, '..', '..', 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--allow-star-activation'];
  await runTool(process.execPath, [vsce, 'package', ...flags, '--out', packed], {
    cwd: sourceFolder,
    timeLimitMs: 60_000,
  });
  return packed;
}

/**
 * Packs the fixture extension and writes its configuration.
 * @returns the `.vsix` to install, the environment that VS Code's server has to be started with, and the file in which
 * the hosts can be others from then on
 */
export async function packSimulatedHosts(
  hosts: SimulatedHosts,
  outFolder: string,
): Promise<{ vsix: string; env: Record<string, string>; configFile: string }> {
  const configFile = path.join(outFolder, 'simulated-hosts.json');
  await writeFile(configFile, JSON.stringify(hosts));
  const vsix = await packTestExtension(path.join(import.meta.dirname, 'fixtureExtension'), outFolder);
  return { vsix, env: { AKS_ENTRA_SIMULATED_HOSTS: configFile }, configFile };
}
