import type { AccessProof } from '../access/accessProof.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { quotedNames } from '../quotedNames.ts';
import { changeNotices } from './changeDocument.ts';
import { adminGroupChanges } from './adminGroupChanges.ts';
import { goalTexts } from './goalTexts.ts';
import type { EntraUpdate } from './plannedProfile.ts';
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
  change: EntraUpdate,
  groupNames: ReadonlyMap<string, string>,
  proof?: AccessProof,
): ChangeQuestion {
  const { question, accept } = goalTexts(cluster, change);
  const notices = changeNotices(body, change, proof).map(({ text }) => text);
  return {
    message: question,
    detail: [whoIsAdmin(body, change, groupNames), ...notices].filter((text) => text !== '').join('\n\n'),
    accept,
  };
}

function whoIsAdmin(body: JsonObject, change: EntraUpdate, groupNames: ReadonlyMap<string, string>): string {
  switch (change.goal) {
    case 'enable':
    case 'migrate':
      return `${admins(change.adminGroupObjectIds, groupNames)} ${authorization(change.enableAzureRbac)}`;
    case 'adminGroups':
      return otherAdmins(body, change.adminGroupObjectIds, groupNames);
    case 'authorization':
    case 'localAccounts':
      return '';
  }
}

function otherAdmins(body: JsonObject, wanted: readonly string[], groupNames: ReadonlyMap<string, string>): string {
  const { added, removed } = adminGroupChanges(body, wanted);
  return [
    ...(added.length === 0 ? [] : [admins(added, groupNames)]),
    ...(removed.length === 0
      ? []
      : [l10n`Members of ${namesOf(removed, groupNames)} are no longer cluster admins through it.`]),
    ...(wanted.length === 0 ? [l10n`Then no group is cluster admin.`] : []),
  ].join(' ');
}

function admins(ids: readonly string[], groupNames: ReadonlyMap<string, string>): string {
  if (ids.length === 0) {
    return l10n`No group becomes cluster admin.`;
  }
  const names = namesOf(ids, groupNames);
  return ids.length === 1
    ? l10n`Every member of the group ${names} becomes cluster admin.`
    : l10n`Every member of the groups ${names} becomes cluster admin.`;
}

function namesOf(ids: readonly string[], groupNames: ReadonlyMap<string, string>): string {
  return quotedNames(ids.map((id) => groupNames.get(id.toLowerCase()) ?? id));
}

function authorization(enableAzureRbac: boolean): string {
  return enableAzureRbac
    ? l10n`Azure role assignments and Kubernetes role bindings decide about everybody else.`
    : l10n`Kubernetes role bindings decide about everybody else.`;
}
