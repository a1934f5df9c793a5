import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';

it('the hosts of the sovereign clouds stand in one table', () => {
  const root = path.join(import.meta.dirname, '..', '..', '..', '..', 'src');
  const hosts = /microsoftonline\.(us|cn)|microsoft\.us|azure\.(us|cn)|usgovcloudapi\.net|chinacloudapi\.cn/;
  const files = globSync('**/*.ts', { cwd: root }).filter((file) =>
    hosts.test(readFileSync(path.join(root, file), 'utf8')),
  );
  assert.deepEqual(files, [path.join('core', 'azure', 'clouds.ts')]);
});

describe('cloudFromSetting', () => {
  it('knows the endpoints of the public cloud', () => {
    assert.deepEqual(cloudFromSetting(undefined), {
      name: 'public',
      armEndpoint: 'https://management.azure.com',
      armScope: 'https://management.core.windows.net/.default',
      graphEndpoint: 'https://graph.microsoft.com',
      portal: 'https://portal.azure.com',
      entraPortal: 'https://entra.microsoft.com',
      authorityHost: 'https://login.microsoftonline.com/',
      environment: 'AzurePublicCloud',
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
      entraPortal: 'https://entra.microsoft.us',
      authorityHost: 'https://login.microsoftonline.us/',
      environment: 'AzureUSGovernmentCloud',
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
      entraPortal: 'https://entra.microsoftonline.cn',
      authorityHost: 'https://login.chinacloudapi.cn/',
      environment: 'AzureChinaCloud',
      authenticationProviderId: 'microsoft-sovereign-cloud',
    });
  });
  for (const setting of ['', 'https://evil.example', 'usgovernment', 'Custom']) {
    it(`takes ${JSON.stringify(setting)} as the public cloud: a setting never names an endpoint`, () => {
      assert.equal(cloudFromSetting(setting).name, 'public');
    });
  }
});

/** The shape that VS Code's setting has (`microsoft-authentication`, package.json, 1.139.1). */
const custom = {
  name: 'Contoso',
  portalUrl: 'https://portal.contoso.example/',
  managementEndpointUrl: 'https://management.core.contoso.example/',
  resourceManagerEndpointUrl: 'https://arm.contoso.example',
  activeDirectoryEndpointUrl: 'https://login.contoso.example/',
  activeDirectoryResourceId: 'https://management.core.contoso.example/',
};

describe('a custom cloud', () => {
  it('has the endpoints of the setting, no Graph, and no name that kubelogin knows', () => {
    assert.deepEqual(cloudFromSetting('custom', custom), {
      name: 'custom',
      armEndpoint: 'https://arm.contoso.example',
      armScope: 'https://management.core.contoso.example/.default',
      portal: 'https://portal.contoso.example',
      environment: 'AzureStackCloud',
      authenticationProviderId: 'microsoft-sovereign-cloud',
    });
  });

  it('is not asked for by its description alone', () => {
    assert.equal(cloudFromSetting(undefined, custom).name, 'public');
    assert.equal(cloudFromSetting('ChinaCloud', custom).name, 'china');
  });

  const fields = ['resourceManagerEndpointUrl', 'managementEndpointUrl', 'portalUrl'] as const;
  const broken: readonly unknown[] = [
    undefined,
    '',
    7,
    null,
    'arm.contoso.example',
    'http://arm.contoso.example',
    'https://user:word@arm.contoso.example',
    'https://arm.contoso.example/?to=x',
    'https://arm.contoso.example/#x',
    'ftp://arm.contoso.example',
  ];
  for (const field of fields) {
    for (const value of broken) {
      it(`is none with ${field} ${JSON.stringify(value)}: that is said, and no other cloud takes its place`, () => {
        assert.throws(
          () => cloudFromSetting('custom', { ...custom, [field]: value }),
          (error) =>
            error instanceof AksEntraError &&
            error.code === 'cloudInvalid' &&
            error.setting === 'microsoft-sovereign-cloud.customEnvironment' &&
            error.message.includes(` ${field}. `) &&
            !error.message.includes('contoso'),
        );
      });
    }
  }

  it('is none without a description', () => {
    for (const given of [undefined, null, {}, [], 'https://arm.contoso.example']) {
      assert.throws(() => cloudFromSetting('custom', given), { code: 'cloudInvalid' });
    }
  });
});
