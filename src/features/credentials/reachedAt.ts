import type { Cloud } from '../../core/azure/clouds.ts';
import { portalUrl } from '../../core/azure/portalPages.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { WrittenUse } from '../../core/diagnosis/explainObstacles.ts';
import type { CredentialRequest } from './askCredentialRequest.ts';

/** The cluster that a credential leads to, for who tells whether kubectl reaches it. */
export function reachedAt(
  { cloud }: { readonly cloud: () => Cloud },
  { cluster, tenants }: Pick<SeenCluster, 'cluster' | 'tenants'>,
  { address }: Pick<CredentialRequest, 'address'>,
): NonNullable<WrittenUse['reached']> {
  return { cluster, address, portalUrl: portalUrl(cloud(), tenants.lister.tenantId, cluster.id) };
}
