import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { activationUrl, cloudFromEnvironment, cloudFromSetting, portalUrl } from '../../../../src/core/azure/clouds.ts';

describe('cloudFromSetting', () => {
  it('knows the endpoints of the public cloud', () => {
    assert.deepEqual(cloudFromSetting(undefined), {
      name: 'public',
      armEndpoint: 'https://management.azure.com',
      armScope: 'https://management.core.windows.net/.default',
      graphEndpoint: 'https://graph.microsoft.com',
      portal: 'https://portal.azure.com',
      authorityHost: 'https://login.microsoftonline.com/',
      authenticationProviderId: 'microsoft',
    });
  });
  it('knows the endpoints of US Government', () => {
    assert.deepEqual(cloudFromSetting('USGovernment'), {
      name: 'usGovernment',
      armEndpoint: 'https://management.usgovcloudapi.net',
      armScope: 'https://management.core.usgovcloudapi.net/.default',
      graphEndpoint: 'https://graph.microsoft.us',
      portal: 'https://portal.azure.us',
      authorityHost: 'https://login.microsoftonline.us/',
      kubeloginEnvironment: 'AzureUSGovernmentCloud',
      authenticationProviderId: 'microsoft-sovereign-cloud',
    });
  });
  it('knows the endpoints of China', () => {
    assert.deepEqual(cloudFromSetting('ChinaCloud'), {
      name: 'china',
      armEndpoint: 'https://management.chinacloudapi.cn',
      armScope: 'https://management.core.chinacloudapi.cn/.default',
      graphEndpoint: 'https://microsoftgraph.chinacloudapi.cn',
      portal: 'https://portal.azure.cn',
      authorityHost: 'https://login.chinacloudapi.cn/',
      kubeloginEnvironment: 'AzureChinaCloud',
      authenticationProviderId: 'microsoft-sovereign-cloud',
    });
  });
  for (const setting of ['', 'custom', 'https://evil.example', 'usgovernment']) {
    it(`takes ${JSON.stringify(setting)} as the public cloud: a setting never names an endpoint`, () => {
      assert.equal(cloudFromSetting(setting).name, 'public');
    });
  }
});

describe('cloudFromEnvironment', () => {
  const names = {
    public: ['AzureCloud', 'AzurePublic', 'AzurePublicCloud', 'AZUREPUBLICCLOUD'],
    usGovernment: ['AzureUSGovernment', 'AzureUSGovernmentCloud', 'azureusgovernmentcloud'],
    china: ['AzureChinaCloud', 'azurechinacloud'],
  };
  for (const [cloud, environments] of Object.entries(names)) {
    it(`knows ${environments.join(', ')}`, () => {
      assert.deepEqual(
        environments.map((environment) => cloudFromEnvironment(environment)?.name),
        environments.map(() => cloud),
      );
    });
  }
  it('knows no other name, and none of an object', () => {
    for (const name of ['', 'AzureGermanCloud', 'public', 'AzurePublicCloud ', 'constructor', '__proto__']) {
      assert.equal(cloudFromEnvironment(name), undefined, name);
    }
  });
});

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
