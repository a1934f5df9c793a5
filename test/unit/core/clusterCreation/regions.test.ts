import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isProviderRegistered,
  notInCloud,
  regionsFor,
  regionsFromArm,
} from '../../../../src/core/clusterCreation/regions.ts';

const locations = [
  { name: 'westus', displayName: 'West US', metadata: { regionType: 'Physical' } },
  { name: 'westeurope', displayName: 'West Europe', metadata: { regionType: 'Physical' } },
  { name: 'jioindiawest', displayName: 'Jio India West', metadata: { regionType: 'Physical' } },
  { name: 'europe', displayName: 'Europe', metadata: { regionType: 'Logical' } },
  { displayName: 'Nowhere' },
];
const provider = {
  registrationState: 'NotRegistered',
  resourceTypes: [{ resourceType: 'ManagedClusters', locations: ['West US', 'West Europe', 'Europe'] }],
};

describe('regions for a new cluster', () => {
  it('are the physical ones in which AKS is, by name', () => {
    assert.deepEqual(
      regionsFromArm(locations, provider).map(({ name }) => name),
      ['westeurope', 'westus'],
    );
    assert.equal(regionsFromArm(locations, undefined).length, 3);
  });

  it('of Automatic are those where it is', () => {
    const regions = regionsFromArm(locations, provider);
    assert.deepEqual(regionsFor('automatic', regions), [{ name: 'westeurope', displayName: 'West Europe' }]);
    assert.deepEqual(regionsFor('standard', regions), regions);
  });

  it('of Automatic are none in the sovereign clouds', () => {
    assert.match(notInCloud('automatic', 'usGovernment') ?? '', /public cloud only/);
    assert.match(notInCloud('automatic', 'china') ?? '', /public cloud only/);
    assert.equal(notInCloud('automatic', 'public'), undefined);
    assert.equal(notInCloud('standard', 'china'), undefined);
  });

  it('are of no use where the subscription is not registered, as far as Azure says', () => {
    assert.equal(isProviderRegistered(provider), false);
    assert.equal(isProviderRegistered({ registrationState: 'Registered' }), true);
    assert.equal(isProviderRegistered(undefined), true);
  });
});
