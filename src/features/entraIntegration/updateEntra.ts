import { findOwnGroups } from '../../core/access/findOwnGroups.ts';
import type { AccessFacts } from '../../core/access/accessProof.ts';
import { readStrings } from '../../core/azure/readProperty.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { aadProfileOf, type ClusterDocument } from '../../core/clusterWrites/rawCluster.ts';
import { needsProof } from '../../core/entraIntegration/needsProof.ts';
import { plannedProfile, type EntraUpdate } from '../../core/entraIntegration/plannedProfile.ts';
import { l10n } from '../../core/l10n.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ChangeEntraPorts } from './changeEntra.ts';
import { finishChange } from './finishChange.ts';
import { assertNothingInTheWay } from './nothingInTheWay.ts';
import { type SendOutcome, sendEntraChange } from './sendEntraChange.ts';

/** A change of a cluster that has Entra, and what is known already of who makes it. */
interface WantedUpdate {
  readonly document: ClusterDocument;
  readonly permissions: readonly unknown[];
  readonly change: EntraUpdate;
  readonly groupNames?: ReadonlyMap<string, string>;
  readonly createdGroups?: ReadonlySet<string>;
  /** There is something to choose otherwise. */
  readonly hasWayBack?: boolean;
}

/**
 * Finds out whether the user keeps access where the change could take it, shows what will change, asks, does it, and tells
 * what came of it.
 *
 * @returns what was sent, or what the cluster is where it is to be put together anew
 * @throws AksEntraError; an AbortError on cancel
 */
export async function updateEntra(
  ports: ChangeEntraPorts,
  seen: SeenCluster,
  wanted: WantedUpdate,
): Promise<SendOutcome> {
  const { document, change, hasWayBack = false } = wanted;
  assertNothingInTheWay(document.body, change.goal, change);
  const access = needsProof(document.body, change) ? await factsFor(ports, seen, wanted) : undefined;
  const groupNames = wanted.groupNames ?? (await namesOfAdmins(ports, seen, document));
  const known = access === undefined ? {} : { access };
  const outcome = await sendEntraChange(ports, seen, document, { change, groupNames, hasWayBack, ...known });
  if (outcome.kind === 'sent') {
    ports.logger.info(`${change.goal}: Azure took up the change of ${seen.cluster.name}`);
    await finishChange(ports, seen, change, outcome.sent);
  }
  return outcome;
}

/** The names of the present admin groups, by object id in small letters, as far as Graph tells them. */
export function namesOfAdmins(
  { groupNames }: Pick<ChangeEntraPorts, 'groupNames'>,
  { account, cluster }: SeenCluster,
  { body }: ClusterDocument,
): Promise<ReadonlyMap<string, string>> {
  return groupNames.groupNames(account, cluster.tenantId, readStrings(aadProfileOf(body), 'adminGroupObjectIDs'));
}

function factsFor(
  ports: ChangeEntraPorts,
  { account, cluster }: SeenCluster,
  { document, change, permissions, createdGroups = new Set() }: WantedUpdate,
): Promise<AccessFacts> {
  const admins = readStrings(plannedProfile(document.body, change), 'adminGroupObjectIDs');
  return withProgress(l10n`Checking whether you keep access to ${cluster.name}`, async (signal) => ({
    groups: await findOwnGroups(ports, account, cluster, admins, Date.now(), signal),
    createdGroups,
    permissions,
  }));
}
