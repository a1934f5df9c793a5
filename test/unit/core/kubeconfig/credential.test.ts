import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { azureCredential, execCredential, staticCredential, tenantId } from './armCredentials.ts';

const aks = { name: 'aks_1', resourceGroup: 'rg_with_underscores' };

describe("a credential of ARM's", () => {
  it('is read in exec format, whatever the order of the arguments', () => {
    const credential = parseCredential(execCredential(aks));
    assert.equal(credential.kind, 'exec');
    assert.equal(credential.clusterName, 'aks_1');
    assert.equal(credential.contextName, 'aks_1');
    assert.equal(credential.userName, 'clusterUser_rg_with_underscores_aks_1');
    assert.deepEqual(credential.entra, {
      serverId: '6dae42f8-4368-4678-94ff-3960e28e3630',
      clientId: '80faf920-1908-4b52-b5ef-a8e7bedfc67a',
      tenantId,
      environment: 'AzurePublicCloud',
      login: 'devicecode',
      isLegacy: false,
    });
  });

  it('is read in azure format, where config-mode 0 or none means a legacy cluster', () => {
    assert.equal(parseCredential(azureCredential(aks)).entra?.isLegacy, false);
    assert.equal(parseCredential(azureCredential(aks)).kind, 'azureAuthProvider');
    assert.equal(parseCredential(azureCredential(aks, '"0"')).entra?.isLegacy, true);
    assert.equal(parseCredential(azureCredential(aks, '""')).entra?.isLegacy, true);
  });

  it('is read as static where the cluster has no Entra', () => {
    const credential = parseCredential(staticCredential(aks));
    assert.equal(credential.kind, 'static');
    assert.equal(credential.entra, undefined);
  });
});

const exec = execCredential(aks);
const untrusted: Readonly<Record<string, string>> = {
  'runs another program': exec.replace('command: kubelogin', 'command: /tmp/kubelogin'),
  'runs a shell': exec.replace('command: kubelogin', 'command: sh'),
  'sets an environment variable': exec.replace('env: null', 'env: [{name: LD_PRELOAD, value: /tmp/x.so}]'),
  'passes an unknown argument': exec.replace('- --login\n', '- --token-cache-dir\n'),
  'passes an argument that is no flag': exec.replace('- get-token\n', '- get-token\n      - extra\n'),
  'runs another subcommand': exec.replace('- get-token', '- convert-kubeconfig'),
  'passes another authority': exec.replace('- --environment', '- --authority-host'),
  'names an unknown cloud': exec.replace('AzurePublicCloud', 'MyCloud'),
  'names an unknown login mode': exec.replace('- devicecode', '- magic'),
  'passes an argument that is not text': exec.replace('- devicecode', '- 12'),
  'passes a switch a value': exec.replace('- get-token\n', '- get-token\n      - --legacy=x\n'),
  'asks for an unknown exec version': exec.replace('v1beta1', 'v1alpha1'),
  'has a token beside its command': exec.replace('    exec:', '    token: x\n    exec:'),
  'goes through a proxy': exec.replace('    server:', '    proxy-url: http://evil\n    server:'),
  'skips the verification of the server': exec.replace(
    '    server:',
    '    insecure-skip-tls-verify: true\n    server:',
  ),
  'talks http': exec.replace('server: https', 'server: http'),
  'names a user in the server address': exec.replace('server: https://', 'server: https://a@'),
  'uses another auth provider': azureCredential(aks).replace('name: azure', 'name: gcp'),
  'brings a cached token': azureCredential(aks).replace('environment:', 'access-token: x\n        environment:'),
  'reads a file': staticCredential(aks).replace('token:', 'tokenFile:'),
  'carries a password': staticCredential(aks).replace('token:', 'password:'),
};

describe('a credential from outside is refused where it', () => {
  for (const [name, text] of Object.entries(untrusted)) {
    it(name, () => {
      assert.throws(() => parseCredential(text), { code: 'credentialUntrusted', message: /Nothing was written/ });
    });
  }

  for (const [name, text] of Object.entries({
    'is no YAML': '{',
    'is empty': '',
    'holds two users': exec.replace('users:\n', 'users:\n- name: x\n  user: {}\n'),
    'joins other entries': exec.replace('    cluster: aks_1', '    cluster: other'),
    'has no user': exec.slice(0, exec.indexOf('users:')),
  })) {
    it(`${name}, as not readable`, () => {
      assert.throws(() => parseCredential(text), { code: 'credentialInvalid' });
    });
  }

  it('holds a secret, without telling it', () => {
    const text = staticCredential(aks).replace('client-key-data: ', 'client-secret-data: ');
    assert.throws(
      () => parseCredential(text),
      (error: Error) => !error.message.includes('secret-token') && !error.message.includes('c2VjcmV0'),
    );
  });
});
