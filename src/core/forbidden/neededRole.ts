import { mayDoInside } from '../access/permissions.ts';
import type { AccessLevel, AzureRoleKey } from '../access/roles.ts';
import { rbacDataActions } from './rbacDataActions.ts';
import type { RefusedRequest, RefusedResource } from './refusal.ts';

export type RbacRoleKey = keyof typeof rbacDataActions;

const clusters = 'Microsoft.ContainerService/managedClusters';
export const readVerbs: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
const writeVerbs = new Set(['create', 'update', 'patch']);
/** Subresources by which one gets more than a change of the object: guard asks for an action of their own. */
const actionsOfPods = new Set(['exec', 'attach', 'portforward', 'proxy']);

/** API groups of Kubernetes itself, as far as they have no dot in their name or end so. */
const ownGroups = new Set(['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy']);

/** Whether a resource comes of a CustomResourceDefinition, or of an API server of somebody else. */
export function isCustomResource({ group }: Pick<RefusedResource, 'group'>): boolean {
  return !ownGroups.has(group) && !/(^|\.)k8s\.io$/.test(group);
}

/** The data action that AKS’s authorizer asks Azure about (kubeguard/guard, authz/providers/azure/rbac). */
export function dataActionOf(request: RefusedRequest): string {
  if (request.kind === 'path') {
    return `${clusters}/${request.path.split('/').filter(Boolean).join('/')}/read`;
  }
  const { group, resource, subresource, verb } = request;
  const action = actionOf(verb);
  if (isCustomResource(request)) {
    return `${clusters}/customresources/${action}`;
  }
  const name = group === '' ? resource : `${group}/${resource}`;
  return resource === 'pods' && subresource !== undefined && actionsOfPods.has(subresource)
    ? `${clusters}/pods/${subresource}/action`
    : `${clusters}/${name}/${action}`;
}

function actionOf(verb: string): string {
  if (readVerbs.has(verb)) {
    return 'read';
  }
  if (writeVerbs.has(verb)) {
    return 'write';
  }
  return verb === 'delete' || verb === 'deletecollection' ? 'delete' : `${verb}/action`;
}

/** Whether one of Azure’s roles for the inside of a cluster lets do it. */
export function roleCovers(role: AzureRoleKey, request: RefusedRequest): boolean {
  return isRbacRole(role) && mayDoInside([rbacDataActions[role]], dataActionOf(request));
}

function isRbacRole(role: AzureRoleKey): role is RbacRoleKey {
  return Object.hasOwn(rbacDataActions, role);
}

/** The least of Azure’s roles that covers a request. */
export function neededAzureRole(request: RefusedRequest): RbacRoleKey {
  const roles: readonly RbacRoleKey[] = ['rbacReader', 'rbacWriter', 'rbacAdmin'];
  return roles.find((role) => roleCovers(role, request)) ?? 'rbacClusterAdmin';
}

/**
 * The least of Kubernetes’ own roles for people that covers a request. `view`, `edit` and `admin` are for what is in
 * namespaces; custom resources are in them only where whoever brought those wrote it so.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
export function neededKubernetesRole(request: RefusedRequest): AccessLevel {
  if (request.kind === 'path' || isCustomResource(request)) {
    return 'cluster-admin';
  }
  const { group, resource, namespace, verb } = request;
  const isNamespaced = namespace !== undefined || !isOfCluster(request);
  const isRole = group === 'rbac.authorization.k8s.io' && (resource === 'roles' || resource === 'rolebindings');
  if (isRole && isNamespaced) {
    return 'admin';
  }
  const azureRole = neededAzureRole(request);
  const readsNamespaces = resource === 'namespaces' && readVerbs.has(verb);
  if (!isNamespaced && !readsNamespaces) {
    return 'cluster-admin';
  }
  return azureRole === 'rbacReader' ? 'view' : azureRole === 'rbacWriter' ? 'edit' : 'cluster-admin';
}

/** What has no namespace; what lies in namespaces can be asked for in all of them. */
function isOfCluster({ group, resource }: RefusedResource): boolean {
  const core = ['nodes', 'namespaces', 'persistentvolumes', 'componentstatuses', 'users', 'groups'];
  const others = ['clusterroles', 'clusterrolebindings', 'customresourcedefinitions', 'storageclasses'];
  return (
    (group === '' && core.includes(resource)) ||
    others.includes(resource) ||
    /^(metrics|apiregistration|admissionregistration|certificates|scheduling|node|flowcontrol\.apiserver)\.k8s\.io$/.test(
      group,
    )
  );
}
