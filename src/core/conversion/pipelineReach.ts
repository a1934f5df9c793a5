import { admitsNobodyElse } from '../clusters/apiServerFacts.ts';
import type { Cluster } from '../clusters/cluster.ts';

/** Whether no machine but one in the cluster's own network reaches its API server. */
export function needsOwnRunner(cluster: Cluster): boolean {
  return cluster.isPrivate || admitsNobodyElse(cluster.authorizedIpRanges ?? []);
}

/** What a pipeline's identity and machine need for this cluster, as comments of its steps. */
export function pipelineNeeds(cluster: Cluster): string[] {
  return [
    '# To do something in the cluster, the identity needs a role there:',
    ...(cluster.authorization === 'azureRbac'
      ? ['# an Azure role assignment, or a binding to its object ID.']
      : [
          '# a binding to its object ID. Azure RBAC is off: Azure role assignments give',
          '# it no rights in the cluster.',
        ]),
    ...reach(cluster),
    ...(cluster.power === 'Stopped' ? ['# The cluster is stopped: start it before the pipeline runs.'] : []),
  ];
}

function reach(cluster: Cluster): string[] {
  const ranges = cluster.authorizedIpRanges ?? [];
  if (cluster.isPrivate) {
    return [
      '# The API server is private: the pipeline needs a runner or agent of your own in',
      '# its virtual network.',
    ];
  }
  if (admitsNobodyElse(ranges)) {
    return [
      '# The API server lets in the cluster’s own outbound address only: the pipeline',
      '# needs a runner or agent behind it.',
    ];
  }
  return ranges.length === 0
    ? []
    : [
        '# The API server lets in authorised IP ranges only: the runner’s or agent’s',
        '# outbound address has to be among them.',
      ];
}
