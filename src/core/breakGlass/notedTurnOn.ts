import { AksEntraError } from '../aksEntraError.ts';
import { isCancellation } from '../cancellation.ts';
import { clusterFromArm } from '../clusters/clusterFromArm.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { isSettled } from '../clusterWrites/rawCluster.ts';
import type { ManagedClusters, StartedUpdate } from '../entraIntegration/managedClusterPorts.ts';
import type { Logger } from '../logger.ts';
import { messageOf } from '../messageOf.ts';
import { type BrokenGlass, type BrokenGlasses, isMended } from './brokenGlass.ts';

interface NotedTurnOnPorts {
  readonly managedClusters: ManagedClusters;
  readonly brokenGlasses: BrokenGlasses;
  readonly logger: Logger;
}

/**
 * Writes clusters, for the one whose local accounts are turned on for break glass: that they are to be turned off again is
 * on disk before Azure is asked.
 */
export class NotedTurnOn implements ManagedClusters {
  readonly #ports: NotedTurnOnPorts;
  readonly #nowMs: () => number;
  #broken: BrokenGlass;
  #put: 'notSent' | 'refused' | 'unanswered' | 'takenUp' = 'notSent';

  constructor(
    ports: NotedTurnOnPorts,
    { cluster, account }: Pick<SeenCluster, 'cluster' | 'account'>,
    nowMs = Date.now,
  ) {
    this.#ports = ports;
    this.#nowMs = nowMs;
    this.#broken = { clusterId: cluster.id, name: cluster.name, accountId: account.id, sinceMs: nowMs() };
  }

  /** What is noted. */
  get broken(): BrokenGlass {
    return this.#broken;
  }

  read(...asked: Parameters<ManagedClusters['read']>): ReturnType<ManagedClusters['read']> {
    return this.#ports.managedClusters.read(...asked);
  }

  async update(...asked: Parameters<ManagedClusters['update']>): Promise<StartedUpdate> {
    const { managedClusters, brokenGlasses } = this.#ports;
    // By when Azure was asked one tells whether it may not have got to it yet; what an older note says is over.
    this.#broken = { ...this.#broken, sinceMs: this.#nowMs() };
    await brokenGlasses.forget(this.#broken.clusterId);
    await brokenGlasses.keep(this.#broken);
    this.#put = 'unanswered';
    try {
      const started = await managedClusters.update(...asked);
      this.#put = 'takenUp';
      return started;
    } catch (error) {
      if (error instanceof AksEntraError && error.code !== 'updateUnanswered') {
        this.#put = 'refused';
      }
      throw error;
    }
  }

  /**
   * Whether the local accounts may be on although turning them on failed, or was cancelled. Where Azure did not take it up,
   * nothing is to be turned off again, and the note goes; where nobody knows, it stays.
   */
  async mayBeOn(seen: SeenCluster, failure: unknown): Promise<boolean> {
    const { managedClusters, brokenGlasses, logger } = this.#ports;
    if (this.#put === 'notSent') {
      return false;
    }
    const isUnknown = this.#put === 'unanswered' || (this.#put === 'takenUp' && isCancellation(failure));
    try {
      const { signal } = new AbortController();
      const { body } = await managedClusters.read(seen, { interaction: 'silent', signal });
      const hasLocalAccounts = clusterFromArm(body, '')?.hasLocalAccounts !== false;
      const now = { hasLocalAccounts, isSettled: isSettled(body) };
      const isOff = isUnknown ? isMended(this.#broken, now, this.#nowMs()) : !hasLocalAccounts && now.isSettled;
      if (!isOff) {
        return true;
      }
    } catch (error) {
      logger.warn(`Whether local accounts of ${seen.cluster.name} are on is not known: ${messageOf(error)}`);
      return true;
    }
    await brokenGlasses.forget(this.#broken.clusterId);
    return false;
  }
}
