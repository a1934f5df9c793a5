import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AzureFailure, explainAzureFailure } from '../../../../src/core/azure/azureFailure.ts';

const client =
  "The client 'ada@home' with object id '1234' has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '/c'; however, it does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the '1' linked scope(s) '/net/subnet' or the linked scope(s) are invalid";

/** As aad-pod-identity#613 and cloud-provider-azure#1999 recorded it: without a count. */
const uncounted = client.replace("the '1' linked", 'the linked');

const refusals: readonly (readonly [failure: AzureFailure, code: string, text: RegExp])[] = [
  [
    { status: 401, code: 'InvalidAuthenticationTokenTenant', message: 'wrong issuer' },
    'notFound',
    /another tenant.*Refresh/,
  ],
  [{ status: 401, code: 'RequestDisallowedByPolicy', message: 'MFA' }, 'signedOut', /multi-factor/],
  [
    { status: 412, code: 'PreConditionFailed', message: 'eTag' },
    'clusterChanged',
    /somebody else changed it.*Nothing was written/,
  ],
  [{ status: 412, message: '' }, 'clusterChanged', /somebody else changed it/],
  [
    { status: 409, code: 'EtagMismatch', message: 'Another operation is in progress' },
    'clusterChanged',
    /somebody else/,
  ],
  [
    { status: 409, code: 'OperationNotAllowed', message: 'Another operation (Updating) is in progress' },
    'clusterBusy',
    /busy with another/,
  ],
  [
    { status: 409, code: 'OperationNotAllowed', message: 'the managed cluster is stopped.' },
    'clusterStopped',
    /is stopped/,
  ],
  [
    { status: 403, code: 'RequestDisallowedByPolicy', message: "Resource 'a' was disallowed by policy." },
    'unexpectedAnswer',
    /: an Azure Policy forbids it\. Ask the people who look after the policies/,
  ],
  [
    {
      status: 403,
      code: 'RequestDisallowedByPolicy',
      message: `Resource 'a' was disallowed by policy. Reasons: 'EU only, see our wiki.'. See error details for policy resource IDs.`,
    },
    'unexpectedAnswer',
    /: an Azure Policy forbids it: Reasons: 'EU only, see our wiki\.'\. Ask the people/,
  ],
  [
    {
      status: 403,
      code: 'RequestDisallowedByPolicy',
      message: `Resource 'a' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"EU [only](command:x)","id":"/s"},"policyDefinition":{"name":"Allowed locations","id":"/p"}}]'.`,
    },
    'unexpectedAnswer',
    /: the Azure Policy “EU \[only\]\?\(command:x\)” forbids it\. Ask the people/,
  ],
  [{ status: 403, code: 'RequestDisallowedByAzure', message: 'x' }, 'regionNotOffered', /another region/],
  [{ status: 400, code: 'LocationNotAvailableForResourceType', message: 'x' }, 'regionNotOffered', /another region/],
  [{ status: 400, code: 'AKSCapacityError', message: 'No room.' }, 'regionNotOffered', /now: No room\. Choose/],
  [{ status: 400, code: 'K8sVersionNotSupported', message: 'Only LTS.' }, 'versionNotOffered', /there: Only LTS\./],
  [
    { status: 400, code: 'ErrCode_InsufficientVCPUQuota', message: 'requested 8, remaining 4.' },
    'nodesNotOffered',
    /requested 8, remaining 4\. Choose another size/,
  ],
  [
    {
      status: 409,
      code: 'OperationNotAllowed',
      message: 'it results in exceeding approved Total Regional Cores quota',
    },
    'nodesNotOffered',
    /Total Regional Cores quota/,
  ],
  [
    { status: 400, code: 'BadRequest', message: 'The VM size of Standard_X1 is not allowed in your subscription' },
    'nodesNotOffered',
    /Standard_X1/,
  ],
  [{ status: 409, code: 'MissingSubscriptionRegistration', message: 'x' }, 'updateRefused', /az provider register/],
  [
    {
      status: 409,
      code: 'ScopeLocked',
      message:
        "The scope '/c' cannot perform write operation because following scope(s) are locked: '/rg'. Please remove the lock and try again.",
    },
    'unexpectedAnswer',
    /a lock on \/rg forbids it; a read-only lock/,
  ],
  [
    { status: 403, code: 'LinkedAuthorizationFailed', message: client },
    'missingRole',
    /needs Microsoft\.Network\/virtualNetworks\/subnets\/join\/action on \/net\/subnet too/,
  ],
  [
    { status: 403, code: 'LinkedAuthorizationFailed', message: `${uncounted}.` },
    'missingRole',
    /needs Microsoft\.Network\/virtualNetworks\/subnets\/join\/action on \/net\/subnet too/,
  ],
  [
    {
      status: 403,
      code: 'LinkedAuthorizationFailed',
      message: uncounted.replace("action 'Microsoft.Network", "action(s) 'Microsoft.Network"),
    },
    'missingRole',
    /needs Microsoft\.Network\/virtualNetworks\/subnets\/join\/action on \/net\/subnet too/,
  ],
  [
    {
      status: 403,
      code: 'LinkedAuthorizationFailed',
      message: `${uncounted} and is blocked by deny assignments on the linked scope(s) '/net'`,
    },
    'unexpectedAnswer',
    /deny assignment on \/net\/subnet forbids/,
  ],
  [
    {
      status: 403,
      code: 'LinkedAuthorizationFailed',
      message: `${client} and is blocked by deny assignments on the '1' linked scope(s) '/net'`,
    },
    'unexpectedAnswer',
    /deny assignment on \/net\/subnet forbids/,
  ],
  [
    {
      status: 403,
      code: 'DenyAssignmentAuthorizationFailed',
      message:
        "The client 'a' has permission to perform action 'Microsoft.Compute/x/write' on scope '/s'; however, the access is denied because of the deny assignment with name 'managed [x](command:y)' and Id '1' at scope '/s'.",
    },
    'unexpectedAnswer',
    /the deny assignment “managed \[x\]\?\(command:y\)” forbids Microsoft\.Compute\/x\/write\. No role helps/,
  ],
];

describe('what ARM refuses for a reason that no role explains', () => {
  for (const [failure, code, text] of refusals) {
    it(`is told by its code: ${failure.status ?? ''} ${failure.code ?? ''}: ${failure.message.slice(-30)}`, () => {
      const error = explainAzureFailure(failure, 'change cluster a');
      assert.equal(error.code, code);
      assert.match(error.message, text);
      assert.match(error.message, /^Could not change cluster a: /);
    });
  }
});
