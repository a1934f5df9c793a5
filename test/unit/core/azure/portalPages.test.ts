import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import { activationUrl, portalUrl } from '../../../../src/core/azure/portalPages.ts';

describe('portalUrl', () => {
  const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web';
  it('opens the resource in its tenant', () => {
    assert.equal(portalUrl(cloudFromSetting('ChinaCloud'), 't-1', id), `https://portal.azure.cn/#@t-1/resource${id}`);
  });
  it('escapes a tenant that is no plain id', () => {
    assert.equal(
      portalUrl(cloudFromSetting(undefined), 'a/b?c', id),
      `https://portal.azure.com/#@a%2Fb%3Fc/resource${id}`,
    );
  });
});

describe('activationUrl', () => {
  it('leads to the page of roles, and to the one of groups, of each cloud', () => {
    const page = 'view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~';
    assert.equal(activationUrl(cloudFromSetting(undefined), 'roles'), `https://portal.azure.com/#${page}/azurerbac`);
    assert.equal(
      activationUrl(cloudFromSetting('USGovernment'), 'groups'),
      `https://portal.azure.us/#${page}/aadgroup`,
    );
  });
});
