/**
 * Words as one clause of `$search`. Graph v1.0 ends the argument at an encoded ampersand, so that is encoded twice.
 *
 * @see https://learn.microsoft.com/graph/search-query-parameter
 */
export function searchClause(property: string, text: string): string {
  const words = text.replaceAll(/["\\]/g, ' ').replaceAll('&', '%26').trim();
  return encodeURIComponent(`"${property}:${words}"`);
}
