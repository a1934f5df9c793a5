import type { ClusterIdParts } from '../azure/resourceId.ts';
import { assertNameOfAzure, shellOption, signInNameWord } from '../clusterWrites/shellWord.ts';
import { isObjectId } from '../directory/objectId.ts';
import type { Principal } from '../directory/people.ts';
import type { PlannedBinding } from './grantPlan.ts';
import { type AzureRoleKey, azureRoles } from './roles.ts';

/**
 * The line of az that gives somebody a role.
 *
 * @param who an object id that nobody knows leaves a word to put it in
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function assignmentLine(
  role: AzureRoleKey,
  scope: string,
  { kind, objectId }: { readonly kind: Principal['kind'] | 'ServicePrincipal'; readonly objectId: string | undefined },
): string {
  const known = objectId !== undefined && isObjectId(objectId) ? objectId : 'OBJECT_ID';
  return [
    'az role assignment create',
    shellOption('--assignee-object-id', known),
    `--assignee-principal-type ${kind}`,
    `--role "${azureRoles[role].name}"`,
    `--scope ${scopeWord(scope)}`,
  ].join(' ');
}

/** The line that takes a role away again. */
export function assignmentRemovalLine(assignmentId: string): string {
  return ['az role assignment delete', `--ids ${scopeWord(assignmentId)}`].join(' ');
}

/** The lines that take a binding away again; where it names others too, those to take somebody out of it. */
export function bindingRemovalLines(
  cluster: ClusterIdParts,
  { name, namespace }: { readonly name: string; readonly namespace?: string },
  hasOthers = false,
): string {
  const kind = namespace === undefined ? 'clusterrolebinding' : 'rolebinding';
  const verb = hasOthers ? 'edit' : 'delete';
  return [
    getCredentialsLine(cluster),
    ['kubectl', verb, kind, kubernetesWord(name), ...namespaceOption(namespace), contextOption(cluster)].join(' '),
  ].join('\n');
}

/** What somebody who was let in runs first. */
export function getCredentialsLine({ subscriptionId, resourceGroup, name }: ClusterIdParts): string {
  return [
    'az aks get-credentials',
    shellOption('--subscription', subscriptionId),
    shellOption('--resource-group', resourceGroup),
    shellOption('--name', name),
  ].join(' ');
}

/** The same for a namespace that Azure manages. */
export function getNamespaceCredentialsLine(
  { subscriptionId, resourceGroup, name }: ClusterIdParts,
  namespace: string,
): string {
  return [
    'az aks namespace get-credentials',
    shellOption('--subscription', subscriptionId),
    shellOption('--resource-group', resourceGroup),
    shellOption('--cluster-name', name),
    shellOption('--name', namespace),
  ].join(' ');
}

/** The line of kubectl that makes a ClusterRole which allows some verbs for one kind of object. @throws as `assignmentLine` */
export function clusterRoleLine(
  cluster: ClusterIdParts,
  { name, verbs, resource }: { readonly name: string; readonly verbs: readonly string[]; readonly resource: string },
): string {
  return [
    'kubectl create clusterrole',
    kubernetesWord(name),
    `--verb=${verbs.map(kubernetesWord).join(',')}`,
    `--resource=${resource.split('/').map(kubernetesWord).join('/')}`,
    contextOption(cluster),
  ].join(' ');
}

/** The line of kubectl that makes a binding, to a ClusterRole of any name. @throws as `assignmentLine` */
export function bindingLine(
  cluster: ClusterIdParts,
  { name, namespace, clusterRole, subject }: Omit<PlannedBinding, 'clusterRole'> & { readonly clusterRole: string },
): string {
  const who = subject.kind === 'Group' ? kubernetesWord(subject.name) : signInNameWord(subject.name);
  if (who === undefined) {
    return ['kubectl apply', `--filename ${kubernetesWord(name)}.yaml`, contextOption(cluster)].join(' ');
  }
  return [
    'kubectl create',
    namespace === undefined ? 'clusterrolebinding' : 'rolebinding',
    kubernetesWord(name),
    `--clusterrole=${kubernetesWord(clusterRole)}`,
    `--${subject.kind.toLowerCase()}=${who}`,
    ...namespaceOption(namespace),
    contextOption(cluster),
  ].join(' ');
}

/** What `az aks get-credentials` calls the context. */
function contextOption({ name }: ClusterIdParts): string {
  return shellOption('--context', name);
}

function namespaceOption(namespace: string | undefined): string[] {
  return namespace === undefined ? [] : [`--namespace=${kubernetesWord(namespace)}`];
}

/** A scope is a path of names of Azure’s. */
function scopeWord(scope: string): string {
  for (const part of scope.split('/').filter((one) => one !== '')) {
    assertNameOfAzure(part);
  }
  return `'${scope}'`;
}

/** Bindings may be named like `system:node`; everything else has no such character. */
function kubernetesWord(name: string): string {
  if (/^[a-z0-9][\w.-]*$/i.test(name)) {
    return name;
  }
  for (const part of name.split(':')) {
    assertNameOfAzure(part);
  }
  return `'${name}'`;
}
