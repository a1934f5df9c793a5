import type { ClusterIdParts } from '../../src/core/azure/resourceId.ts';
import type { Simulator } from '../simulator/simulator.ts';
import type { AzCli } from './azCli.ts';
import type { OurSide } from './ourSide.ts';

/** One thing that az and we do, each in a simulated Azure of its own. */
export interface Step {
  readonly title: string;
  /** @param ours for what is read to make the lines that a person is shown */
  az(az: AzCli, ours: OurSide): Promise<unknown>;
  ours(ours: OurSide): Promise<unknown>;
  /** What is compared: what ARM holds afterwards. Where it is absent, what the two returned. */
  readonly held?: (simulator: Simulator) => unknown;
  /** Whose other properties are compared too, and where they differ told: no part of the result. */
  readonly changed?: ClusterIdParts;
}

/** Which cluster a command of `az aks` is about. */
export function addressOf({ subscriptionId, resourceGroup, name }: ClusterIdParts): string[] {
  return ['--subscription', subscriptionId, '--resource-group', resourceGroup, '--name', name];
}
