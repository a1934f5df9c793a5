import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import { explainAzureFailure, readErrorBody, type AzureFailure } from '../../../../src/core/azure/azureFailure.ts';

const what = 'read cluster payments';

function forbidden(action: string): AzureFailure {
  return {
    status: 403,
    code: 'AuthorizationFailed',
    message:
      `The client 'ada@contoso.com' with object id 'o-1' does not have authorization to perform action '${action}' over ` +
      "scope '/subscriptions/s' or the scope is invalid. If access was recently granted, please refresh your credentials.",
  };
}

const explained: readonly (readonly [string, AzureFailure, AksEntraErrorCode, RegExp])[] = [
  [
    'a missing Cluster User Role by its name',
    forbidden('Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'),
    'missingRole',
    /“Azure Kubernetes Service Cluster User Role”.*Ask an owner/,
  ],
  [
    'a missing Cluster Admin Role by its name',
    forbidden('Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action'),
    'missingRole',
    /“Azure Kubernetes Service Cluster Admin Role”/,
  ],
  [
    'a missing Reader role, whatever the case of the action',
    forbidden('microsoft.containerservice/MANAGEDCLUSTERS/read'),
    'missingRole',
    /“Reader”/,
  ],
  [
    'a missing write permission by the Contributor role',
    forbidden('Microsoft.ContainerService/managedClusters/write'),
    'missingRole',
    /“Azure Kubernetes Service Contributor Role”/,
  ],
  [
    'another action by the action itself',
    forbidden('Microsoft.Resources/subscriptions/read'),
    'missingRole',
    /may not perform Microsoft\.Resources\/subscriptions\/read\. Ask an owner/,
  ],
  [
    'an action that is named like a property of every object as an action',
    forbidden('constructor'),
    'missingRole',
    /may not perform constructor\./,
  ],
  [
    'a refusal that names no action in Azure’s words',
    { status: 403, code: 'Forbidden', message: 'Policy says\n  no.' },
    'missingRole',
    /Azure refused it: Policy says no\.$/,
  ],
  [
    'disabled local accounts',
    {
      status: 400,
      code: 'BadRequest',
      message: 'Getting static credential is not allowed because this cluster is set to disable local accounts.',
    },
    'localAccountsDisabled',
    /local accounts are disabled/,
  ],
  [
    'disabled local accounts in the text of 2026, which has a tail',
    {
      status: 400,
      code: 'BadRequest',
      message:
        'Getting static credential is not allowed because this cluster is set to disable local accounts. For more details, see https://aka.ms/x',
    },
    'localAccountsDisabled',
    /Sign in with Microsoft Entra ID instead/,
  ],
  [
    'a deleted cluster',
    {
      status: 404,
      code: 'ResourceNotFound',
      message:
        "The Resource 'Microsoft.ContainerService/managedClusters/payments' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    },
    'notFound',
    /refresh the cluster list/,
  ],
  [
    'throttling with the seconds to wait',
    { status: 429, code: 'TooManyRequests', message: 'Too many requests.', retryAfterSeconds: 17 },
    'throttled',
    /try again in 17 seconds\.$/,
  ],
  [
    'throttling that asks for a single second',
    { status: 429, code: 'TooManyRequests', message: 'Too many requests.', retryAfterSeconds: 1 },
    'throttled',
    /try again in 1 second\.$/,
  ],
  [
    'throttling without Retry-After',
    { status: 429, code: 'TooManyRequests', message: 'Too many requests.' },
    'throttled',
    /try again in a minute\.$/,
  ],
  [
    'a challenge that no sign-in has answered',
    { status: 401, code: 'AuthenticationFailed', message: 'Authentication failed.' },
    'signedOut',
    /Sign in again\.$/,
  ],
  [
    'an outage',
    { status: 503, code: 'ServiceUnavailable', message: 'x' },
    'azureUnavailable',
    /Azure answered 503.*try again/,
  ],
  [
    'a stopped cluster',
    { status: 409, code: 'OperationNotAllowed', message: 'The cluster is in a Stopped state.' },
    'clusterStopped',
    /Start it in the Azure portal/,
  ],
  [
    'a lookup that fails as being offline',
    { message: 'getaddrinfo ENOTFOUND management.azure.com', networkCode: 'ENOTFOUND' },
    'offline',
    /cannot be reached \(ENOTFOUND\)\. Its name, or that of the proxy, is not known/,
  ],
  ['a failure without a network code as being offline', { message: 'x' }, 'offline', /cannot be reached\. Check/],
  [
    'anything else in Azure’s words',
    { status: 400, code: 'InvalidApiVersionParameter', message: 'The api-version is invalid.' },
    'unexpectedAnswer',
    /Azure answered 400 InvalidApiVersionParameter: The api-version is invalid\.$/,
  ],
];

describe('explainAzureFailure', () => {
  for (const [name, failure, code, message] of explained) {
    it(`explains ${name}`, () => {
      const error = explainAzureFailure(failure, what);
      assert.equal(error.code, code);
      assert.ok(error.message.startsWith(`Could not ${what}: `), error.message);
      assert.match(error.message, message);
      assert.equal('cause' in error, false);
    });
  }

  it('keeps Azure’s words short', () => {
    const error = explainAzureFailure({ status: 400, message: 'x'.repeat(5000) }, what);
    assert.ok(error.message.length < 400);
    assert.ok(error.message.endsWith('…'));
  });

  it('keeps a cause that it is given', () => {
    const cause = new Error('why');
    assert.equal(explainAzureFailure({ status: 404, message: '' }, what, cause).cause, cause);
  });
});

describe('readErrorBody', () => {
  it('reads the body with and without "error" around it', () => {
    const inner = { code: 'BadRequest', message: 'No.' };
    assert.deepEqual(readErrorBody({ error: inner }), inner);
    assert.deepEqual(readErrorBody(inner), inner);
    assert.deepEqual(readErrorBody({ Error: { Code: 'BadRequest', Message: 'No.' } }), inner);
  });
  for (const body of [undefined, null, '', 'Bad Gateway', 7, [], {}, { error: null }, { error: 'invalid_grant' }]) {
    it(`finds nothing in ${JSON.stringify(body)}`, () => {
      assert.deepEqual(readErrorBody(body), {});
    });
  }
});

describe('the cluster of a missing role', () => {
  it('is the one that Azure names, also where it names what lies in it, and none of a subscription', () => {
    const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web';
    const at = (scope: string): string | undefined => {
      const failure = forbidden('Microsoft.Authorization/roleAssignments/write');
      const message = failure.message.replace('/subscriptions/s', scope);
      return explainAzureFailure({ ...failure, message }, what).clusterId;
    };
    assert.deepEqual([at(id), at(`${id}/providers/Microsoft.Authorization/roleAssignments/x`)], [id, id]);
    assert.equal(at('/subscriptions/s'), undefined);
  });
});
