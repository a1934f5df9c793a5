import type { KeptOperation } from './keptOperation.ts';

/** The running changes that other windows could go on following, one for each cluster. */
export interface KeptOperations {
  all(): Promise<readonly KeptOperation[]>;
  keep(operation: KeptOperation): Promise<void>;
  forget(clusterId: string): Promise<void>;
}
