import type { AksEntraError } from '../aksEntraError.ts';
import { byName, type SeenCluster } from '../clusters/seenCluster.ts';
import type { ClusterPosture } from './clusterPosture.ts';
import { byRisk, type Risk, risksOf } from './risks.ts';

export interface CheckedCluster {
  readonly posture: ClusterPosture;
  readonly risks: readonly Risk[];
}

/** A cluster that could not be read, and why. */
export interface UncheckedCluster {
  readonly seen: SeenCluster;
  readonly error: AksEntraError;
}

/** What was asked about a cluster, and what came of it. */
export type CheckResult =
  { readonly kind: 'checked'; readonly posture: ClusterPosture } | ({ readonly kind: 'unchecked' } & UncheckedCluster);

/** All clusters that somebody sees, at one moment. */
export interface PostureReport {
  readonly madeAtMs: number;
  readonly accountLabels: readonly string[];
  /** The riskiest first. */
  readonly checked: readonly CheckedCluster[];
  readonly unchecked: readonly UncheckedCluster[];
  /** What could not even be listed, each as a sentence. */
  readonly gaps: readonly string[];
  /** Of admin groups, by object id in small letters, as far as they are known. */
  readonly groupNames: ReadonlyMap<string, string>;
}

/** The checked clusters with their risks, the riskiest first and then by name; and those that could not be read. */
export function sortedResults(results: readonly CheckResult[]): Pick<PostureReport, 'checked' | 'unchecked'> {
  const checked = results.flatMap((result) =>
    result.kind === 'checked' ? [{ posture: result.posture, risks: risksOf(result.posture) }] : [],
  );
  return {
    checked: checked.toSorted((a, b) => byRisk(a.risks, b.risks) || byName(a.posture.cluster, b.posture.cluster)),
    unchecked: results.flatMap((result) => (result.kind === 'unchecked' ? [result] : [])),
  };
}
