import type { ClusterIdParts } from '../azure/resourceId.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { isGuest, type Principal, principalName } from '../directory/people.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { assignmentLine, bindingLine, getCredentialsLine, getNamespaceCredentialsLine } from './grantCommands.ts';
import { yamlOf } from './bindingManifest.ts';
import type { GrantCheck } from './checkGrant.ts';
import type { Grant, GrantPlace, GrantStep } from './grantPlan.ts';
import { type AccessLevel, azureRoles } from './roles.ts';

/** What a level lets one do, in plain words. */
export function levelMeaning(level: AccessLevel): string {
  switch (level) {
    case 'view':
      return l10n`Sees what runs, with its logs. Changes nothing, and sees no secrets, roles or bindings.`;
    case 'edit':
      return l10n`Changes what runs, reads secrets and gets into pods. Gives nobody access.`;
    case 'admin':
      return l10n`Like edit, and can give others access there. Changes neither quotas nor the namespace itself.`;
    case 'cluster-admin':
      return l10n`Everything in every namespace and on the nodes. Can give access to anybody and take it away.`;
  }
}

/** Where, as the end of a sentence. */
export function placeText(where: GrantPlace, clusterName: string): string {
  switch (where.kind) {
    case 'cluster':
      return l10n`in all of ${printable(clusterName)}`;
    case 'namespace':
      return l10n`in the namespace ${quotedName(where.name)} of ${printable(clusterName)}`;
    case 'managedNamespace':
      return l10n`in the managed namespace ${quotedName(where.name)} of ${printable(clusterName)}`;
  }
}

/** Who, as a part of a sentence. */
function whoText(who: Principal): string {
  const name = quotedName(principalName(who));
  return who.kind === 'Group' ? l10n`every member of the group ${name}` : name;
}

export function grantTitle({ name }: Cluster): string {
  return l10n`Grant access to ${printable(name)}`;
}

/** What a grant means, in one sentence. */
function grantSentence(cluster: Cluster, { who, where, level }: Grant): string {
  return l10n`${capital(whoText(who))} gets ${level} ${placeText(where, cluster.name)}.`;
}

/** Once it is done. */
export function grantedText(cluster: Cluster, { who, where, level }: Grant): string {
  return l10n`${capital(whoText(who))} was granted ${level} ${placeText(where, cluster.name)}.`;
}

/** Where it is so already. */
export function grantedSentence(cluster: Cluster, { who, where, level }: Grant): string {
  return l10n`${capital(whoText(who))} has ${level} ${placeText(where, cluster.name)} now.`;
}

/** What one should know before giving it. */
export function grantNotes(cluster: Cluster, { who, where, level }: Grant, check: GrantCheck): string[] {
  const isAdminAlready =
    cluster.entra.kind !== 'none' &&
    who.kind === 'Group' &&
    cluster.entra.adminGroupObjectIds.some((id) => id.toLowerCase() === who.objectId.toLowerCase());
  return [
    ...(isAdminAlready
      ? [l10n`This group is already cluster admin, as one of the cluster’s admin groups: it needs no grant inside it.`]
      : []),
    ...check.there,
    ...check.notes,
    ...(level === 'cluster-admin'
      ? [
          l10n`A cluster admin can give and take access, yours too. Prefer a group, and a namespace where that is enough.`,
        ]
      : []),
    ...(check.steps.some((step) => step.kind === 'binding') ? subjectNotes(who) : []),
    ...(where.kind === 'managedNamespace'
      ? [l10n`It shows in no list of clusters: its credential is that of the namespace.`]
      : []),
  ];
}

function subjectNotes(who: Principal): string[] {
  if (who.kind === 'Group') {
    return [];
  }
  return who.signInName !== undefined && !isGuest(who)
    ? [
        l10n`The cluster knows people by their sign-in name, here ${quotedName(who.signInName)}: anyone renamed needs a new grant.`,
      ]
    : [l10n`The cluster knows guests by their object id, here ${quotedName(who.objectId)}.`];
}

