import type { ClusterIdParts } from '../azure/resourceId.ts';
import { l10n } from '../l10n.ts';
import { rotateCertificatesLine } from './equivalentCommand.ts';

/** What stands in the way, as a sentence that says what to do about it. */
export interface Obstacle {
  readonly kind:
    | 'unreadable'
    | 'alreadyManaged'
    | 'isLegacy'
    | 'hasNoEntra'
    | 'isAutomatic'
    | 'noKubernetesRbac'
    | 'stopped'
    | 'busy'
    | 'invalidGroup'
    | 'nothingChanges';
  readonly text: string;
}

/** What people should know before they say yes. */
export interface Notice {
  readonly kind:
    | 'cannotBeDisabled'
    | 'noWayBack'
    | 'downtime'
    | 'fetchAgain'
    | 'certificatesStay'
    | 'lastChangeFailed'
    | 'nobodyIsAdmin'
    | 'nextToken'
    | 'rolesDecide'
    | 'rolesInherited'
    | 'bindingsDecide'
    | 'entraOnly'
    | 'adminCredential'
    | 'certificatesRemain';
  readonly text: string;
  /** A line for a terminal that the text speaks of. */
  readonly command?: string;
}

export interface EntraLimits {
  readonly obstacles: readonly Obstacle[];
  readonly notices: readonly Notice[];
}

/** That nothing but rotation takes back what was given out before, and what rotation does. */
export function certificatesStay(cluster: ClusterIdParts): Notice {
  return {
    kind: 'certificatesStay',
    text: l10n`Certificates and tokens that were given out before still give full admin until the certificates are rotated. Rotation recreates all nodes, scale sets and disks, and the cluster can be down for up to 30 minutes; this does not do it.`,
    command: rotateCertificatesLine(cluster),
  };
}

/** That without an admin group only bindings let people in. */
export function nobodyIsAdmin(): Notice {
  return {
    kind: 'nobodyIsAdmin',
    text: l10n`Without an admin group, nobody who signs in with Entra may do anything until a Kubernetes role binding names them.`,
  };
}

/** What Entra ID authorization (Azure RBAC) means. */
export function rolesDecide(): Notice {
  return {
    kind: 'rolesDecide',
    text: l10n`Azure role assignments will decide what people may do, besides Kubernetes bindings; a new one takes up to five minutes.`,
  };
}
