import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedNames } from '../quotedNames.ts';
import { changeNotices } from './changeDocument.ts';
import type { EntraChange } from './plannedProfile.ts';
import type { JsonObject } from '../clusterWrites/rawCluster.ts';

/** The one question before anything is written. */
export interface ChangeQuestion {
  readonly message: string;
  readonly detail: string;
  readonly accept: string;
}

/** The change in plain words, with everything that cannot be taken back. */
export function changeQuestion(
  cluster: Cluster,
  body: JsonObject,
  change: EntraChange,
  groupNames: ReadonlyMap<string, string>,
): ChangeQuestion {
  const name = printable(cluster.name);
  const isEnabling = change.goal === 'enable';
  return {
    message: isEnabling
      ? l10n`Enable Microsoft Entra on ${name}?`
      : l10n`Migrate ${name} from legacy to AKS-managed Entra?`,
    detail: [
      `${admins(change, groupNames)} ${authorization(change)}`,
      ...changeNotices(body, change).map(({ text }) => text),
    ].join('\n\n'),
    accept: isEnabling ? l10n`Enable Entra` : l10n`Migrate`,
  };
}

function admins({ adminGroupObjectIds: ids }: EntraChange, groupNames: ReadonlyMap<string, string>): string {
  if (ids.length === 0) {
    return l10n`No group becomes cluster admin.`;
  }
  const names = quotedNames(ids.map((id) => groupNames.get(id.toLowerCase()) ?? id));
  return ids.length === 1
    ? l10n`Every member of the group ${names} becomes cluster admin.`
    : l10n`Every member of the groups ${names} becomes cluster admin.`;
}

function authorization({ enableAzureRbac }: EntraChange): string {
  return enableAzureRbac
    ? l10n`Azure role assignments and Kubernetes role bindings decide about everybody else.`
    : l10n`Kubernetes role bindings decide about everybody else.`;
}
