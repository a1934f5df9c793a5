import { readProperty } from '../azure/readProperty.ts';
import {
  aadProfileOf,
  isJsonObject,
  withoutProperties,
  withProperties,
  type JsonObject,
} from '../clusterWrites/rawCluster.ts';

/** What people come for: Entra on a cluster that has none, or away from the integration with apps of one’s own. */
export type EntraGoal = 'enable' | 'migrate';

/** What is to become of a cluster’s Entra integration. */
export interface EntraChange {
  readonly goal: EntraGoal;
  readonly adminGroupObjectIds: readonly string[];
  /** The tenant of the cluster’s subscription: Azure takes no other one. */
  readonly tenantId: string;
  /** Entra ID authorization (Azure RBAC) besides Kubernetes RBAC. */
  readonly enableAzureRbac: boolean;
}

/** What a legacy integration signs in with; a managed one takes none of it. */
export const legacyProperties = ['clientAppID', 'serverAppID', 'serverAppSecret'];

/** The properties of the AADProfile that the change sets, as ARM calls them. */
export function askedProfile(change: EntraChange): JsonObject {
  return {
    managed: true,
    adminGroupObjectIDs: [...change.adminGroupObjectIds],
    tenantID: change.tenantId,
    enableAzureRBAC: change.enableAzureRbac,
  };
}

/** The AADProfile as it will be sent: what is there and was not asked to change stays. */
export function plannedProfile(body: JsonObject, change: EntraChange): JsonObject {
  return withProperties(withoutProperties(aadProfileOf(body) ?? {}, legacyProperties), askedProfile(change));
}

/** The whole cluster as it will be sent. Nothing but the AADProfile differs from `body`, which stays as it is. */
export function plannedCluster(body: JsonObject, change: EntraChange): JsonObject {
  const properties = readProperty(body, 'properties');
  const aadProfile = plannedProfile(body, change);
  return withProperties(body, {
    properties: withProperties(isJsonObject(properties) ? properties : {}, { aadProfile }),
  });
}
