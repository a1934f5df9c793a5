import type { DirectoryObject, Json } from './directoryObjects.ts';
import type { GraphContext } from './graphCaller.ts';
import { badRequest, unsupportedQuery } from './graphErrors.ts';

const known = ['$filter', '$search', '$select', '$top', '$count', '$orderby', '$skiptoken'];
const mostOnPage = 999;

/**
 * One page of a collection, by `$filter`, `$search`, `$select` and `$top`. What goes beyond the ordinary index needs the
 * header `ConsistencyLevel: eventual`.
 * @param context the end of `@odata.context`
 * @throws GraphError
 */
export function pageOf(c: GraphContext, context: string, objects: readonly DirectoryObject[]): Json {
  const query = c.req.query();
  const unknown = Object.keys(query).find((name) => name.startsWith('$') && !known.includes(name));
  if (unknown !== undefined) {
    throw badRequest(`${unknown} is not simulated`);
  }
  const isEventual = c.req.header('consistencylevel')?.toLowerCase() === 'eventual';
  const { $search: search, $filter: filter, $top: top = '100', $select: select, $skiptoken: token = '0' } = query;
  if (search !== undefined && !isEventual) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  if (query['$orderby'] !== undefined && (filter !== undefined || search !== undefined) && !isEventual) {
    throw unsupportedQuery('Sorting not supported for current query.');
  }
  if (!/^\d+$/.test(top) || Number(top) < 1 || Number(top) > mostOnPage) {
    throw unsupportedQuery(`Invalid page size specified: '${top}'. Must be between 1 and ${mostOnPage} inclusive.`);
  }
  // v1.0 ends the argument at an encoded ampersand (Graph's known issues); sent encoded twice, it is one.
  if (search !== undefined && /[?&](?:\$|%24)search=[^&]*%26/i.test(c.req.url)) {
    throw badRequest("Unrecognized query argument specified: ''.");
  }
  const meant = objects
    .filter(({ json }) => filter === undefined || passes(json, filter))
    .filter(({ json }) => search === undefined || isFound(json, search.replaceAll('%26', '&')));
  if (query['$orderby'] !== undefined) {
    const [property = ''] = query['$orderby'].split(' ');
    meant.sort((a, b) => textOf(a.json, property).localeCompare(textOf(b.json, property)));
  }
  const start = Number(Buffer.from(token, 'base64url').toString().replace('skip:', '')) || 0;
  const page = meant.slice(start, start + Number(top));
  const end = start + page.length;
  const selected = select?.split(',').map((name) => name.trim());
  return {
    '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${context}${selected ? `(${selected.join(',')})` : ''}`,
    ...(query['$count'] === 'true' && isEventual ? { '@odata.count': meant.length } : {}),
    ...(end < meant.length ? { '@odata.nextLink': nextLink(c, end) } : {}),
    value: page.map(({ json }) => selectedOf(json, selected)),
  };
}

/** @param selected by `$select`; everything where undefined */
export function selectedOf(json: Json, selected: readonly string[] | undefined): Json {
  return selected === undefined
    ? json
    : Object.fromEntries(Object.entries(json).filter(([name]) => selected.includes(name) || name.startsWith('@')));
}

function nextLink(c: GraphContext, start: number): string {
  const url = new URL(c.req.url);
  url.protocol = 'https:';
  url.host = 'graph.microsoft.com';
  url.searchParams.set('$skiptoken', Buffer.from(`skip:${start}`).toString('base64url'));
  return url.href;
}

/** Conditions joined by `and` or, without mixing them, by `or`. */
function passes(json: Json, filter: string): boolean {
  const ands = filter.split(/ and /i);
  if (ands.length > 1) {
    return ands.every((one) => isMet(json, one.trim()));
  }
  return filter.split(/ or /i).some((one) => isMet(json, one.trim()));
}

function isMet(json: Json, condition: string): boolean {
  const prefix = /^startswith\((\w+),\s*'((?:[^']|'')*)'\)$/i.exec(condition);
  if (prefix !== null) {
    return textOf(json, prefix[1] ?? '')
      .toLowerCase()
      .startsWith(unquoted(prefix[2]));
  }
  const equality = /^(\w+) eq (?:'((?:[^']|'')*)'|(true|false))$/i.exec(condition);
  if (equality === null) {
    throw badRequest(`Invalid filter clause: ${condition}`);
  }
  const [, name = '', text, truth] = equality;
  return truth === undefined ? textOf(json, name).toLowerCase() === unquoted(text) : json[name] === (truth === 'true');
}

function unquoted(text = ''): string {
  return text.replaceAll("''", "'").toLowerCase();
}

/** Clauses in quotation marks, `"property:words"`, joined by AND or OR; each word is the beginning of one in the property. */
function isFound(json: Json, search: string): boolean {
  const clauses = [...search.matchAll(/"(\w+):((?:[^"\\]|\\.)*)"(?:\s+(AND|OR)\s+)?/g)];
  if (clauses.length === 0 || clauses.map(([whole]) => whole).join('') !== search) {
    throw badRequest(`Syntax error: character ':' is not valid at position 11 in '${search}'.`);
  }
  const results = clauses.map(([, property = '', words = '']) => {
    if (!['displayName', 'description', 'mail', 'userPrincipalName', 'mailNickname'].includes(property)) {
      throw unsupportedQuery(`Property '${property}' does not support search.`);
    }
    const there = wordsOf(textOf(json, property));
    return wordsOf(words).every((word) => there.some((one) => one.startsWith(word)));
  });
  return clauses.some(([, , , operator]) => operator === 'OR') ? results.some(Boolean) : results.every(Boolean);
}

/** Graph takes names apart at spaces, symbols, numbers and changes of case. */
function wordsOf(text: string): string[] {
  return (text.match(/\p{Lu}?\p{Ll}+|\p{Lu}+|\p{N}+|\p{Lo}+/gu) ?? []).map((word) => word.toLowerCase());
}

function textOf(json: Json, name: string): string {
  const value = json[name];
  return typeof value === 'string' ? value : '';
}
