import { setImmediate } from 'node:timers/promises';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { readProperty, readString } from '../../core/azure/readProperty.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { Caller, FoundRows } from '../../core/clusters/clusterPorts.ts';
import { clusterFromArm } from '../../core/clusters/clusterFromArm.ts';
import { fleetFromArm } from '../../core/clusters/fleet.ts';
import { managedNamespaceFromArm } from '../../core/clusters/managedNamespace.ts';
import { eachOnce } from '../../core/eachOnce.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';

const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';

/** The most that Azure gives at a time. */
const rowsOnPage = 1000;

/** Whoever shows rows is to stay quick while they are read. */
const rowsAtOnce = 50;

const types = ['', '/managednamespaces'].map((child) => `'microsoft.containerservice/managedclusters${child}'`);

/** What the rows need and no more: a cluster’s whole body is ten times as long. */
const properties = [
  'provisioningState',
  'powerState',
  'kubernetesVersion',
  'currentKubernetesVersion',
  'fqdn',
  'privateFQDN',
  'enableRBAC',
  'disableLocalAccounts',
  'aadProfile',
  'apiServerAccessProfile',
  'hubProfile',
];

/** Without the id and an order there is no paging. */
const query = [
  'Resources',
  `where type in~ (${[...types, "'microsoft.containerservice/fleets'"].join(', ')})`,
  `project id, type, location, tenantId, sku, ${properties.map((name) => `${name} = properties.${name}`).join(', ')}`,
  'order by id asc',
].join(' | ');

/**
 * Clusters, managed namespaces and fleets in a tenant, as Azure Resource Graph has them. It is a plain request: the
 * SDK of Resource Graph would be one more to load, and has nothing that is needed here.
 *
 * @param onRows called for some rows at a time, in the order of their ids, each once
 * @throws AksEntraError, also where the answer is cut off or cannot be right; an AbortError on cancel
 */
export async function queryResourceGraph(
  arm: ArmClient,
  caller: Caller,
  tenantId: string,
  onRows: (rows: FoundRows) => void,
): Promise<void> {
  const what = l10n`search tenant ${tenantId} for clusters`;
  const known = new Set<string>();
  const notWhole = (): AksEntraError =>
    new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure’s answer is incomplete.`);
  let skipToken: string | undefined;
  let total: number | undefined;
  let count = 0;
  do {
    const page = await readPage(arm, what, caller, tenantId, skipToken);
    const rows = eachOnce(page.rows, idOf);
    total ??= page.total;
    count += page.rows.length;
    // The token is an offset: what is added or deleted meanwhile makes rows come twice, or never. A page that shows it
    // may lack rows of a subscription that would be told with it.
    const hasMoved = page.total !== total || rows.some((row) => known.has(idOf(row)));
    const isEnd = page.skipToken === undefined && !page.isCutOff;
    if (hasMoved || (isEnd && count < (total ?? 0)) || (page.skipToken !== undefined && rows.length === 0)) {
      throw notWhole();
    }
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const some = rows.slice(at, at + rowsAtOnce);
      for (const row of some) {
        known.add(idOf(row));
      }
      onRows(found(some, tenantId, what));
      await setImmediate();
      caller.signal.throwIfAborted();
    }
    if (page.isCutOff) {
      throw notWhole();
    }
    skipToken = page.skipToken;
  } while (skipToken !== undefined);
}

interface Page {
  readonly rows: readonly unknown[];
  readonly skipToken: string | undefined;
  readonly isCutOff: boolean;
  /** How many rows there are on all pages. */
  readonly total: number | undefined;
}

async function readPage(
  arm: ArmClient,
  what: string,
  caller: Caller,
  tenantId: string,
  skipToken: string | undefined,
): Promise<Page> {
  const options = {
    $top: rowsOnPage,
    resultFormat: 'objectArray',
    // Rather no answer than one that leaves out whole subscriptions and does not say which.
    allowPartialScopes: false,
    ...(skipToken === undefined ? {} : { $skipToken: skipToken }),
  };
  // Whoever is refused lists by other calls at once: waiting for the quota would take longer.
  const limits = { maxRetries: 0 };
  const answer = await arm.call(
    what,
    caller,
    { tenantId, subscriptionId: '' },
    async (context) => context.pathUnchecked(path).post({ body: { query, options } }),
    limits,
  );
  const body: unknown = answer.body;
  const rows = readProperty(body, 'data');
  if (!Array.isArray(rows)) {
    throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure’s answer is not a list.`);
  }
  const next = readString(body, '$skipToken');
  // “false” stands beside a token too: it says that the rows before it are whole.
  const isTruncated = String(readProperty(body, 'resultTruncated')).toLowerCase() === 'true';
  const total = readProperty(body, 'totalRecords');
  return {
    rows: rows as unknown[],
    skipToken: next,
    isCutOff: isTruncated && next === undefined,
    total: typeof total === 'number' ? total : undefined,
  };
}

function found(rows: readonly unknown[], askedTenantId: string, what: string): FoundRows {
  const tenantOf = (row: unknown): string => readString(row, 'tenantId') ?? askedTenantId;
  const clusters = rows.flatMap((row) => clusterFromArm(row, tenantOf(row)) ?? []);
  const lacks = ({ provisioningState, kubernetesVersion }: Cluster): boolean =>
    [provisioningState, kubernetesVersion].includes('unknown');
  if (clusters.length > 0 && clusters.every(lacks)) {
    // A column has another name than here: the rows would tell wrong things of all clusters.
    throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure’s answer lacks facts of some clusters.`);
  }
  return {
    clusters,
    namespaces: rows.flatMap((row) => managedNamespaceFromArm(row, tenantOf(row)) ?? []),
    fleets: rows.flatMap((row) => fleetFromArm(row, tenantOf(row)) ?? []),
  };
}

function idOf(row: unknown): string {
  return readString(row, 'id')?.toLowerCase() ?? '';
}
