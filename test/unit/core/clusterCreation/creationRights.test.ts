import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  creationRights,
  notAllowedToCreate,
  providerNotRegistered,
} from '../../../../src/core/clusterCreation/creationRights.ts';
import type { CreationPlace } from '../../../../src/core/clusterCreation/creationPorts.ts';
import { subscriptionId } from './newClusters.ts';

const may = (...actions: string[]): unknown => ({ actions, notActions: [] });
const tenant = { tenantId: 't', displayName: 'Contoso' };
const place: CreationPlace = {
  account: { id: 'ada', label: 'ada@contoso.com' },
  tenants: { owner: tenant, lister: tenant },
  subscription: { subscriptionId, displayName: 'Sandbox', tenantId: 't', state: 'Enabled' },
};
const oid = '11111111-2222-4333-8444-555555555555';

describe('who may create a cluster', () => {
  it('is who may write clusters, and for a new group groups too', () => {
    const clusters = may('Microsoft.ContainerService/managedClusters/*');
    const groups = may('Microsoft.Resources/subscriptions/resourceGroups/write');
    assert.equal(creationRights([clusters], false).mayCreate, true);
    assert.equal(creationRights([clusters], true).mayCreate, false);
    assert.equal(creationRights([clusters, groups], true).mayCreate, true);
    assert.equal(creationRights([groups], false).mayCreate, false);
  });

  it('may give the role only who may give roles: a contributor may not', () => {
    const contributor = { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] };
    assert.deepEqual(creationRights([contributor], true), {
      mayCreate: true,
      mayAssign: false,
      hasRole: false,
      mayFetch: true,
    });
    assert.deepEqual(creationRights([may('*')], true), {
      mayCreate: true,
      mayAssign: true,
      hasRole: false,
      mayFetch: true,
    });
  });

  it('fetches no credential as AKS Contributor', () => {
    const clusters = 'Microsoft.ContainerService/managedClusters';
    const contributor = may(`${clusters}/read`, `${clusters}/write`, `${clusters}/delete`);
    assert.equal(creationRights([contributor], false).mayCreate, true);
    assert.equal(creationRights([contributor], false).mayFetch, false);
    assert.equal(creationRights([may(`${clusters}/listClusterUserCredential/action`)], false).mayFetch, true);
  });

  it('needs no role of their own who may do everything in every cluster there', () => {
    const admin = { actions: [], notActions: [], dataActions: ['Microsoft.ContainerService/managedClusters/*'] };
    assert.equal(creationRights([may('*'), admin], false).hasRole, true);
  });
});

describe('what is said to who may not', () => {
  it('names the role and the line for who may give it, at the group or the subscription', () => {
    const there = notAllowedToCreate(place, 'rg-web', oid);
    assert.equal(there.code, 'missingRole');
    assert.match(there.message, /^ada@contoso\.com may not create clusters in rg-web: that needs the role “Azure/);
    assert.ok(
      there.message.includes(
        `az role assignment create --assignee-object-id ${oid} --assignee-principal-type User --role "Azure Kubernetes Service Contributor Role" --scope '/subscriptions/${subscriptionId}/resourceGroups/rg-web'`,
      ),
      there.message,
    );
    assert.ok(there.azLine !== undefined && there.message.endsWith(` ${there.azLine}`), there.azLine);
    assert.match(
      notAllowedToCreate(place, undefined, undefined).message,
      new RegExp(`in Sandbox: .*“Contributor”.*OBJECT_ID .* --scope '/subscriptions/${subscriptionId}'$`),
    );
  });

  it('names the line that registers the provider', () => {
    const { message, azLine } = providerNotRegistered(place);
    assert.ok(azLine !== undefined && message.endsWith(` ${azLine}`), azLine);
    assert.match(
      message,
      new RegExp(`az provider register --namespace Microsoft.ContainerService --subscription ${subscriptionId}$`),
    );
  });
});
