import type { AssignedRole } from '../access/accessPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { OwnGroups } from '../directory/ownGroups.ts';
import type { EligibleRole } from '../roleActivation/eligibleRole.ts';

/** What is found out beside the message. Absent: not known, or not yet. */
export interface ForbiddenFacts {
  readonly contextName?: string;
  /** Nobody knows which context it was: it is the current one. */
  readonly isCurrentContext?: boolean;
  /** kubelogin’s login mode in that context, or `vscode`. */
  readonly login?: string;
  readonly seen?: SeenCluster;
  /** What VS Code’s own token says, in place of which kubectl gets that very one, or one of kubelogin’s. */
  readonly token?: OwnToken;
  /** What Azure says that one may do, by the scope that was asked; `permissions` entries. */
  readonly permissions?: ReadonlyMap<string, readonly unknown[]>;
  /** One’s own role assignments at the cluster, above and below it, those of one’s groups too. */
  readonly assigned?: readonly AssignedRole[];
  readonly eligible?: readonly EligibleRole[];
  /** Of the groups that count here, those that one is in by the directory. In small letters. */
  readonly memberOf?: ReadonlySet<string>;
  /** By object id in small letters. */
  readonly groupNames?: ReadonlyMap<string, string>;
  /** Why something could not be found out, by what it is. */
  readonly failures?: readonly string[];
}

export interface OwnToken {
  readonly objectId: string;
  /** Absent for guests. */
  readonly upn?: string;
  readonly issuedOnMs?: number;
  readonly groups: OwnGroups;
}
