import { readStrings } from '../azure/readProperty.ts';
import { aadProfileOf, type JsonObject } from '../clusterWrites/rawCluster.ts';

/** Which groups become admin groups, and which no longer are; ids in any case. */
export function adminGroupChanges(
  body: JsonObject,
  wanted: readonly string[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const before = readStrings(aadProfileOf(body), 'adminGroupObjectIDs');
  return { added: without(wanted, before), removed: without(before, wanted) };
}

function without(ids: readonly string[], others: readonly string[]): string[] {
  const gone = new Set(others.map((id) => id.toLowerCase()));
  return ids.filter((id) => !gone.has(id.toLowerCase()));
}
