import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { ClusterPermissions } from '../../core/entraIntegration/managedClusterPorts.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';
import { clusterPath } from './clusterPath.ts';

export const permissionsApiVersion = '2022-04-01';

/** What the account may do on a cluster, its groups and inherited roles included; ARM tells that without Graph. */
export class ArmPermissions implements ClusterPermissions {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async permissions({ cluster, account, tenants }: SeenCluster, options: CallOptions): Promise<unknown[]> {
    const path = `${clusterPath(cluster)}/providers/Microsoft.Authorization/permissions?api-version=${permissionsApiVersion}`;
    const what = l10n`read your permissions on cluster ${cluster.name}`;
    return this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
  }
}
