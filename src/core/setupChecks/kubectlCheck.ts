import { type CheckRow, worstState } from '../checks/checkRow.ts';
import type { KubectlVersion } from '../diagnosis/kubectlVersion.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { missingProgram, placeSentences, type ProgramFinding } from './programRow.ts';
import { isOlderThan, versionNumbers } from './programVersion.ts';
import type { KubectlFacts } from './setupTools.ts';

/** A cluster of the kubeconfig, and what it runs. */
export interface ClusterVersion {
  readonly name: string;
  readonly id: string;
  readonly version: string;
}

/** The first whose exec plugins AKS supports. Source: AKS's documentation of Entra integration. */
const least = [1, 18, 1] as const;
/** kubectl is supported within one minor version of the API server: kubernetes.io/releases/version-skew-policy */
const allowedSkew = 1;

/** Whether kubectl is there, new enough, and in step with the clusters: one row for them all, those apart from it below. */
export function kubectlCheck(facts: KubectlFacts, clusters: readonly ClusterVersion[], home: string): CheckRow[] {
  return [{ id: 'kubectl', title: 'kubectl', ...findingOf(facts, clusters, home) }];
}

function findingOf(facts: KubectlFacts, clusters: readonly ClusterVersion[], home: string): ProgramFinding {
  const places = placeSentences(facts, home);
  const install = [{ kind: 'installTool', tool: 'kubectl', title: l10n`Install kubectl…` }] as const;
  if (facts.copies.length === 0) {
    return { state: 'error', ...missingProgram(facts, home), remedies: install };
  }
  const { version, isDispatcher = false } = facts.answer ?? {};
  if (isDispatcher) {
    const what = l10n`It is the one of Google’s SDK, which runs another kubectl for each cluster, of that cluster’s version: nothing to compare.`;
    return { state: 'ok', summary: l10n`Google’s dispatcher`, details: [what, ...places] };
  }
  if (version === undefined) {
    const what =
      facts.answer === undefined
        ? l10n`It did not tell its version in time, or cannot be run from here.`
        : l10n`It reports a version that was never released, so it was not compared.`;
    return { state: 'warning', summary: l10n`version not known`, details: [what, ...places], remedies: install };
  }
  if (isOlderThan(version.name, least) === true) {
    const what = l10n`Signing in with Entra needs kubectl 1.18.1 or newer.`;
    return { state: 'error', summary: version.name, details: [what, ...places], remedies: install };
  }
  return skewOf(version, clusters, places);
}

function skewOf(
  version: KubectlVersion,
  clusters: readonly ClusterVersion[],
  places: readonly string[],
): ProgramFinding {
  const known = clusters.flatMap((cluster) => {
    const [major, minor] = versionNumbers(cluster.version) ?? [];
    return major !== 1 || minor === undefined ? [] : [{ ...cluster, minor }];
  });
  const apart = known.filter(({ minor }) => Math.abs(minor - version.minor) > allowedSkew);
  const details = [...places];
  if (apart.length === 0) {
    const summary = known.length === 0 ? version.name : l10n`${version.name}, in step with ${countOf(known.length)}`;
    return { state: 'ok', summary, details };
  }
  const minors = [...new Set(known.map(({ minor }) => minor))].toSorted((one, other) => one - other);
  const [oldest = 0, newest = 0] = [minors[0], minors.at(-1)];
  // One kubectl does for clusters that are at most two minor versions apart: the one between them.
  const fitting =
    newest - oldest <= 2 * allowedSkew
      ? l10n`kubectl 1.${Math.max(oldest, newest - allowedSkew)} would be in step with all of them.`
      : l10n`No kubectl is in step with all of them, from 1.${oldest} to 1.${newest}: keep one for the newer and one for the older.`;
  const rows = apart.map((cluster): CheckRow => {
    const distance = Math.abs(cluster.minor - version.minor);
    const summary =
      cluster.minor > version.minor
        ? l10n`${printable(cluster.version)}: kubectl is ${distance} minor versions behind`
        : l10n`${printable(cluster.version)}: kubectl is ${distance} minor versions ahead`;
    return { id: cluster.id.toLowerCase(), title: printable(cluster.name), state: 'warning', summary };
  });
  return {
    state: worstState(rows),
    summary: l10n`${version.name}, more than one minor version from ${apart.length} of ${countOf(known.length)}`,
    details: [
      l10n`kubectl is supported within one minor version of the API server; beyond that, some commands fail or do something else.`,
      fitting,
      ...details,
    ],
    remedies: [{ kind: 'installTool', tool: 'kubectl', title: l10n`Install kubectl…` }],
    rows,
  };
}

function countOf(clusters: number): string {
  return clusters === 1 ? l10n`1 cluster` : l10n`${clusters} clusters`;
}

/** For the report. */
export function kubectlFact({ copies, answer }: KubectlFacts): string {
  if (copies.length === 0) {
    return l10n`not found`;
  }
  return answer?.isDispatcher === true ? l10n`Google’s dispatcher` : (answer?.version?.name ?? l10n`version not known`);
}
