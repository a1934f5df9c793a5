import { AksEntraError } from '../aksEntraError.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { explainNoCredential, hasCredential } from '../clusters/noCredential.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';

/** @throws AksEntraError where there is no glass to break: nothing was written then */
export function assertGlass(cluster: Cluster): void {
  const name = printable(cluster.name);
  if (cluster.power === 'Stopped') {
    throw new AksEntraError('clusterStopped', l10n`${name} is stopped: nobody can get into it. Start it first.`);
  }
  if (cluster.entra.kind !== 'none') {
    return;
  }
  if (!hasCredential(cluster)) {
    throw new AksEntraError('localAccountsDisabled', explainNoCredential(cluster));
  }
  throw new AksEntraError(
    'updateRefused',
    l10n`${name} has no Microsoft Entra integration, so there is no glass to break: “Get AKS credentials” gets its static clusterUser credential, which is a full admin’s.`,
  );
}
