import { clusterScope } from '../azureRoles.ts';
import type { ArmManagedCluster, SimulatedCluster, Subscription } from '../scenario.ts';
import { type ArmCaller, isListedFor } from './armCaller.ts';
import { ArmError } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { allowedScopes } from './authorization/assignments.ts';
import { fleetId, fleetJson, fleetType } from './fleets.ts';
import { managedClusterId } from './managedClusterJson.ts';
import { namespaceJson, namespaceScope, namespaceType } from './managedNamespaces.ts';
import { readSkipToken, skipToken } from './paging.ts';
import { parseGraphQuery, queryRefused } from './resourceGraphQuery.ts';

const maxRows = 1000;
const clusterType = 'Microsoft.ContainerService/managedClusters';

/**
 * `POST /providers/Microsoft.ResourceGraph/resources` for queries that list managed clusters, managed namespaces and
 * fleets: `Resources | where type in~ (…) [| where subscriptionId =~ '…'] [| project …] [| order by id asc]`.
 *
 * @throws ArmError 400 for anything else.
 */
export function answerResourceGraph(state: ArmState, caller: ArmCaller, body: unknown): Record<string, unknown> {
  const request = isRecord(body) ? body : {};
  const query = parseGraphQuery(request['query']);
  const options = isRecord(request['options']) ? request['options'] : {};
  const format = options['resultFormat'] ?? 'objectArray';
  if (format !== 'objectArray') {
    throw queryRefused(`resultFormat ${JSON.stringify(format)} is not simulated`);
  }
  const top = typeof options['$top'] === 'number' ? options['$top'] : maxRows;
  if (top < 1 || top > maxRows) {
    throw queryRefused(`$top must be 1 to ${maxRows}`);
  }
  const asked = readSkipToken(typeof options['$skipToken'] === 'string' ? options['$skipToken'] : undefined);
  // The token is an offset, and no snapshot stands behind it.
  const moved = asked === 0 ? 0 : state.faults.find('lostRow').length - state.faults.find('repeatedRow').length;
  const start = asked + moved;
  const isTooWide = state.faults.find('partialScopes').length > 0 && request['subscriptions'] === undefined;
  if (isTooWide && options['allowPartialScopes'] !== true) {
    // No recording of this refusal was found.
    throw new ArmError(400, 'BadRequest', 'The number of subscriptions in scope is over the limit.');
  }
  const subscriptions = subscriptionsFor(state, caller, request['subscriptions']);
  const rows = rowsIn(state, caller, isTooWide ? subscriptions.slice(0, 1) : subscriptions)
    .filter(({ type, subscriptionId }) => {
      const isAsked = query.subscriptionId === undefined || subscriptionId === query.subscriptionId;
      return isAsked && query.types.includes(String(type));
    })
    .sort((a, b) => (String(a['id']).toLowerCase() < String(b['id']).toLowerCase() ? -1 : 1));
  // A smaller page than asked for is allowed, so that every client has to page.
  const pageSize = Math.min(top, state.options.pageSize * 2);
  const page = rows.slice(start, start + pageSize);
  const hasMore = start + pageSize < rows.length;
  // Without the id in the result there is no paging: the rest is cut off.
  const canPage = query.hasId && state.faults.find('truncatedQuery').length === 0;
  return {
    totalRecords: rows.length - moved,
    count: page.length,
    resultTruncated: hasMore && !canPage ? 'true' : 'false',
    ...(hasMore && canPage ? { $skipToken: skipToken(start + pageSize) } : {}),
    facets: [],
    data: page.map(query.project),
  };
}

function subscriptionsFor(state: ArmState, caller: ArmCaller, subscriptions: unknown): Subscription[] {
  const wanted = Array.isArray(subscriptions) ? subscriptions.map((id) => String(id).toLowerCase()) : undefined;
  return state.directory.scenario.subscriptions
    .filter((one) => isListedFor(caller, one))
    .filter((one) => one.state !== 'Disabled' && one.state !== 'Deleted')
    .filter((one) => wanted?.includes(one.subscriptionId.toLowerCase()) ?? true);
}

/** Rows have the type in lower case, and a child's name with its parent's. */
function rowsIn(state: ArmState, caller: ArmCaller, subscriptions: readonly Subscription[]): Record<string, unknown>[] {
  const isAllowed = allowedScopes(state, caller);
  const owners = new Map(subscriptions.map(({ subscriptionId, tenantId }) => [subscriptionId, tenantId]));
  const { clusters, fleets = [] } = state.directory.scenario;
  const inScope = (one: { readonly subscriptionId: string }): boolean => owners.has(one.subscriptionId);
  const rowOf = (of: { subscriptionId: string; resourceGroup: string }, row: object): Record<string, unknown> => ({
    tenantId: owners.get(of.subscriptionId),
    resourceGroup: of.resourceGroup.toLowerCase(),
    subscriptionId: of.subscriptionId,
    ...row,
  });
  const visible = clusters.filter(inScope);
  return [
    ...visible
      .filter((cluster) => isAllowed(clusterScope(cluster), `${clusterType}/read`))
      .flatMap((cluster) => {
        const arm = asIndexed(state, cluster);
        return arm === undefined ? [] : [rowOf(cluster, clusterRow(cluster, arm))];
      }),
    ...visible.flatMap((cluster) =>
      (cluster.managedNamespaces ?? [])
        .filter((name) => isAllowed(namespaceScope(cluster, name), `${namespaceType}/read`))
        .map((name) =>
          rowOf(cluster, {
            ...namespaceJson(cluster, name),
            type: namespaceType.toLowerCase(),
            name: `${cluster.name}/${name}`,
          }),
        ),
    ),
    ...fleets
      .filter(inScope)
      .filter((fleet) => isAllowed(fleetId(fleet), `${fleetType}/read`))
      .map((fleet) => rowOf(fleet, { ...fleetJson(fleet), type: fleetType.toLowerCase() })),
  ];
}

/** Undefined where the index does not have the cluster yet. */
function asIndexed(state: ArmState, cluster: SimulatedCluster): ArmManagedCluster | undefined {
  const isLagging = state.faults.find('laggingQuery').some(({ fault }) => fault.cluster === cluster.name);
  return isLagging ? undefined : (cluster.pending ?? cluster.arm);
}

function clusterRow(cluster: SimulatedCluster, arm: ArmManagedCluster): object {
  const { location, kind, sku, tags, identity, properties } = arm;
  return {
    id: managedClusterId(cluster).replace('/resourcegroups/', '/resourceGroups/'),
    name: cluster.name,
    type: clusterType.toLowerCase(),
    kind: kind ?? '',
    location,
    sku: sku ?? null,
    tags: tags ?? null,
    identity: identity ?? null,
    properties,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
