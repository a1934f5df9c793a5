import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clouds } from '../../../../src/core/azure/clouds.ts';
import { authorityHostOf, kubeloginEnvironment } from '../../../../src/core/azure/kubeloginClouds.ts';

describe('authorityHostOf', () => {
  const names = {
    'https://login.microsoftonline.com/': ['AzureCloud', 'AzurePublic', 'AzurePublicCloud', 'AZUREPUBLICCLOUD'],
    'https://login.microsoftonline.us/': ['AzureUSGovernment', 'AzureUSGovernmentCloud', 'azureusgovernmentcloud'],
    'https://login.chinacloudapi.cn/': ['AzureChinaCloud', 'azurechinacloud'],
  };
  for (const [host, environments] of Object.entries(names)) {
    it(`knows ${environments.join(', ')}`, () => {
      assert.deepEqual(
        environments.map((environment) => authorityHostOf(environment)),
        environments.map(() => host),
      );
    });
  }
  it('knows no other name, and none of an object', () => {
    for (const name of [
      '',
      'AzureGermanCloud',
      'public',
      'AzurePublicCloud ',
      'AzureStackCloud',
      'constructor',
      '__proto__',
    ]) {
      assert.equal(authorityHostOf(name), undefined, name);
    }
  });
});

describe('kubeloginEnvironment', () => {
  it('tells kubelogin nothing of the public cloud, which it takes by itself', () => {
    assert.equal(kubeloginEnvironment(clouds.public), undefined);
    assert.equal(kubeloginEnvironment(clouds.china), 'AzureChinaCloud');
  });
});
