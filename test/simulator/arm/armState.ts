import type { ClusterAuthorities } from '../clusterAuthorities.ts';
import type { EntraState } from '../entra/entraState.ts';
import type { Operations } from './operations.ts';
import type { RateLimits } from './rateLimits.ts';

export interface ArmOptions {
  /** Rows on one page of a list; small, so that every client has to follow `nextLink`. */
  readonly pageSize: number;
  /** How long an update of a cluster takes. */
  readonly updateDurationMs: number;
}

/** What ARM's handlers share. */
export interface ArmState extends EntraState {
  readonly authorities: ClusterAuthorities;
  readonly operations: Operations;
  readonly rateLimits: RateLimits;
  readonly options: ArmOptions;
}
