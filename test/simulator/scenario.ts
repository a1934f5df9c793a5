/**
 * A scenario is data: who exists in which tenant, what they may do, and which clusters there are.
 * The simulator keeps its own mutable copy, so that a test can change a membership or a cluster while it runs.
 */

export interface Scenario {
  readonly tenants: Tenant[];
  readonly users: User[];
  readonly groups: Group[];
  readonly apps: App[];
  readonly subscriptions: Subscription[];
  readonly clusters: SimulatedCluster[];
  readonly roleAssignments?: ScopedRoleAssignment[];
  /** Roles that somebody has on demand only (Privileged Identity Management). */
  readonly eligibilities?: Eligibility[];
  /** Hosts of Azure Bastion, through which private clusters are reached. */
  readonly bastions?: readonly BastionHost[];
  readonly fleets?: readonly SimulatedFleet[];
  /** Those without a cluster; each cluster's own is there anyway. */
  readonly resourceGroups?: ResourceGroup[];
  /** Who a browser is signed in as when the authorize page is opened without a login_hint. */
  signedInUpn: string;
}

export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  /**
   * Whether group names can be read in this tenant: `noConsent` fails at Entra (AADSTS65001),
   * `forbidden` gets a token but Graph answers 403. Absent means readable.
   */
  graphAccess?: 'readable' | 'noConsent' | 'forbidden';
  /** The `scp` of Graph tokens for VS Code here. Default: `Group.Read.All User.Read`, which changes nothing. */
  graphPermissions?: string;
  /** Whether people who administer nothing may make security groups. Default: yes, as in a new tenant. */
  usersMayCreateGroups?: boolean;
}

export interface User {
  /** Object id in the home tenant. A guest has another object id in each tenant that invited them. */
  readonly objectId: string;
  readonly upn: string;
  readonly displayName: string;
  readonly homeTenantId: string;
  /** Tenants where this person is a guest, with the object id that they have there. */
  readonly guestIn: { readonly tenantId: string; readonly objectId: string }[];
  /** May make groups and change their members, whoever owns them. */
  readonly isGroupsAdministrator?: boolean;
}

export interface Group {
  readonly objectId: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** Object ids (of this tenant) of the members; a nested group's members count too. */
  readonly memberObjectIds: string[];
  /** Milliseconds since 1970, set where it was made while the simulator runs: ARM does not know it at once. */
  readonly createdAt?: number;
  /** Who may change the members. */
  readonly ownerObjectIds?: string[];
  readonly mailNickname?: string;
  readonly description?: string;
}

export interface BastionHost {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
}

/** A fleet of clusters (Azure Kubernetes Fleet Manager). */
export interface SimulatedFleet {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  /** Without a hub cluster there is no credential. */
  readonly hasHub: boolean;
  /** The cluster that is its hub, in the same subscription. */
  readonly hub?: { readonly resourceGroup: string; readonly name: string };
  /** The ARM ids of the clusters in it. */
  readonly memberIds?: readonly string[];
}

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
}

/** An app registration with a secret, for client credentials. */
export interface App {
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly displayName: string;
  readonly clientSecret: string;
  /** Where set, a client assertion of the app itself must be signed with this certificate's key. */
  readonly certificatePem?: string;
  /** Tokens of other issuers that may stand in for the secret (workload identity). Their signature is not checked. */
  readonly federatedCredentials?: { readonly issuer: string; readonly subject: string }[];
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly displayName: string;
  state: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  /** Object ids of users, groups or apps that can see the subscription (Reader). */
  readonly readerObjectIds: string[];
  /** Ids of the tenants that manage it by Azure Lighthouse: it is listed in theirs too, and takes their tokens. */
  readonly managedByTenantIds?: readonly string[];
  /** Regions that are not open to it, by name. */
  readonly closedLocations?: readonly string[];
  /** How many cores are left for clusters, by region; as many as you like where nothing is said. */
  remainingCores?: Readonly<Record<string, number>>;
}

/** The built-in roles of Azure that the simulator knows (`arm/authorization/builtInRoles.ts`). */
export type AzureRole =
  | 'Owner'
  | 'Contributor'
  | 'Reader'
  | 'User Access Administrator'
  | 'Role Based Access Control Administrator'
  | 'AKS Namespace User'
  | 'AKS Namespace Contributor'
  | 'AKS Cluster User Role'
  | 'AKS Cluster Admin Role'
  | 'AKS Cluster Monitoring User'
  | 'AKS Contributor'
  | 'AKS RBAC Cluster Admin'
  | 'AKS RBAC Admin'
  | 'AKS RBAC Writer'
  | 'AKS RBAC Reader';

