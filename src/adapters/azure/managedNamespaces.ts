import type { ManagedNamespaces } from '../../core/access/accessPorts.ts';
import { isNamespaceName } from '../../core/access/grantPlan.ts';
import { readString } from '../../core/azure/readProperty.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';
import { clusterPath } from './clusterPath.ts';

const apiVersion = '2025-10-01';

/** The namespaces of a cluster that Azure manages. */
export class ArmManagedNamespaces implements ManagedNamespaces {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async managedNamespaces({ cluster, account, tenants }: SeenCluster, options: CallOptions): Promise<string[]> {
    const what = l10n`list the managed namespaces of cluster ${cluster.name}`;
    const path = `${clusterPath(cluster)}/managedNamespaces?api-version=${apiVersion}`;
    const rows = await this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
    return rows
      .flatMap((row) => readString(row, 'name')?.split('/').at(-1) ?? [])
      .filter(isNamespaceName)
      .toSorted((a, b) => a.localeCompare(b));
  }
}
