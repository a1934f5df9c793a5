import { randomBytes } from 'node:crypto';
import type { SimulatedCluster } from '../scenario.ts';

const tokens = new WeakMap<SimulatedCluster, string>();

/**
 * The bearer token that a local account's kubeconfig carries beside its client certificate: 128 hex digits,
 * the same for as long as the cluster object lives, another one in each run.
 */
export function staticTokenOf(cluster: SimulatedCluster): string {
  let token = tokens.get(cluster);
  if (token === undefined) {
    token = randomBytes(64).toString('hex');
    tokens.set(cluster, token);
  }
  return token;
}
