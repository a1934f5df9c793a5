import {
  mayAdministerInside,
  mayAssignRoles,
  mayFetchAdminCredential,
  mayReadInside,
  mayUpdate,
} from '../access/permissions.ts';

/** What an account may do about a cluster that does not let it in, by ARM’s one answer. */
export interface GlassRights {
  /** `managedClusters/write`: admin groups, local accounts. */
  readonly mayUpdate: boolean;
  /** `listClusterAdminCredential/action`, which the role AKS Contributor lacks. */
  readonly mayFetchAdmin: boolean;
  /** `roleAssignments/write`. */
  readonly mayAssign: boolean;
  /** The data actions of an administrator, which count under Entra ID authorization (Azure RBAC). */
  readonly inside: 'administer' | 'read' | 'nothing';
}

/** @param entries those of ARM’s `permissions` answer */
export function glassRights(entries: readonly unknown[]): GlassRights {
  return {
    mayUpdate: mayUpdate(entries),
    mayFetchAdmin: mayFetchAdminCredential(entries),
    mayAssign: mayAssignRoles(entries),
    inside: mayAdministerInside(entries) ? 'administer' : mayReadInside(entries) ? 'read' : 'nothing',
  };
}
