import type { SimulatedCluster } from '../scenario.ts';
import { visibleClusters } from './access.ts';
import { type ArmCaller, isListedFor } from './armCaller.ts';
import { ArmError } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { managedClusterId } from './managedClusterJson.ts';
import { readSkipToken, skipToken } from './paging.ts';

const maxRows = 1000;

/**
 * `POST /providers/Microsoft.ResourceGraph/resources` for the one kind of query that lists managed clusters:
 * `Resources | where type =~ '…' [| where subscriptionId =~ '…'] [| project …] [| order by id asc]`.
 *
 * @throws ArmError 400 for anything else.
 */
export function answerResourceGraph(state: ArmState, caller: ArmCaller, body: unknown): Record<string, unknown> {
  const request = isRecord(body) ? body : {};
  const query = parseQuery(request['query']);
  const options = isRecord(request['options']) ? request['options'] : {};
  const format = options['resultFormat'] ?? 'objectArray';
  if (format !== 'objectArray') {
    throw refusal(`resultFormat ${JSON.stringify(format)} is not simulated`);
  }
  const top = typeof options['$top'] === 'number' ? options['$top'] : maxRows;
  if (top < 1 || top > maxRows) {
    throw refusal(`$top must be 1 to ${maxRows}`);
  }
  const asked = readSkipToken(typeof options['$skipToken'] === 'string' ? options['$skipToken'] : undefined);
  // The token is an offset, and no snapshot stands behind it.
  const start = asked > 0 && state.faults.find('repeatedRow').length > 0 ? asked - 1 : asked;

  const rows = clustersFor(state, caller, request['subscriptions'])
    .filter((cluster) => query.subscriptionId === undefined || cluster.subscriptionId === query.subscriptionId)
    .map((cluster) => rowOf(state, cluster))
    .sort((a, b) => (String(a['id']).toLowerCase() < String(b['id']).toLowerCase() ? -1 : 1));
  // A smaller page than asked for is allowed, so that every client has to page.
  const pageSize = Math.min(top, state.options.pageSize * 2);
  const page = rows.slice(start, start + pageSize);
  const hasMore = start + pageSize < rows.length;
  // Without the id in the result there is no paging: the rest is cut off.
  const canPage = query.columns === undefined || query.columns.includes('id');
  return {
    totalRecords: rows.length,
    count: page.length,
    resultTruncated: hasMore && !canPage ? 'true' : 'false',
    ...(hasMore && canPage ? { $skipToken: skipToken(start + pageSize) } : {}),
    facets: [],
    data: page.map((row) => project(row, query.columns)),
  };
}

function clustersFor(state: ArmState, caller: ArmCaller, subscriptions: unknown): SimulatedCluster[] {
  const wanted = Array.isArray(subscriptions) ? subscriptions.map((id) => String(id).toLowerCase()) : undefined;
  return state.directory.scenario.subscriptions
    .filter((one) => isListedFor(caller, one))
    .filter((one) => one.state !== 'Disabled' && one.state !== 'Deleted')
    .filter((one) => wanted?.includes(one.subscriptionId.toLowerCase()) ?? true)
    .flatMap((one) => visibleClusters(state, caller, one));
}

/** A row: the type in lower case and the resource group as a column of its own, as Resource Graph has them. */
function rowOf(state: ArmState, cluster: SimulatedCluster): Record<string, unknown> {
  const { location, kind, sku, tags, identity, properties } = cluster.arm;
  return {
    id: managedClusterId(cluster).replace('/resourcegroups/', '/resourceGroups/'),
    name: cluster.name,
    type: 'microsoft.containerservice/managedclusters',
    tenantId: state.directory.findSubscription(cluster.subscriptionId)?.tenantId,
    kind: kind ?? '',
    location,
    resourceGroup: cluster.resourceGroup.toLowerCase(),
    subscriptionId: cluster.subscriptionId,
    sku: sku ?? null,
    tags: tags ?? null,
    identity: identity ?? null,
    properties,
  };
}

function project(row: Record<string, unknown>, columns: readonly string[] | undefined): Record<string, unknown> {
  return columns === undefined ? row : Object.fromEntries(columns.map((column) => [column, row[column]]));
}

interface Query {
  readonly subscriptionId: string | undefined;
  readonly columns: readonly string[] | undefined;
}

function parseQuery(text: unknown): Query {
  if (typeof text !== 'string') {
    throw refusal('the query is missing');
  }
  const [table, ...stages] = text.split('|').map((stage) => stage.trim().replace(/\s+/g, ' '));
  if (table?.toLowerCase() !== 'resources') {
    throw refusal(`table ${table ?? ''} is not simulated`);
  }
  let isManagedClusters = false;
  let subscriptionId: string | undefined;
  let columns: string[] | undefined;
  for (const stage of stages) {
    const where = /^where (type|subscriptionId) (?:=~|==) ['"]([^'"]+)['"]$/i.exec(stage);
    const projected = /^project (.+)$/i.exec(stage)?.[1];
    if (where?.[1]?.toLowerCase() === 'type') {
      isManagedClusters = where[2]?.toLowerCase() === 'microsoft.containerservice/managedclusters';
    } else if (where?.[2] !== undefined) {
      subscriptionId = where[2].toLowerCase();
    } else if (projected !== undefined) {
      columns = projected.split(',').map((column) => column.trim());
    } else if (!/^(order|sort) by (id|name) asc$/i.test(stage)) {
      throw refusal(`stage "${stage}" is not simulated`);
    }
  }
  if (!isManagedClusters) {
    throw refusal('only managed clusters are simulated');
  }
  return { subscriptionId, columns };
}

function refusal(reason: string): ArmError {
  return new ArmError(
    400,
    'BadRequest',
    'Please provide below info when asking for support: timestamp, correlationId. Query is invalid.',
    { surprise: `Resource Graph: ${reason}` },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
