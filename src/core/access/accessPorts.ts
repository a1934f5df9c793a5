import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { Principal } from '../directory/people.ts';
import type { BindingSubject, PlannedBinding } from './grantPlan.ts';
import type { AzureRoleKey } from './roles.ts';

/** A role of Azure’s that somebody has at the cluster, above it or below it. */
export interface AssignedRole {
  /** Of the assignment. */
  readonly id: string;
  readonly scope: string;
  readonly role: AzureRoleKey;
  readonly principalId: string;
  /** ARM’s word: User, Group, ServicePrincipal, … */
  readonly principalType: string;
  /** A condition narrows what the role allows. */
  readonly hasCondition: boolean;
}

/** Roles that are known here, and how many assignments there are of others: those may give access too. */
export interface AssignedRoles {
  readonly roles: readonly AssignedRole[];
  readonly others: number;
}

/** Role assignments, in the name of who sees the cluster. Every call throws AksEntraError or an AbortError. */
export interface RoleAssignments {
  /** The entries of ARM’s `permissions` answer at a scope. */
  permissions(seen: SeenCluster, options: CallOptions, scope: string): Promise<unknown[]>;

  /**
   * What is assigned at the cluster, above it and below it.
   *
   * @param assignedTo an object id: what that one has, by groups too
   */
  assigned(seen: SeenCluster, options: CallOptions, assignedTo?: string): Promise<AssignedRoles>;

  /** One for an assignment that there is not yet. */
  assignmentId(scope: string): string;

  /**
   * @param assignment its id where that was chosen before, so that it can be taken back though nobody answers
   * @returns the assignment’s id
   * @throws AksEntraError alreadyAssigned, principalNotFound, …
   */
  assign(
    seen: SeenCluster,
    options: CallOptions,
    assignment: {
      readonly role: AzureRoleKey;
      readonly scope: string;
      readonly principal: Principal;
      readonly id?: string;
    },
  ): Promise<string>;

  /** One that is gone already is no failure. */
  unassign(seen: SeenCluster, options: CallOptions, assignmentId: string): Promise<void>;
}

/** Namespaces that Azure manages. */
export interface ManagedNamespaces {
  /** Their names. Throws AksEntraError or an AbortError. */
  managedNamespaces(seen: SeenCluster, options: CallOptions): Promise<string[]>;
}

/** A binding as the API server has it. */
export interface ExistingBinding {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  /** What it was when it was read. */
  readonly resourceVersion: string;
  readonly role: { readonly kind: string; readonly name: string };
  readonly subjects: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** What may be done in the cluster, as Kubernetes asks it. */
export interface AccessQuestion {
  readonly verb: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * The API server of one cluster, in the name of who sees it: its address and certificate authority are what Azure handed
 * out a moment ago. Every call throws AksEntraError (clusterUnreachable, clusterRefused, …) or an AbortError.
 */
export interface ConnectedCluster {
  namespaces(): Promise<string[]>;
  /** Of the API group of roles and bindings; of all groups where the resource is `*`. */
  may(question: AccessQuestion): Promise<boolean>;
  /** Of one namespace, or of all of them. */
  bindings(kind: 'rolebindings' | 'clusterrolebindings', namespace?: string): Promise<ExistingBinding[]>;
  /** Undefined where there is none. */
  binding(address: Pick<PlannedBinding, 'name' | 'namespace'>): Promise<ExistingBinding | undefined>;
  /** @throws AksEntraError bindingTaken where the name is taken */
  createBinding(binding: PlannedBinding): Promise<ExistingBinding>;
  /** @throws AksEntraError bindingChanged where it is another one by now; one that is gone is no failure */
  deleteBinding(binding: ExistingBinding): Promise<void>;
  /** Takes one of several subjects out. @throws as `deleteBinding` */
  removeSubject(binding: ExistingBinding, subject: BindingSubject): Promise<void>;
}

export interface ClusterConnections {
  /** Fetches the user’s own credential from Azure. @throws AksEntraError; an AbortError on cancel */
  connect(seen: SeenCluster, options: CallOptions): Promise<ConnectedCluster>;
}

export interface AccessPorts {
  readonly roleAssignments: RoleAssignments;
  readonly clusterConnections: ClusterConnections;
}
