import { ArmError } from './armErrors.ts';
import { preconditionFailed } from './conditions.ts';
import { base64Claims, challengedAcr } from './challenges.ts';

/**
 * What ARM refuses though the caller has the role for it. Bodies: azure-sdk-for-java#2560 (lock), ARO-RP#423 (linked
 * scopes), azure-cli#31699 and the troubleshooting page of az (multi-factor authentication). No recording of a deny
 * assignment's, a policy's or a region's whole text was found; these are as reports quote them.
 */
export type ArmRefusalName =
  | 'scopeLocked'
  | 'linkedScope'
  | 'linkedScopeDenied'
  | 'denyAssignment'
  | 'policy'
  | 'policyMfa'
  | 'regionNotOffered'
  | 'otherTenant';

/** Refusals that only a write can meet. */
export type ArmWriteRefusalName = 'etagMismatch' | 'preconditionFailed';

const client = "The client 'ada@contoso.com' with object id '11111111-1111-4111-8111-111111111111'";
const subnet =
  '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/hub/subnets/aks';
const tokensTenantId = '33333333-3333-4333-8333-333333333333';
const ownTenantId = '44444444-4444-4444-8444-444444444444';

/** @param path of the refused call: its scope and action are named in the texts */
export function armRefusal(name: ArmRefusalName | ArmWriteRefusalName, method: string, path: string): ArmError {
  const { scope, resourceGroup, resource, action } = readCall(method, path);
  const allowed = `${client} has permission to perform action '${action}' on scope '${scope}'; however,`;
  const linked = `${allowed} it does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the '1' linked scope(s) '${subnet}' or the linked scope(s) are invalid`;
  switch (name) {
    case 'scopeLocked':
      return new ArmError(
        409,
        'ScopeLocked',
        `The scope '${scope}' cannot perform write operation because following scope(s) are locked: '${resourceGroup}'. Please remove the lock and try again.`,
      );
    case 'linkedScope':
      return new ArmError(403, 'LinkedAuthorizationFailed', `${linked}.`);
    case 'linkedScopeDenied':
      return new ArmError(
        403,
        'LinkedAuthorizationFailed',
        `${linked} and is blocked by deny assignments on the '1' linked scope(s) '${subnet}'.`,
      );
    case 'denyAssignment':
      return new ArmError(
        403,
        'DenyAssignmentAuthorizationFailed',
        `${allowed} the access is denied because of the deny assignment with name 'Managed by the platform team' and Id '44444444444444444444444444444444' at scope '${resourceGroup}'.`,
      );
    case 'policy':
      return new ArmError(
        403,
        'RequestDisallowedByPolicy',
        `Resource '${resource}' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Clusters in the EU only","id":"${resourceGroup}/providers/Microsoft.Authorization/policyAssignments/eu-only"},"policyDefinition":{"name":"Allowed locations","id":"/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c","version":"1.0.0"}}]'.`,
      );
    case 'policyMfa':
      return new ArmError(
        401,
        'RequestDisallowedByPolicy',
        `Resource '${resource}' was disallowed by policy. Users must use MFA for Create/Update operations.`,
        {
          headers: {
            'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${base64Claims({ access_token: { acrs: { essential: true, values: [challengedAcr] } } })}"`,
          },
        },
      );
    case 'regionNotOffered':
      return new ArmError(
        403,
        'RequestDisallowedByAzure',
        `Resource '${resource}' was disallowed by Azure: This policy maintains a set of best available regions where your subscription can deploy resources. The objective of this policy is to ensure that your subscription has full access to Azure services with optimal performance. Should you need additional or different regions, contact support.`,
      );
    // Two writers at once, without any header of theirs (terraform-azurerm-aks#604).
    case 'etagMismatch':
      return new ArmError(409, 'EtagMismatch', 'Operation is not allowed: Another operation is in progress', {
        isBare: true,
        more: {
          details: [{ code: 'Unspecified', message: 'rpc error: code = FailedPrecondition desc = Etag mismatched' }],
          subcode: 'PutManagedClusterAndComponents_FailedPrecondition',
        },
      });
    // Somebody was faster between a client's last look and its write.
    case 'preconditionFailed':
      return preconditionFailed('the eTag in If-Match does not match the current one');
    case 'otherTenant':
      return new ArmError(
        401,
        'InvalidAuthenticationTokenTenant',
        `The access token is from the wrong issuer 'https://sts.windows.net/${tokensTenantId}/'. It must match one of the tenants 'https://sts.windows.net/${ownTenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${ownTenantId}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`,
        {
          headers: {
            'WWW-Authenticate': `Bearer authorization_uri="https://login.windows.net/${ownTenantId}", error="invalid_token", error_description="The access token is from the wrong issuer. It must match the tenant associated with this subscription. Please use correct authority to get the token."`,
          },
        },
      );
  }
}

/** The scope and the action of a call as ARM's texts name them. */
function readCall(
  method: string,
  path: string,
): { scope: string; resourceGroup: string; resource: string; action: string } {
  const url = path.replace(/\?.*$/, '');
  const [, scope = url, resourceGroup = url, provider = 'Microsoft.Resources', type = 'subscriptions', resource = ''] =
    /^((\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\/providers\/([^/]+)\/([^/]+)\/([^/]+))/i.exec(url) ?? [];
  const operation = method === 'POST' ? `${url.slice(scope.length + 1)}/action` : method === 'GET' ? 'read' : 'write';
  return { scope, resourceGroup, resource, action: `${provider}/${type}/${operation}` };
}
