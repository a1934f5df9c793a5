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
}

export interface User {
  /** Object id in the home tenant. A guest has another object id in each tenant that invited them. */
  readonly objectId: string;
  readonly upn: string;
  readonly displayName: string;
  readonly homeTenantId: string;
  /** Tenants where this person is a guest, with the object id that they have there. */
  readonly guestIn: { readonly tenantId: string; readonly objectId: string }[];
}

export interface Group {
  readonly objectId: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** Object ids (of this tenant) of the members; a nested group's members count too. */
  readonly memberObjectIds: string[];
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
}

/** ARM actions that a principal can be granted on a cluster, by role. */
export type AzureRole =
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
}

export interface SimulatedCluster {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  /** The ManagedCluster's ARM body without id, name and type: `location`, `properties`, `sku`, … exactly as REST has it. */
  arm: ArmManagedCluster;
  readonly roleAssignments: RoleAssignment[];
  /** Kubernetes RBAC: subjects (group object ids, user names as the API server sees them) bound to cluster-admin or view. */
  readonly bindings: { readonly role: 'cluster-admin' | 'view'; readonly subject: string }[];
  readonly nodes: { readonly name: string; readonly ready: boolean }[];
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
