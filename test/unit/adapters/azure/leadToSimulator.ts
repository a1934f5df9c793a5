import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCloudHosts, type Simulator } from '../../../simulator/simulator.ts';
import type { SimulatedHosts } from '../../../vscode/packTestExtension.ts';

/**
 * Leads this process's connections for the simulated hosts to the simulator, as the fixture extension does it inside
 * VS Code: the product runs unchanged, with its real endpoints. There is no way back, so call it once per test file.
 */
export function leadToSimulator(
  simulator: Pick<Simulator, 'tlsPort' | 'caPem'> & Partial<Pick<Simulator, 'hosts' | 'unreachableHosts'>>,
): void {
  const folder = mkdtempSync(join(tmpdir(), 'aks-entra-unit-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const caFile = join(folder, 'ca.pem');
  const hostsFile = join(folder, 'hosts.json');
  writeFileSync(caFile, simulator.caPem);
  const hosts: SimulatedHosts = {
    port: simulator.tlsPort,
    caFile,
    cloudHosts: allCloudHosts,
    clusterHosts: simulator.hosts?.filter((host) => !allCloudHosts.includes(host)) ?? [],
    unreachableHosts: simulator.unreachableHosts ?? {},
  };
  writeFileSync(hostsFile, JSON.stringify(hosts));
  process.env['AKS_ENTRA_SIMULATED_HOSTS'] = hostsFile;
  // A proxy of the machine would be asked for the simulated hosts before any socket is.
  for (const name of Object.keys(process.env)) {
    if (/^(https?|all|no)_proxy$/i.test(name)) {
      process.env[name] = '';
    }
  }
  const fixture = createRequire(import.meta.url)('../../../vscode/fixtureExtension/extension.js') as {
    activate(): void;
  };
  fixture.activate();
}
