import type { SimulatedVsCode } from '../../../test/vscode/startSimulatedVsCode.ts';
import { development } from '../../../test/simulator/scenarios/subscriptions.ts';

/** The AADProfile that the simulated ARM holds of a cluster, as text. */
export function profileInAzure({ simulator }: SimulatedVsCode, cluster: string): string {
  const found = simulator.directory.clustersIn(development.subscriptionId).find(({ name }) => name === cluster);
  if (found === undefined) {
    throw new Error(`There is no cluster ${cluster}.`);
  }
  return `aadProfile in Azure: ${JSON.stringify(found.arm.properties.aadProfile ?? null)}`;
}