/**
 * The lines that do a grant without this extension. Bash, zsh, fish and PowerShell take them. Before kubectl come those
 * that know the cluster: without them it would write to whatever cluster somebody used last.
 *
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function grantLines(cluster: ClusterIdParts, steps: readonly GrantStep[]): string {
  const assignments = steps.flatMap((step) =>
    step.kind === 'assignment' ? [assignmentLine(step.role, step.scope, step.principal)] : [],
  );
  const bindings = steps.flatMap((step) => (step.kind === 'binding' ? [bindingLine(cluster, step.binding)] : []));
  return [...assignments, ...(bindings.length === 0 ? [] : [getCredentialsLine(cluster), ...bindings])].join('\n');
}

/** The bindings of a grant, to apply; undefined where there are none. */
export function grantYaml(steps: readonly GrantStep[]): string | undefined {
  const yaml = steps.flatMap((step) => (step.kind === 'binding' ? [yamlOf(step.binding)] : []));
  return yaml.length === 0 ? undefined : yaml.join('---\n');
}

/**
 * Everything that a grant is, as a Markdown text to read and copy from.
 *
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function grantDocument(cluster: Cluster, grant: Grant, check: GrantCheck): string {
  const { steps, obstacles } = check;
  const yaml = grantYaml(steps);
  return [
    `# ${grantTitle(cluster)}`,
    '',
    l10n`**${grantSentence(cluster, grant)}** Nothing has been written yet.`,
    '',
    ...(obstacles.length === 0
      ? []
      : [
          `## ${l10n`You cannot give it yourself`}`,
          '',
          ...obstacles.map((text) => `- ${text}`),
          '',
          l10n`The lines below do it. Give them to someone who may.`,
          '',
        ]),
    `- ${levelMeaning(grant.level)}`,
    ...grantNotes(cluster, grant, check).map((text) => `- ${text}`),
    '',
    `## ${l10n`What is written`}`,
    '',
    ...steps.map((step) => `- ${stepText(step)}`),
    '',
    ...(yaml === undefined ? [] : [`## ${l10n`The binding`}`, '', ...fenced('yaml', yaml.trimEnd())]),
    `## ${l10n`The same on a command line`}`,
    '',
    ...fenced('sh', grantLines(cluster, steps)),
    `## ${l10n`What they do next`}`,
    '',
    nextSteps(cluster, grant),
    '',
  ].join('\n');
}

/** One thing that is written, as a sentence. */
export function stepText(step: GrantStep): string {
  if (step.kind === 'binding') {
    const { name, namespace, clusterRole } = step.binding;
    return namespace === undefined
      ? l10n`A ClusterRoleBinding ${quotedName(name)} to the ClusterRole ${clusterRole}.`
      : l10n`A RoleBinding ${quotedName(name)} to the ClusterRole ${clusterRole} in the namespace ${quotedName(namespace)}.`;
  }
  const role = quotedName(azureRoles[step.role].name);
  return step.purpose === 'fetch'
    ? l10n`The role ${role} in Azure, without which nobody can fetch a credential.`
    : l10n`The role ${role} in Azure, at ${quotedName(step.scope)}.`;
}

/** What somebody does who was let in. */
export function nextSteps(cluster: Cluster, { who, where, level }: Grant): string {
  const name = printable(cluster.name);
  const groups =
    who.kind === 'Group'
      ? l10n` Members who signed in before joining must sign in again: groups travel in the token.`
      : '';
  if (where.kind === 'managedNamespace') {
    return l10n`You have ${level} ${placeText(where, cluster.name)} now. Fetch its credential: ${getNamespaceCredentialsLine(cluster, where.name)}${groups}`;
  }
  return l10n`You have ${level} ${placeText(where, cluster.name)} now. In VS Code run “AKS Entra: Get AKS credentials” for ${name}; or: ${getCredentialsLine(cluster)}${groups}`;
}

/** Before it is written. */
export function grantQuestion(
  cluster: Cluster,
  grant: Grant,
  check: GrantCheck,
): { readonly message: string; readonly detail: string; readonly accept: string } {
  return {
    message: l10n`Grant ${grant.level} ${placeText(grant.where, cluster.name)}?`,
    detail: [
      `${grantSentence(cluster, grant)} ${levelMeaning(grant.level)}`,
      ...grantNotes(cluster, grant, check),
      [l10n`This is written:`, ...check.steps.map((step) => `• ${stepText(step)}`)].join('\n'),
    ].join('\n\n'),
    accept: l10n`Grant`,
  };
}

/** At the beginning of a sentence. */
function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function fenced(language: string, text: string): string[] {
  return [`\`\`\`${language}`, text, '```', ''];
}
