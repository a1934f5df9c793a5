import { readProperty } from '../azure/readProperty.ts';
import {
  aadProfileOf,
  isJsonObject,
  withoutProperties,
  withProperties,
  type JsonObject,
} from '../clusterWrites/rawCluster.ts';

/** Entra on a cluster that has none, or away from the integration with apps of one’s own. */
export interface IntegrationChange {
  readonly goal: 'enable' | 'migrate';
  readonly adminGroupObjectIds: readonly string[];
  /** The tenant of the cluster’s subscription: Azure takes no other one. */
  readonly tenantId: string;
  /** Entra ID authorization (Azure RBAC) besides Kubernetes RBAC. */
  readonly enableAzureRbac: boolean;
  /** One of the groups was made on the way, with the user in it: a token from before does not know that. */
  readonly hasNewGroup?: boolean;
}

/** Other admin groups, none included. */
interface AdminGroupsChange {
  readonly goal: 'adminGroups';
  readonly adminGroupObjectIds: readonly string[];
}

/** Entra ID authorization (Azure RBAC) on or off. */
interface AuthorizationChange {
  readonly goal: 'authorization';
  readonly enableAzureRbac: boolean;
}

/** Local accounts on or off. */
interface LocalAccountsChange {
  readonly goal: 'localAccounts';
  readonly disableLocalAccounts: boolean;
}

/** A cluster that was not there before. */
export interface CreationChange extends Omit<IntegrationChange, 'goal'> {
  readonly goal: 'create';
  readonly disableLocalAccounts: boolean;
  /** The az line that gives the creator the role without which they do not get in; absent where they get in. */
  readonly roleLine?: string;
}

/** What is to become of a cluster that there is. */
export type EntraUpdate = IntegrationChange | AdminGroupsChange | AuthorizationChange | LocalAccountsChange;

/** Everything that is asked of Azure, followed to its end, kept over a reload, and told. */
export type EntraChange = EntraUpdate | CreationChange;

/** What people come for to a cluster that there is. */
export type EntraGoal = EntraUpdate['goal'];
export type IntegrationGoal = IntegrationChange['goal'];

/** What a legacy integration signs in with; a managed one takes none of it. */
export const legacyProperties = ['clientAppID', 'serverAppID', 'serverAppSecret'];

/** The properties that a change sets, as ARM calls them: those of the AADProfile, and of the cluster around it. */
interface AskedProperties {
  readonly profile: JsonObject;
  readonly properties: JsonObject;
}

/** The properties that the change sets, and no others. */
export function askedProperties(change: EntraChange): AskedProperties {
  switch (change.goal) {
    case 'enable':
    case 'migrate':
      return { profile: integrationProfile(change), properties: {} };
    case 'adminGroups':
      return { profile: { adminGroupObjectIDs: [...change.adminGroupObjectIds] }, properties: {} };
    case 'authorization':
      return { profile: { enableAzureRBAC: change.enableAzureRbac }, properties: {} };
    case 'localAccounts':
      return { profile: {}, properties: { disableLocalAccounts: change.disableLocalAccounts } };
    case 'create':
      return {
        profile: integrationProfile(change),
        // A cluster whose creation failed has everything that was asked for, but for this.
        properties: { provisioningState: 'Succeeded', disableLocalAccounts: change.disableLocalAccounts },
      };
  }
}

function integrationProfile(change: Omit<IntegrationChange, 'goal'>): JsonObject {
  return {
    managed: true,
    adminGroupObjectIDs: [...change.adminGroupObjectIds],
    tenantID: change.tenantId,
    enableAzureRBAC: change.enableAzureRbac,
  };
}

/** Whether the change takes a cluster to the managed integration, which leaves nothing of a legacy one. */
export function isIntegration(change: EntraChange): change is IntegrationChange {
  return change.goal === 'enable' || change.goal === 'migrate';
}

/** The AADProfile as it will be sent: what is there and was not asked to change stays. Undefined where it has none. */
export function plannedProfile(body: JsonObject, change: EntraUpdate): JsonObject | undefined {
  const before = aadProfileOf(body);
  const { profile } = askedProperties(change);
  if (Object.keys(profile).length === 0) {
    return before;
  }
  const kept = isIntegration(change) ? withoutProperties(before ?? {}, legacyProperties) : (before ?? {});
  return withProperties(kept, profile);
}

/** The whole cluster as it will be sent. Nothing but what the change sets differs from `body`, which stays as it is. */
export function plannedCluster(body: JsonObject, change: EntraUpdate): JsonObject {
  const properties = readProperty(body, 'properties');
  const asked = askedProperties(change);
  const aadProfile = plannedProfile(body, change);
  return withProperties(body, {
    properties: withProperties(isJsonObject(properties) ? properties : {}, {
      ...asked.properties,
      ...(Object.keys(asked.profile).length === 0 ? {} : { aadProfile }),
    }),
  });
}
