import { accessProof, type AccessFacts, type AccessProof } from '../access/accessProof.ts';
import { mayFetchUserCredential } from '../access/permissions.ts';
import { clusterFromArm } from '../clusters/clusterFromArm.ts';
import type { JsonObject } from '../clusterWrites/rawCluster.ts';
import { l10n } from '../l10n.ts';
import { adminGroupChanges } from './adminGroupChanges.ts';
import { plannedCluster, type EntraUpdate } from './plannedProfile.ts';

/** Whether a change can take somebody’s access away: removed groups, no local accounts, another kind of authorization. */
export function needsProof(body: JsonObject, change: EntraUpdate): boolean {
  switch (change.goal) {
    case 'adminGroups':
      return adminGroupChanges(body, change.adminGroupObjectIds).removed.length > 0;
    case 'localAccounts':
      return change.disableLocalAccounts;
    case 'authorization':
      return true;
    case 'enable':
    case 'migrate':
      return false;
  }
}

/**
 * Whether who makes a change keeps access; undefined where the change takes it from nobody.
 *
 * @param facts undefined where nobody looked: the cluster was another one when the change was put together
 */
export function proofOfChange(
  body: JsonObject,
  change: EntraUpdate,
  facts: AccessFacts | undefined,
  groupNames: ReadonlyMap<string, string>,
): AccessProof | undefined {
  if (!needsProof(body, change)) {
    return undefined;
  }
  const after = clusterFromArm(plannedCluster(body, change), '');
  if (facts === undefined || after === undefined) {
    return {
      kind: 'unproven',
      text: l10n`It is not proven that you keep access: the cluster was changed by somebody else while you chose. Cancel and begin again to have it looked at.`,
    };
  }
  if (change.goal === 'localAccounts' && !mayFetchUserCredential(facts.permissions)) {
    return {
      kind: 'unproven',
      text: l10n`It is not proven that you keep access: your Azure roles do not let you fetch the user credential, and the admin credential is refused afterwards. The role Azure Kubernetes Service Cluster User would let you.`,
    };
  }
  return accessProof(after, facts, groupNames);
}
