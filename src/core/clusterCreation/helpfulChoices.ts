import type { AksEntraErrorCode } from '../aksEntraError.ts';
import type { ClusterKind } from './newCluster.ts';

/** A choice that can be made anew while the others stay. */
export type CreationChoice = 'region' | 'size' | 'count' | 'version' | 'name';

const helpful: Partial<Record<AksEntraErrorCode, readonly CreationChoice[]>> = {
  regionNotOffered: ['region'],
  nodesNotOffered: ['size', 'count', 'region'],
  versionNotOffered: ['version', 'region'],
  nameTaken: ['name'],
};

/**
 * Which choices, made otherwise, help against what Azure refused; none where another choice does not help. Azure chooses
 * the nodes and the version of an Automatic cluster.
 */
export function helpfulChoices(code: AksEntraErrorCode, kind: ClusterKind): readonly CreationChoice[] {
  const all = helpful[code] ?? [];
  return kind === 'standard' ? all : all.filter((choice) => choice === 'region' || choice === 'name');
}
