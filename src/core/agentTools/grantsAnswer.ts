import type { GrantListing } from '../access/existingGrants.ts';
import { failureLabel, grantExplanation, grantHolder, grantSummary } from '../access/existingGrantTexts.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { type Answer, fitting } from './answerText.ts';

const mostGrants = 100;

/** Who has access to a cluster. What could not be read is told beside it: not readable is not none. */
export function grantsAnswer(cluster: Cluster, { grants, failures, others = 0 }: GrantListing): Answer {
  const { entries, leftOut } = fitting(grants, mostGrants, (grant) => ({
    who: grantHolder(grant),
    kind: grant.who.kind,
    objectIdOrName: grant.who.id,
    access: grantSummary(cluster, grant),
    explanation: grantExplanation(cluster, grant),
    isInherited: grant.kind === 'assignment' && grant.isInherited,
  }));
  return {
    cluster: { id: cluster.id, name: cluster.name },
    grants: entries,
    count: grants.length,
    ...(leftOut === 0 ? {} : { leftOut, toSeeThem: l10n`The rest is below the cluster in the view AKS Clusters.` }),
    ...(others === 0 ? {} : { assignmentsOfOtherRoles: others }),
    ...(failures.length === 0
      ? {}
      : { notReadable: failures.map((failure) => ({ what: failureLabel(failure), why: failure.error.message })) }),
    ...(cluster.entra.kind === 'none' || cluster.entra.adminGroupObjectIds.length === 0
      ? {}
      : { adminGroups: l10n`The members of the admin groups (see listClusters) may do everything besides.` }),
  };
}
