import type { KeptOperation } from './keptOperation.ts';

/** The running changes that other windows could go on following, one for each cluster. */
export interface KeptOperations {
  all(): Promise<readonly KeptOperation[]>;
  keep(operation: KeptOperation): Promise<void>;
  /** @param startedAtMs which change of the cluster: one that began later stays kept */
  forget(clusterId: string, startedAtMs: number): Promise<void>;
}
