import { adminQuestion } from '../../core/breakGlass/glassTexts.ts';
import { silentFirst } from '../../core/breakGlass/silentFirst.ts';
import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { renderSingleContext } from '../../core/kubeconfig/singleContext.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { back } from '../../ui/quickPickStep.ts';
import { typeName } from '../../ui/typeName.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { fetchCredential } from '../credentials/fetchCredential.ts';
import type { GlassTerminals } from './glassTerminals.ts';

export interface UseAdminPorts {
  readonly clusterCredentials: ClusterCredentials;
  readonly glass: GlassTerminals;
  readonly logger: Logger;
}

/**
 * Says what the admin credential is, has the cluster’s name typed, fetches the credential, and opens a terminal with it.
 * It stands in the terminal’s private file and nowhere else.
 *
 * @param goBack the button that does not
 * @returns `back` where the user chose that
 * @throws AksEntraError; an AbortError when the user declines
 */
export async function useAdminCredential(
  ports: UseAdminPorts,
  seen: SeenCluster,
  goBack: string,
): Promise<'opened' | typeof back> {
  const { name } = seen.cluster;
  const question = adminQuestion(name);
  const accept = l10n`Use Admin Credential`;
  if (!(await isAccepted({ ...question, accept, goBack }))) {
    return back;
  }
  await typeName(l10n`Break glass on ${printable(name)}`, name, l10n`Full control that bypasses Microsoft Entra.`);
  const credential = await withProgress(l10n`Getting the admin credential of ${name}`, (signal) =>
    silentFirst((interaction) =>
      fetchCredential(ports, seen, { interaction, signal }, { format: 'exec', isAdmin: true }),
    ),
  );
  const { clusterName, contextName, userName, cluster, context, user } = credential;
  const text = renderSingleContext(contextName, {
    cluster: { name: clusterName, cluster },
    context: { name: contextName, context },
    user: { name: userName, user },
  });
  await ports.glass.open(seen.cluster, contextName, text);
  ports.logger.warn(`Break glass on ${name}: a terminal with its admin credential is open`);
  return 'opened';
}
