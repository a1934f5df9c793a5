import { assignmentLine, bindingLine } from '../access/grantCommands.ts';
import { isNamespaceName } from '../access/grantPlan.ts';
import { clusterScope } from '../access/clusterScope.ts';
import { mayUpdate } from '../access/permissions.ts';
import { azureRoles } from '../access/roles.ts';
import { AksEntraError } from '../aksEntraError.ts';
import type { CheckRemedy, CheckRow } from '../checks/checkRow.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { isObjectId } from '../directory/objectId.ts';
import { l10n } from '../l10n.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import type { ForbiddenFacts } from './forbiddenFacts.ts';
import { narrowRoleLines } from './narrowRole.ts';
import { isCustomResource, neededAzureRole, neededKubernetesRole } from './neededRole.ts';
import type { RefusedRequest } from './refusal.ts';
import { shortRoleName } from './shortRoleName.ts';

/** Which role would let one in, where, and how to get it. */
export function missingRoleRow(request: RefusedRequest, facts: ForbiddenFacts, isByAzure: boolean): CheckRow {
  const { seen } = facts;
  const level = neededKubernetesRole(request);
  const role = azureRoles[neededAzureRole(request)].name;
  const grant: readonly CheckRemedy[] =
    seen === undefined ? [] : [{ kind: 'onCluster', command: 'grantAccess', seen, title: l10n`Grant Access…` }];
  const line = seen === undefined ? [] : lineOf(request, facts, seen.cluster, isByAzure);
  return {
    id: 'role',
    title: isByAzure ? l10n`Missing role` : l10n`Missing role binding`,
    state: 'error',
    summary: l10n`${isByAzure ? shortRoleName(role) : quotedName(level)} · ${placeText(request)}`,
    details: [
      isByAzure
        ? l10n`${quotedName(role)} is the smallest of Azure’s roles that covers this. One at a scope above it works too; a new one takes up to five minutes to count.`
        : l10n`It is the smallest of Kubernetes’ own roles that covers this.`,
      ...(!isByAzure && level === 'cluster-admin'
        ? [l10n`It gives full control of the cluster: a role of your own that allows only this is safer.`]
        : []),
      ...customText(request, isByAzure),
      ...(isByAzure ? [l10n`A role binding in the cluster works too: Kubernetes looks at those first.`] : []),
      ...adminGroupText(facts),
    ],
    remedies: [
      // What gives full control comes behind what does not.
      ...(level === 'cluster-admin' && !isByAzure ? [...line, ...grant] : [...grant, ...line]),
      ...changeGroups(facts),
    ],
  };
}

function placeText(request: RefusedRequest): string {
  return request.kind === 'resource' && request.namespace !== undefined
    ? l10n`namespace ${quotedName(request.namespace)}`
    : l10n`whole cluster`;
}

function customText(request: RefusedRequest, isByAzure: boolean): string[] {
  if (request.kind !== 'resource' || !isCustomResource(request)) {
    return [];
  }
  const kind = quotedName(`${request.resource}.${request.group}`);
  return isByAzure
    ? [
        l10n`${kind} is a custom resource: the roles RBAC Reader and RBAC Writer cover none. Narrower than RBAC Admin are a role of your own with the data action “Microsoft.ContainerService/managedClusters/customresources/read”, or a role binding to a role that names it.`,
      ]
    : [
        l10n`${kind} is a custom resource: the people who installed it may have a narrower role for it. Kubernetes’ own roles “view”, “edit” and “admin” cover it only where that was added to them.`,
      ];
}

function adminGroupText({ seen, groupNames }: ForbiddenFacts): string[] {
  const groups = seen === undefined || seen.cluster.entra.kind === 'none' ? [] : seen.cluster.entra.adminGroupObjectIds;
  return groups.length === 0
    ? []
    : [
        l10n`Members of its admin groups may do everything in it: ${quotedNames(groups.map((id) => groupNames?.get(id.toLowerCase()) ?? id))}.`,
      ];
}

/** Only for whom Azure lets change the cluster. */
function changeGroups({ seen, permissions }: ForbiddenFacts): CheckRemedy[] {
  if (seen?.cluster.entra.kind !== 'managed') {
    return [];
  }
  const entries = permissions?.get(clusterScope(seen.cluster)) ?? [];
  return mayUpdate(entries)
    ? [{ kind: 'onCluster', command: 'changeAdminGroups', seen, title: l10n`Change Admin Groups…` }]
    : [];
}

/** The line for whoever may give it; none where a name in it fits no command line. */
function lineOf(
  request: RefusedRequest,
  { token, login }: ForbiddenFacts,
  cluster: Cluster,
  isByAzure: boolean,
): CheckRemedy[] {
  const { userName } = request;
  const namespace = request.kind === 'resource' ? request.namespace : undefined;
  if (namespace !== undefined && !isNamespaceName(namespace)) {
    return [];
  }
  try {
    if (isByAzure) {
      const scope = clusterScope(cluster);
      const isOwn = token !== undefined && isUser(token, userName);
      const objectId = isOwn ? token.objectId : isObjectId(userName) ? userName : undefined;
      const kind = !isOwn && isOfApplication(login) ? 'ServicePrincipal' : 'User';
      const line = assignmentLine(
        neededAzureRole(request),
        namespace === undefined ? scope : `${scope}/namespaces/${namespace}`,
        { kind, objectId },
      );
      return [{ kind: 'copyLine', title: l10n`Copy the az Line for Someone Who May Assign It`, line }];
    }
    const clusterRole = neededKubernetesRole(request);
    const narrow = clusterRole === 'cluster-admin' ? narrowRoleLines(cluster, request) : undefined;
    if (narrow !== undefined) {
      return [{ kind: 'copyLine', title: l10n`Copy the kubectl Lines for a Role That Allows Only This`, line: narrow }];
    }
    const line = bindingLine(cluster, {
      name: bindingName(clusterRole, userName),
      ...(namespace === undefined ? {} : { namespace }),
      clusterRole,
      subject: { kind: 'User', name: userName },
    });
    return [{ kind: 'copyLine', title: l10n`Copy the kubectl Line for Someone Who May Bind It`, line }];
  } catch (error) {
    if (error instanceof AksEntraError) {
      return [];
    }
    throw error;
  }
}

function bindingName(role: string, userName: string): string {
  const speaking = userName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  return ['aks-entra', role, ...(speaking === '' ? [] : [speaking])].join('-');
}

/** Whether the cluster’s name for somebody is of whose token it is: guests have their object id. */
export function isUser(
  { objectId, upn }: { readonly objectId: string; readonly upn?: string },
  userName: string,
): boolean {
  const name = userName.toLowerCase();
  return name === objectId.toLowerCase() || name === upn?.toLowerCase();
}

/** Whether kubelogin’s mode signs an application in, and no person. */
export function isOfApplication(login: string | undefined): boolean {
  return login !== undefined && ['spn', 'msi', 'workloadidentity', 'azurepipelines'].includes(login);
}
