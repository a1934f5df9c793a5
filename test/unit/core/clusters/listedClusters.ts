import assert from 'node:assert/strict';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import type { Subscription, Tenant } from '../../../../src/core/clusters/clusterPorts.ts';
import type { TenantFailure } from '../../../../src/core/listing/listClusters.ts';
import type { SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import type { Account } from '../../../../src/core/entra/signIn.ts';

export const ada: Account = { id: 'ada.home', label: 'ada@contoso.com' };
export const ben: Account = { id: 'ben.home', label: 'ben@contoso.com' };
export const contoso: Tenant = { tenantId: 'contoso', displayName: 'Contoso' };
export const fabrikam: Tenant = { tenantId: 'fabrikam', displayName: 'Fabrikam' };
/** When what is not said otherwise was listed. */
export const noon = Date.parse('2026-03-04T12:00:00');
export const offline = new AksEntraError('offline', 'Could not list: no network.');

/** A cluster as ARM lists it. @param properties of the managed cluster */
export function cluster(subscriptionId: string, name: string, properties: object = {}): Cluster {
  const id = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;
  const read = clusterFromArm({ id, properties }, contoso.tenantId);
  assert.ok(read);
  return read;
}

/** A subscription as an account sees it, named by its id. @param clusters an error where they could not be listed */
export function seen(
  subscriptionId: string,
  clusters: readonly Cluster[] | AksEntraError,
  { account = ada, tenant = contoso, at = noon }: { account?: Account; tenant?: Tenant; at?: number } = {},
): SeenSubscription {
  const subscription: Subscription = {
    subscriptionId,
    displayName: subscriptionId,
    tenantId: tenant.tenantId,
    state: 'Enabled',
  };
  const outcome =
    clusters instanceof AksEntraError
      ? ({ kind: 'failed', error: clusters } as const)
      : ({ kind: 'listed', clusters } as const);
  return { account, tenants: { owner: tenant, lister: tenant }, subscription, outcome, at };
}

export function failed(tenant: Tenant, account = ada, error = offline): TenantFailure {
  return { account, tenant, error };
}
