import { bindingLine, clusterRoleLine } from '../access/grantCommands.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { readVerbs } from './neededRole.ts';
import type { RefusedRequest } from './refusal.ts';

/** What a role of one's own allows without more than that following from it. */
const plainVerbs = new Set([...readVerbs, 'create', 'update', 'patch', 'delete']);

/**
 * The lines of kubectl that make a ClusterRole which allows what was refused and no more, and bind it: for what Kubernetes'
 * own roles cover by full control alone. Who may write roles and bindings may give themselves everything, so for those
 * there is none.
 *
 * @returns undefined where there is none
 * @throws AksEntraError as `clusterRoleLine`
 */
export function narrowRoleLines(cluster: Cluster, request: RefusedRequest): string | undefined {
  if (request.kind === 'path' || request.group === 'rbac.authorization.k8s.io' || !plainVerbs.has(request.verb)) {
    return undefined;
  }
  const { group, resource, subresource, namespace, verb, userName } = request;
  const isRead = readVerbs.has(verb);
  const name = ['aks-entra', isRead ? 'read' : verb, resource].join('-');
  const full = `${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
  return [
    clusterRoleLine(cluster, { name, verbs: isRead ? [...readVerbs] : [verb], resource: full }),
    bindingLine(cluster, {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      clusterRole: name,
      subject: { kind: 'User', name: userName },
    }),
  ].join('\n');
}
