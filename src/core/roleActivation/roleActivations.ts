import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { ActivationWish } from './activationRequest.ts';
import type { EligibleRole } from './eligibleRole.ts';

/** Privileged Identity Management for Azure resources. Every call throws AksEntraError or an AbortError. */
export interface RoleActivations {
  /** The rows of what the account could activate on a cluster, above and below it, by its groups too. */
  eligible(seen: SeenCluster, options: CallOptions): Promise<unknown[]>;

  /** The rows of what it has there now. */
  active(seen: SeenCluster, options: CallOptions): Promise<unknown[]>;

  /**
   * Asks for a role.
   *
   * @returns PIM’s word for what became of it
   * @throws AksEntraError activationTooLong, activationNeedsMfa or activationRefused where the role’s rules say no;
   *   missingRole where Azure says no to the call itself
   */
  activate(seen: SeenCluster, options: CallOptions, role: EligibleRole, wish: ActivationWish): Promise<string>;

  /** Signs in once more with a second factor. */
  stepUp(seen: SeenCluster): Promise<void>;
}
