import { isCancellation } from '../cancellation.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import type { AccessPorts, ConnectedCluster } from './accessPorts.ts';

/**
 * What stands in the way of a role at a namespace. Azure assigns one at a name that is nobody’s: it would be of no use, and
 * of use to whoever makes such a namespace later.
 *
 * @param scope one of something else is none of its business
 * @throws an AbortError on cancel
 */
export async function lookForNamespace(
  { clusterConnections }: AccessPorts,
  seen: SeenCluster,
  scope: string,
  options: CallOptions,
): Promise<{ readonly obstacle?: string; readonly note?: string }> {
  const namespace = /\/namespaces\/([^/]+)$/.exec(scope)?.[1];
  if (namespace === undefined) {
    return {};
  }
  const unknown = l10n`Whether there is a namespace ${quotedName(namespace)} in ${quotedName(seen.cluster.name)} is not known: Azure assigns the role anyway.`;
  if (seen.cluster.power === 'Stopped') {
    return { note: unknown };
  }
  try {
    const names = await (await clusterConnections.connect(seen, options)).namespaces();
    return names.includes(namespace) ? {} : { obstacle: noNamespace(namespace) };
  } catch (error) {
    if (isCancellation(error)) {
      throw error;
    }
    return { note: unknown };
  }
}

export function noNamespace(namespace: string): string {
  return l10n`There is no namespace ${quotedName(namespace)} in the cluster. Create it first, or choose another one.`;
}

/** Who may not list namespaces is not told; the API server will say it then. */
export async function isMissing(cluster: ConnectedCluster, namespace: string): Promise<boolean> {
  try {
    return !(await cluster.namespaces()).includes(namespace);
  } catch (error) {
    if (isCancellation(error)) {
      throw error;
    }
    return false;
  }
}
