import { isAtOrAbove } from '../access/clusterScope.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';

/** Whether a role at a scope can count on a cluster; nobody here knows which management groups lie above it. */
export function concernsCluster(scope: string, clusterId: string): boolean {
  return isManagementGroup(scope) || isAtOrAbove(scope, clusterId) || isAtOrAbove(clusterId, scope);
}

/** A scope as people say it. */
export function scopeText(scope: string, clusterId: string): string {
  if (isAtOrAbove(clusterId, scope)) {
    return below(scope.slice(clusterId.length).split('/').slice(1));
  }
  if (isManagementGroup(scope)) {
    return l10n`the management group ${quotedName(lastSegment(scope))}`;
  }
  const [, ...segments] = scope.replace(/\/$/, '').split('/');
  const kinds = segments.filter((_segment, index) => index % 2 === 0).join('/');
  switch (kinds.toLowerCase()) {
    case '':
      return l10n`the whole tenant`;
    case 'subscriptions':
      return l10n`the whole subscription`;
    case 'subscriptions/resourcegroups':
      return l10n`the resource group ${quotedName(lastSegment(scope))}`;
    default:
      return printable(scope);
  }
}

function below([kind = '', name = '']: readonly string[]): string {
  switch (kind.toLowerCase()) {
    case '':
      return l10n`this cluster`;
    case 'namespaces':
      return l10n`the namespace ${quotedName(name)} of this cluster`;
    case 'managednamespaces':
      return l10n`the managed namespace ${quotedName(name)} of this cluster`;
    default:
      return l10n`a part of this cluster: ${printable(`${kind}/${name}`)}`;
  }
}

function isManagementGroup(scope: string): boolean {
  return scope.toLowerCase().startsWith('/providers/microsoft.management/managementgroups/');
}

function lastSegment(scope: string): string {
  return scope.split('/').at(-1) ?? '';
}
