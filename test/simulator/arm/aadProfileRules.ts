import type { ArmAadProfile, ArmManagedClusterProperties, Subscription } from '../scenario.ts';
import { ArmError } from './armErrors.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Entra cannot be switched off once it is on, and nobody goes back to the legacy integration. @throws ArmError 400 */
export function noEntraDowngrade(
  before: ArmAadProfile | null | undefined,
  wanted: ArmAadProfile | null | undefined,
): void {
  if (!before) {
    return;
  }
  if (!wanted) {
    throw refusal("Changing property 'aadProfile' is not allowed.", 'PropertyChangeNotAllowed');
  }
  if (before.managed === true && wanted.managed !== true) {
    throw refusal("Changing property 'aadProfile.managed' is not allowed.", 'PropertyChangeNotAllowed');
  }
}

/**
 * The profile as it will be stored, with the tenant filled in.
 *
 * @throws ArmError 400 for what AKS refuses: no Kubernetes RBAC, a new legacy integration, another tenant, bad groups.
 */
export function requireAadProfile(
  properties: ArmManagedClusterProperties,
  before: ArmAadProfile | null | undefined,
  subscription: Subscription,
): ArmAadProfile | undefined {
  const wanted = properties.aadProfile;
  if (properties.disableLocalAccounts === true && wanted?.managed !== true) {
    throw refusal('Disabling local accounts is only allowed for clusters with managed AAD enabled.');
  }
  if (!wanted) {
    return undefined;
  }
  if (properties.enableRBAC !== true) {
    throw refusal('RBAC must be enabled for the cluster when an AAD profile is provided.');
  }
  if (wanted.managed !== true) {
    if (!before) {
      throw refusal('Legacy AAD integration (clientAppID, serverAppID) is no longer supported for new clusters.');
    }
    if (wanted.enableAzureRBAC === true) {
      throw refusal('Azure RBAC needs managed AAD.');
    }
    return wanted;
  }
  if (wanted.clientAppID !== undefined || wanted.serverAppID !== undefined) {
    throw refusal("Managed AAD takes no 'clientAppID', 'serverAppID' or 'serverAppSecret'.");
  }
  const groups = wanted.adminGroupObjectIDs;
  if (groups !== undefined && groups !== null) {
    if (!Array.isArray(groups) || groups.some((group) => typeof group !== 'string' || !guid.test(group))) {
      throw refusal("The value of 'aadProfile.adminGroupObjectIDs' is invalid: object ids of groups are expected.");
    }
  }
  if (wanted.tenantID !== undefined && wanted.tenantID.toLowerCase() !== subscription.tenantId.toLowerCase()) {
    throw refusal("The 'aadProfile.tenantID' must be the tenant of the cluster's subscription.");
  }
  return { adminUsers: null, ...wanted, tenantID: wanted.tenantID ?? subscription.tenantId };
}

function refusal(message: string, code = 'BadRequest'): ArmError {
  return new ArmError(400, code, message, { isBare: true });
}
