import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { AccessProof } from './accessProof.ts';
import { clusterScope } from './clusterScope.ts';
import type { ExistingGrant } from './existingGrants.ts';
import { grantExplanation, grantHolder, roleLabel } from './existingGrantTexts.ts';
import { revokeLines } from './revoke.ts';
import { covers } from './roles.ts';

export function revokeTitle({ name }: Cluster): string {
  return l10n`Revoke access to ${printable(name)}`;
}

/**
 * What is asked before access is taken away.
 *
 * @param proof whether one keeps access, where it is one’s own that is taken away
 */
export function revokeQuestion(
  cluster: Cluster,
  grant: ExistingGrant,
  proof: AccessProof | undefined,
): { readonly message: string; readonly detail: string; readonly accept: string } {
  return {
    message: l10n`Revoke ${roleLabel(grant)} of ${quotedName(grantHolder(grant))} ${placeText(cluster, grant)}?`,
    detail: [grantExplanation(cluster, grant), ...revokeNotes(grant, proof)].join('\n\n'),
    accept: l10n`Revoke`,
  };
}

/** All of it, as a Markdown text to read and copy from. @throws AksEntraError unexpectedAnswer */
export function revokeDocument(cluster: Cluster, grant: ExistingGrant, proof: AccessProof | undefined): string {
  return [
    `# ${revokeTitle(cluster)}`,
    '',
    l10n`**${quotedName(grantHolder(grant))} loses ${roleLabel(grant)} ${placeText(cluster, grant)}.** Nothing has been written yet.`,
    '',
    ...[grantExplanation(cluster, grant), ...revokeNotes(grant, proof)].map((text) => `- ${text}`),
    '',
    `## ${l10n`What is written`}`,
    '',
    `- ${writtenText(grant)}`,
    '',
    `## ${l10n`The same on a command line`}`,
    '',
    '```sh',
    revokeLines(cluster, grant),
    '```',
    '',
  ].join('\n');
}

/** Once it is done. */
export function revokedText(cluster: Cluster, grant: ExistingGrant): string {
  const done = l10n`${roleLabel(grant)} of ${quotedName(grantHolder(grant))} ${placeText(cluster, grant)} was revoked.`;
  return grant.kind === 'assignment' ? l10n`${done} It can take up to five minutes.` : done;
}

/** Why what is inherited is not taken away from here. */
export function inheritedText(cluster: Cluster, grant: ExistingGrant): string {
  return l10n`${grantExplanation(cluster, grant)} It holds for more than ${printable(cluster.name)}, so it is not taken away from here: revoke it where it was given.`;
}

function othersIn(grant: ExistingGrant): number {
  return grant.kind === 'binding' ? grant.binding.subjects.length - 1 : 0;
}

function revokeNotes(grant: ExistingGrant, proof: AccessProof | undefined): string[] {
  const others = othersIn(grant);
  const isFetching =
    grant.kind === 'assignment' &&
    (covers(grant.assignment.role, 'clusterUser') || covers(grant.assignment.role, 'namespaceUser'));
  return [
    ...(others > 0
      ? [l10n`The binding names ${others} more, who keep what they have: only this one is removed from it.`]
      : []),
    ...(proof === undefined ? [] : [l10n`This is your own access, or that of a group you are in. ${proof.text}`]),
    ...(grant.who.kind === 'Group' ? [l10n`It concerns every member of the group.`] : []),
    isFetching
      ? l10n`What they may do inside the cluster is not taken away: that is a row of its own.`
      : l10n`They can still fetch a credential if a role such as AKS Cluster User lets them: that is a row of its own.`,
    l10n`People already in may keep access for some minutes. Access by another role, binding or group is not taken away.`,
  ];
}

function writtenText(grant: ExistingGrant): string {
  if (grant.kind === 'assignment') {
    return l10n`The role assignment at ${quotedName(grant.assignment.scope)} is deleted.`;
  }
  const { kind, name } = {
    kind: grant.binding.namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    name: grant.binding.name,
  };
  return othersIn(grant) > 0
    ? l10n`${quotedName(grantHolder(grant))} is taken out of the ${kind} ${quotedName(name)}.`
    : l10n`The ${kind} ${quotedName(name)} is deleted.`;
}

/** Where, as the end of a sentence. */
function placeText(cluster: Cluster, grant: ExistingGrant): string {
  const name = printable(cluster.name);
  if (grant.kind === 'binding') {
    const { namespace } = grant.binding;
    return namespace === undefined
      ? l10n`in all of ${name}`
      : l10n`in the namespace ${quotedName(namespace)} of ${name}`;
  }
  const below = grant.assignment.scope.slice(clusterScope(cluster).length + 1);
  const [kind = '', place = ''] = below.split('/');
  switch (kind.toLowerCase()) {
    case 'namespaces':
      return l10n`in the namespace ${quotedName(place)} of ${name}`;
    case 'managednamespaces':
      return l10n`in the managed namespace ${quotedName(place)} of ${name}`;
    default:
      return l10n`on ${name}`;
  }
}