export interface RoleAssignment {
  readonly role: AzureRole;
  /** Object id of a user, group or app. */
  readonly principalObjectId: string;
  /** Below a cluster: `namespaces/<name>` or `managedNamespaces/<name>`. Absent for the cluster itself. */
  readonly below?: string;
  /** The assignment's own id; made up where it is absent. */
  readonly name?: string;
  /** It is listed at once, and counts from then on only. */
  readonly startsAtMs?: number;
  /** Whose activation by PIM it is ends by itself. */
  readonly endsAtMs?: number;
  readonly condition?: string;
  readonly createdBy?: string;
}

/** A role at a scope above the clusters: the root (`/`), a subscription or a resource group. */
export interface ScopedRoleAssignment extends RoleAssignment {
  readonly scope: string;
}

/** A role that a person, or a group’s members, can activate for some hours. */
export interface Eligibility {
  /** The whole scope, of a cluster too. */
  readonly scope: string;
  readonly role: AzureRole;
  readonly principalObjectId: string;
  /** How a request is answered where it is not granted at once. */
  readonly approval?: 'PendingApproval' | 'PendingEvaluation';
  /** Only with a token that carries a step-up’s authentication context. */
  readonly needsMfa?: boolean;
  /** Eight where nothing is said. */
  readonly mostHours?: number;
}

/** What somebody has at a fleet for its members: the level is that of the AKS RBAC role of the same name. */
export interface FleetMembership {
  /** The fleet's ARM id. */
  readonly scope: string;
  readonly roleAssignments: {
    readonly level: 'Reader' | 'Writer' | 'Admin' | 'Cluster Admin';
    readonly principalObjectId: string;
    /** `namespaces/<name>` or `managedNamespaces/<name>` of the fleet. Absent for the fleet itself. */
    readonly below?: string;
  }[];
}

export interface AzureAuthorizer {
  /** Azure does not answer the check. */
  readonly isFailing?: boolean;
  /** It denies those whom Azure does not know, in place of having no opinion about them. */
  readonly deniesOthers?: boolean;
}

export interface SimulatedCluster {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  /** The ManagedCluster's ARM body without id, name and type: `location`, `properties`, `sku`, … exactly as REST has it. */
  arm: ArmManagedCluster;
  /** What an operation that runs will make of `arm`. Reads show it already; it has no effect before the end. */
  pending?: ArmManagedCluster | undefined;
  /** Stops every write, and with `ReadOnly` also each POST that only reads, such as the credential calls. */
  lock?: 'ReadOnly' | 'CanNotDelete' | undefined;
  readonly roleAssignments: RoleAssignment[];
  /** Names of the namespaces that are resources of Azure (`managedNamespaces`). */
  readonly managedNamespaces?: readonly string[];
  /** Of which fleet it is a member: AKS's authorizer asks there last. */
  readonly fleet?: FleetMembership;
  /** How its Azure authorizer is set up, or what it suffers from. May be changed while the simulator runs. */
  azureAuthorizer?: AzureAuthorizer;
  /** Its authorised ranges leave this machine out: the name resolves, and nobody answers. */
  isClosedToUs?: boolean;
  /** AKS Automatic's own policies deny the objects that are of these kinds (`configmaps`, …), whoever writes them. */
  deniedByPolicy?: string[];
  /** Set by the running simulator: all of the scenario's assignments above clusters. */
  inherited?: readonly ScopedRoleAssignment[];
  /** Kubernetes RBAC: subjects (group object ids, user names as the API server sees them) bound to cluster-admin or view. */
  readonly bindings: { readonly role: 'cluster-admin' | 'view'; readonly subject: string }[];
  nodes: { readonly name: string; readonly ready: boolean }[];
}

export interface ArmManagedCluster {
  location: string;
  eTag?: string;
  kind?: string;
  sku?: { name: string; tier: string };
  tags?: Record<string, string>;
  identity?: Record<string, unknown>;
  properties: ArmManagedClusterProperties;
}

/** The properties that the simulator reads. Others are kept and returned untouched, as ARM does. */
export interface ArmManagedClusterProperties {
  provisioningState: string;
  powerState?: { code: string };
  kubernetesVersion: string;
  currentKubernetesVersion?: string;
  fqdn?: string;
  privateFQDN?: string;
  enableRBAC?: boolean;
  disableLocalAccounts?: boolean;
  aadProfile?: ArmAadProfile | null;
  apiServerAccessProfile?: {
    authorizedIPRanges?: string[];
    enablePrivateCluster?: boolean;
    enablePrivateClusterPublicFQDN?: boolean;
    privateDNSZone?: string;
    enableVnetIntegration?: boolean;
    disableRunCommand?: boolean;
    subnetId?: string;
  };
  [other: string]: unknown;
}

export interface ArmAadProfile {
  managed?: boolean | null;
  enableAzureRBAC?: boolean | null;
  adminGroupObjectIDs?: string[] | null;
  tenantID?: string;
  clientAppID?: string;
  serverAppID?: string;
  [other: string]: unknown;
}
