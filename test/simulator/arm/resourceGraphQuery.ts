import { ArmError } from './armErrors.ts';
import { fleetType } from './fleets.ts';
import { namespaceType } from './managedNamespaces.ts';

const knownTypes = ['Microsoft.ContainerService/managedClusters', namespaceType, fleetType].map((type) =>
  type.toLowerCase(),
);

export interface GraphQuery {
  /** In lower case. */
  readonly types: readonly string[];
  readonly subscriptionId: string | undefined;
  /** Whether its rows have an id, which paging needs. */
  readonly hasId: boolean;
  readonly project: (row: Record<string, unknown>) => Record<string, unknown>;
}

/**
 * The one kind of query that is simulated. Names of columns and properties have their case, as Kusto's have.
 *
 * @throws ArmError 400 for anything else.
 */
export function parseGraphQuery(text: unknown): GraphQuery {
  if (typeof text !== 'string') {
    throw queryRefused('the query is missing');
  }
  const [table, ...stages] = text.split('|').map((stage) => stage.trim().replace(/\s+/g, ' '));
  if (table?.toLowerCase() !== 'resources') {
    throw queryRefused(`table ${table ?? ''} is not simulated`);
  }
  let types: string[] = [];
  let subscriptionId: string | undefined;
  let columns: Column[] | undefined;
  for (const stage of stages) {
    const one = /^where (type|subscriptionId) (?:=~|==) ['"]([^'"]+)['"]$/i.exec(stage);
    const several = /^where type in~ \((.+)\)$/i.exec(stage)?.[1];
    const projected = /^project (.+)$/i.exec(stage)?.[1];
    if (several !== undefined) {
      types = several.split(',').map((item) => item.trim().replaceAll("'", '').toLowerCase());
    } else if (one?.[1]?.toLowerCase() === 'type') {
      types = [one[2]?.toLowerCase() ?? ''];
    } else if (one?.[2] !== undefined) {
      subscriptionId = one[2].toLowerCase();
    } else if (projected !== undefined) {
      columns = projected.split(',').map((column) => parseColumn(column.trim()));
    } else if (!/^(order|sort) by (id|name) asc$/i.test(stage)) {
      throw queryRefused(`stage "${stage}" is not simulated`);
    }
  }
  if (types.length === 0 || types.some((type) => !knownTypes.includes(type))) {
    throw queryRefused('only managed clusters, managed namespaces and fleets are simulated');
  }
  return {
    types,
    subscriptionId,
    hasId: columns?.some(({ name }) => name === 'id') ?? true,
    project: (row) =>
      columns === undefined ? row : Object.fromEntries(columns.map(({ name, path }) => [name, valueAt(row, path)])),
  };
}

export function queryRefused(reason: string): ArmError {
  return new ArmError(
    400,
    'BadRequest',
    'Please provide below info when asking for support: timestamp, correlationId. Query is invalid.',
    { surprise: `Resource Graph: ${reason}` },
  );
}

interface Column {
  readonly name: string;
  readonly path: readonly string[];
}

/** `name` or `name = properties.path`. */
function parseColumn(text: string): Column {
  const [, name, path] = /^(\w+)(?: ?= ?(\w+(?:\.\w+)*))?$/.exec(text) ?? [];
  if (name === undefined) {
    throw queryRefused(`column "${text}" is not simulated`);
  }
  return { name, path: (path ?? name).split('.') };
}

/** What is not there is null in a row, never absent. */
function valueAt(row: unknown, path: readonly string[]): unknown {
  let value = row;
  for (const name of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value ?? null;
}
