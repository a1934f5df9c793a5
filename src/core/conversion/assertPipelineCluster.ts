import { AksEntraError } from '../aksEntraError.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { assertHasCredential } from '../clusters/noCredential.ts';
import { l10n } from '../l10n.ts';

/**
 * Checks before anything is fetched that a pipeline can get into a cluster without a secret, by what Azure says of it.
 *
 * @throws AksEntraError localAccountsDisabled where nobody gets a credential; credentialNotConvertible where a pipeline
 *   gets none without a secret, with what can be done about it
 */
export function assertPipelineCluster(cluster: Cluster): void {
  assertHasCredential(cluster);
  switch (cluster.entra.kind) {
    case 'managed':
      return;
    case 'legacy':
      throw new AksEntraError(
        'credentialNotConvertible',
        l10n`${cluster.name} uses the legacy Entra integration, which lets no service principal or managed identity in. Migrate the cluster to managed Entra first.`,
      );
    case 'none':
      throw new AksEntraError(
        'credentialNotConvertible',
        cluster.authorization === 'none'
          ? l10n`${cluster.name} has no Entra integration, and Kubernetes RBAC is off, so that none can be added: its only credential is a static certificate, which is a secret.`
          : l10n`${cluster.name} has no Entra integration: its only credential is a static certificate, which is a secret. Enable Entra on the cluster first.`,
      );
  }
}
