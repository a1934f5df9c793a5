import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { ExistingGrant, GrantFailure } from './existingGrants.ts';
import { clusterScope } from './clusterScope.ts';
import { type AzureRoleKey, azureRoles } from './roles.ts';

/** Whose access it is. */
export function grantHolder({ who }: ExistingGrant): string {
  return printable(who.name ?? who.id);
}

/** What it is, and where, for one line. */
export function grantSummary(cluster: Cluster, grant: ExistingGrant): string {
  return `${roleLabel(grant)} · ${placeOf(cluster, grant)}`;
}

/** The same in sentences, with what it lets one do. */
export function grantExplanation(cluster: Cluster, grant: ExistingGrant): string {
  const { who } = grant;
  const kind = kindText(who.kind);
  const holder = who.name === undefined ? who.id : `${who.name} (${who.id})`;
  const what =
    grant.kind === 'binding'
      ? grant.binding.namespace === undefined
        ? l10n`${roleText(grant)} by the ClusterRoleBinding ${quotedName(grant.binding.name)}, in all of ${printable(cluster.name)}.`
        : l10n`${roleText(grant)} by the RoleBinding ${quotedName(grant.binding.name)}, in the namespace ${quotedName(grant.binding.namespace)}.`
      : l10n`The role ${quotedName(azureRoles[grant.assignment.role].name)}, ${placeOf(cluster, grant)}. ${roleMeaning(grant.assignment.role, cluster)}`;
  const condition = grant.kind === 'assignment' && grant.assignment.hasCondition ? l10n` A condition narrows it.` : '';
  return l10n`${kind} ${printable(holder)}. ${what}${condition}`;
}

/** Where access holds, in words: a scope is a path. */
function placeOf(cluster: Cluster, grant: ExistingGrant): string {
  if (grant.kind === 'binding') {
    const { namespace } = grant.binding;
    return namespace === undefined ? l10n`whole cluster` : l10n`namespace ${printable(namespace)}`;
  }
  return scopeText(cluster, grant.assignment.scope);
}

/** What could not be read; the error says why. */
export function failureLabel({ part }: GrantFailure): string {
  switch (part) {
    case 'assignments':
      return l10n`Role assignments are not readable`;
    case 'cluster':
      return l10n`Role bindings are not readable`;
    case 'rolebindings':
      return l10n`Role bindings of namespaces are not readable`;
    case 'clusterrolebindings':
      return l10n`Role bindings of the whole cluster are not readable`;
  }
}

function scopeText(cluster: Cluster, scope: string): string {
  const own = clusterScope(cluster).toLowerCase();
  const below = scope.toLowerCase().startsWith(`${own}/`) ? scope.slice(own.length + 1).split('/') : undefined;
  if (scope.toLowerCase() === own) {
    return l10n`cluster`;
  }
  if (below !== undefined) {
    const [kind = '', name = ''] = below;
    return kind.toLowerCase() === 'namespaces'
      ? l10n`namespace ${printable(name)}`
      : kind.toLowerCase() === 'managednamespaces'
        ? l10n`managed namespace ${printable(name)}`
        : printable(below.join('/'));
  }
  const [, , , group = '', groupName = ''] = scope.split('/');
  if (group.toLowerCase() === 'resourcegroups') {
    return l10n`inherited from the resource group ${printable(groupName)}`;
  }
  if (/^\/subscriptions\/[^/]+$/i.test(scope)) {
    return l10n`inherited from the subscription`;
  }
  return scope === '' || scope === '/'
    ? l10n`inherited from the root of the directory`
    : l10n`inherited from the management group ${printable(scope.split('/').at(-1) ?? '')}`;
}

/** What it is, in few words. */
export function roleLabel(grant: ExistingGrant): string {
  return grant.kind === 'binding'
    ? printable(grant.binding.role.name)
    : azureRoles[grant.assignment.role].name.replace('Azure Kubernetes Service ', 'AKS ').replace(/ Role$/, '');
}

function roleText({ binding }: Extract<ExistingGrant, { kind: 'binding' }>): string {
  return l10n`The ${printable(binding.role.kind)} ${quotedName(binding.role.name)}`;
}

function kindText(kind: string): string {
  return kind === 'Group' ? l10n`Group` : kind === 'User' ? l10n`Person` : printable(kind);
}

function roleMeaning(role: AzureRoleKey, { authorization }: Cluster): string {
  switch (role) {
    case 'clusterUser':
      return l10n`Can fetch a credential. Other roles decide what it allows.`;
    case 'namespaceUser':
      return l10n`Can fetch a credential for the namespace. Other roles decide what it allows.`;
    case 'clusterAdmin':
      return l10n`Can fetch the admin credential where local accounts are on.`;
    case 'owner':
      return l10n`May change it in Azure, and give access to it.`;
    case 'contributor':
    case 'namespaceContributor':
    case 'wholeContributor':
      return l10n`May change it in Azure.`;
    case 'userAccessAdministrator':
    case 'rbacAdministrator':
      return l10n`May give access to it.`;
    case 'rbacReader':
    case 'rbacWriter':
    case 'rbacAdmin':
    case 'rbacClusterAdmin':
      return authorization === 'azureRbac'
        ? l10n`Decides what its holder may do inside the cluster.`
        : l10n`It has no effect here: Kubernetes RBAC decides inside this cluster.`;
  }
}
