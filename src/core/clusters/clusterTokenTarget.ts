import { AksEntraError } from '../aksEntraError.ts';
import { clusterScope } from '../entra/scopes.ts';
import type { TokenTarget } from '../entra/tokenTarget.ts';
import { l10n } from '../l10n.ts';
import { signInTenant } from './cluster.ts';
import type { SeenCluster } from './seenCluster.ts';

/**
 * The token that opens a cluster, for the account that sees it.
 *
 * @throws AksEntraError credentialNotConvertible where VS Code gets no token for the cluster
 */
export function clusterTokenTarget({ cluster, account }: SeenCluster): TokenTarget {
  if (cluster.entra.kind !== 'managed') {
    throw new AksEntraError(
      'credentialNotConvertible',
      cluster.entra.kind === 'legacy'
        ? l10n`${cluster.name} uses the legacy Entra integration: only kubelogin gets its tokens. Run kubectl again.`
        : l10n`${cluster.name} has no Entra integration, so there is no token: its credential is a static certificate.`,
    );
  }
  return { purpose: cluster.name, tenantId: signInTenant(cluster), scope: clusterScope(), accountId: account.id };
}
