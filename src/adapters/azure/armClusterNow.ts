import type { ClusterNow } from '../../core/clusters/seenNow.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { clusterFromArm } from '../../core/clusters/clusterFromArm.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';
import { clusterPath } from './clusterPath.ts';

const apiVersion = '2025-10-01';

/** One cluster as it is now: a listing may be old, and how access is given hangs on what decides in the cluster. */
export class ArmClusterNow implements ClusterNow {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async clusterNow({ cluster, account, tenants }: SeenCluster, options: CallOptions): Promise<Cluster> {
    const what = l10n`read cluster ${cluster.name}`;
    const path = `${clusterPath(cluster)}?api-version=${apiVersion}`;
    const request = { method: 'GET', path } as const;
    const { text } = await this.#arm.send(what, { account, ...options }, tenants.lister.tenantId, request);
    const now = clusterFromArm(parsed(text), cluster.tenantId);
    if (now === undefined) {
      throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure’s answer is not a cluster.`);
    }
    return now;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A syntax error quotes what it does not understand.
    return undefined;
  }
}
