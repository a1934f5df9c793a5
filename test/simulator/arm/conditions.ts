import type { SimulatedCluster } from '../scenario.ts';
import { ArmError } from './armErrors.ts';

export interface Conditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/**
 * The table in AKS's page on eTags (use-etags); an eTag counts as it was given, with no quotation marks put around it.
 *
 * @param cluster that is there, if any.
 * @throws ArmError 400 or 412; no recording of the 412's text was found.
 */
export function requireMatch({ ifMatch, ifNoneMatch }: Conditions, cluster: SimulatedCluster | undefined): void {
  if (ifNoneMatch !== undefined && (ifNoneMatch !== '*' || ifMatch !== undefined)) {
    throw new ArmError(400, 'BadRequest', "'If-None-Match' takes '*' only, and not together with 'If-Match'.", {
      isBare: true,
      surprise: 'If-None-Match with a value',
    });
  }
  if (cluster === undefined ? ifMatch !== undefined : ifNoneMatch === '*') {
    throw preconditionFailed('the managed cluster is there, or is not, against the condition');
  }
  if (cluster !== undefined && ifMatch !== undefined && ifMatch !== '*') {
    const { eTag } = cluster.pending ?? cluster.arm;
    if (ifMatch !== eTag) {
      throw preconditionFailed('the eTag in If-Match does not match the current one');
    }
  }
}

/** The 412 of a condition that does not hold. */
export function preconditionFailed(reason: string): ArmError {
  return new ArmError(412, 'PreConditionFailed', `The request failed because ${reason}.`, { isBare: true });
}
