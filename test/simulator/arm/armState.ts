import type { ClusterAuthorities } from '../clusterAuthorities.ts';
import type { Activation } from './authorization/pim.ts';
import type { EntraState } from '../entra/entraState.ts';
import type { Operations } from './operations.ts';
import type { RateLimits } from './rateLimits.ts';
import type { StartedCommand } from './reach/runCommand.ts';

export interface ArmOptions {
  /** Rows on one page of a list; small, so that every client has to follow `nextLink`. */
  readonly pageSize: number;
}

/** What ARM's handlers share. */
export interface ArmState extends EntraState {
  readonly authorities: ClusterAuthorities;
  readonly operations: Operations;
  readonly rateLimits: RateLimits;
  /** How often a group that was made a moment ago was not found yet, by its object id. */
  readonly timesNotFound: Map<string, number>;
  /** How long a new role assignment takes until it counts; a test sets it. */
  readonly roleDelay: { milliseconds: number };
  /** Requests to activate a role, by name. */
  readonly activations: Map<string, Activation>;
  /** Commands that were run inside clusters, by id. */
  readonly commands: Map<string, StartedCommand>;
  readonly options: ArmOptions;
  /** What kubelogin calls the cloud. */
  readonly environment: string;
}
