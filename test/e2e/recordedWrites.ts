import type { RecordedCall } from '../simulator/ports.ts';

/** What is read with POST: groups, queries, credentials and reviews of access. */
const reads =
  /getByIds|checkMemberGroups|listCluster\w*Credential|listCredential|Microsoft\.ResourceGraph|selfsubject/i;

/** The calls that change something: of ARM, Graph and the clusters' own API. */
export function recordedWrites({ record }: { readonly record: readonly RecordedCall[] }): RecordedCall[] {
  return record.filter(
    ({ host, method, path }) =>
      (['management.azure.com', 'graph.microsoft.com'].includes(host) || host.endsWith('azmk8s.io')) &&
      !['GET', 'HEAD', 'OPTIONS'].includes(method) &&
      !reads.test(path),
  );
}
