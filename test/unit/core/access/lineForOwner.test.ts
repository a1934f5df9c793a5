import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lineForOwner } from '../../../../src/core/access/lineForOwner.ts';

const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web';
const objectId = '11111111-1111-4111-8111-111111111111';
const action = 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action';

function refusal(of: string, scope: string, who: string): string {
  return (
    `The client 'ada@contoso.com' with object id '${who}' does not have authorization to perform action '${of}' over ` +
    `scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`
  );
}

describe('the line for the owner of a cluster', () => {
  it('gives the role that Azure missed, to whom Azure refused, on the cluster that Azure names', () => {
    assert.equal(
      lineForOwner(refusal(action, id, objectId)),
      `az role assignment create --assignee-object-id ${objectId} --assignee-principal-type User --role "Azure Kubernetes Service Cluster User Role" --scope '${id}'`,
    );
  });

  for (const [what, message] of [
    ['who is not named by an object id', refusal(action, id, 'o-1')],
    ['what lies in a cluster', refusal(action, `${id}/managedNamespaces/web`, objectId)],
    ['a subscription', refusal(action, '/subscriptions/s', objectId)],
    ['a name that Azure allows nowhere', refusal(action, `${id}; echo`, objectId)],
    ['an action that is named like a property of every object', refusal('constructor', id, objectId)],
    ['a role that is not known here', refusal('Microsoft.ContainerService/managedClusters/read', id, objectId)],
    ['another text', 'Policy says no.'],
  ] as const) {
    it(`is not there for ${what}`, () => {
      assert.equal(lineForOwner(message), undefined);
    });
  }
});
