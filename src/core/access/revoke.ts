import type { Cluster } from '../clusters/cluster.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { AccessPorts } from './accessPorts.ts';
import type { ExistingGrant } from './existingGrants.ts';
import { assignmentRemovalLine, bindingRemovalLines } from './grantCommands.ts';

/** The lines that do it without this extension. @throws AksEntraError unexpectedAnswer */
export function revokeLines(cluster: Cluster, grant: ExistingGrant): string {
  return grant.kind === 'assignment'
    ? assignmentRemovalLine(grant.assignment.id)
    : bindingRemovalLines(cluster, grant.binding, grant.binding.subjects.length > 1);
}

/**
 * Takes access away, as it was shown: a binding that was changed since stays.
 *
 * @throws AksEntraError bindingChanged, …; an AbortError on cancel
 */
export async function revoke(
  { roleAssignments, clusterConnections }: AccessPorts,
  seen: SeenCluster,
  grant: ExistingGrant,
  options: CallOptions,
): Promise<void> {
  if (grant.kind === 'assignment') {
    await roleAssignments.unassign(seen, options, grant.assignment.id);
    return;
  }
  const cluster = await clusterConnections.connect(seen, options);
  if (grant.binding.subjects.length > 1) {
    await cluster.removeSubject(grant.binding, grant.subject);
  } else {
    await cluster.deleteBinding(grant.binding);
  }
}
