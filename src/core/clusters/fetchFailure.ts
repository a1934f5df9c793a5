import { AksEntraError } from '../aksEntraError.ts';
import { isCancellation } from '../cancellation.ts';
import { l10n } from '../l10n.ts';
import type { Cluster } from './cluster.ts';
import { explainNoCredential, hasCredential } from './noCredential.ts';
import type { SeenCluster } from './seenCluster.ts';

/** A cluster among several that gave no credential. */
export interface FetchFailure {
  readonly cluster: Cluster;
  readonly error: AksEntraError;
}

/**
 * What went wrong with one cluster: the person may have closed the sign-in of its tenant, and no other.
 *
 * @param signal of all of them
 * @throws whatever is no matter of this one cluster
 */
export function fetchFailure(cluster: Cluster, error: unknown, signal: AbortSignal): FetchFailure {
  if (error instanceof AksEntraError) {
    return { cluster, error };
  }
  if (isCancellation(error) && !signal.aborted) {
    return { cluster, error: new AksEntraError('signedOut', l10n`The sign-in to its tenant was cancelled.`) };
  }
  throw error;
}

/**
 * Of several clusters those that have a credential at all; the others fail without Azure being asked for one.
 *
 * @param failures of clusters that are left out already
 * @throws AksEntraError localAccountsDisabled, … where none has one
 */
export function withCredential<Seen extends SeenCluster>(
  clusters: readonly Seen[],
  failures: readonly FetchFailure[] = [],
): {
  readonly offered: readonly [Seen, ...Seen[]];
  readonly leftOut: readonly FetchFailure[];
} {
  const [first, ...others] = clusters.filter(({ cluster }) => hasCredential(cluster));
  const without = clusters
    .filter(({ cluster }) => !hasCredential(cluster))
    .map(({ cluster }) => ({
      cluster,
      error: new AksEntraError('localAccountsDisabled', explainNoCredential(cluster)),
    }));
  const leftOut = [...failures, ...without];
  if (first === undefined) {
    const [only, ...more] = leftOut;
    throw only !== undefined && more.length === 0 ? only.error : summaryOfFailures(leftOut, leftOut.length);
  }
  return { offered: [first, ...others], leftOut };
}

/** With more of them, a message would be a page. */
const toldAtOnce = 2;

/**
 * One error for all that failed; its way out is theirs where they share one.
 *
 * @param count of the clusters that were asked for
 */
export function summaryOfFailures(failures: readonly FetchFailure[], count: number): AksEntraError {
  const [code = 'unexpectedAnswer', ...others] = new Set(failures.map(({ error }) => error.code));
  const reasons = failures.map(({ cluster: { name }, error: { message } }) =>
    namesCluster(message, name) ? message : `${name}: ${message}`,
  );
  const common = others.length === 0 ? code : 'unexpectedAnswer';
  if (failures.length <= toldAtOnce) {
    return new AksEntraError(
      common,
      l10n`${failures.length} of ${count} clusters gave no credential. ${reasons.join(' ')}`,
    );
  }
  const named = failures.slice(0, toldAtOnce).map(({ cluster }) => cluster.name);
  return new AksEntraError(
    common,
    l10n`${failures.length} of ${count} clusters gave no credential: ${named.join(', ')} and ${failures.length - named.length} more.`,
    { each: reasons },
  );
}

/** As a word of its own: a cluster may be called "dev" or "a". */
function namesCluster(message: string, name: string): boolean {
  return message.split(/[^\w-]+/).includes(name);
}
