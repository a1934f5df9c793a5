import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KubeconfigCredential, parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import type { YamlMap } from '../../../../src/core/yamlValue.ts';
import { azureCredential, execCredential, staticCredential, tenantId } from '../kubeconfig/armCredentials.ts';

const aks = { name: 'aks1' };
const serverId = '6dae42f8-4368-4678-94ff-3960e28e3630';
const clientId = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';
const ids = ['--client-id', clientId, '--tenant-id', tenantId, '--environment', 'AzurePublicCloud'];

function execOf(credential: KubeconfigCredential): YamlMap {
  return credential.user['exec'] as YamlMap;
}

describe('the login mode', () => {
  for (const [from, text] of [
    ['exec', execCredential(aks)],
    ['auth-provider', azureCredential(aks)],
  ] as const) {
    it(`devicecode has kubelogin's arguments in its order, from ${from}`, () => {
      const args = ['get-token', '--login', 'devicecode', '--server-id', serverId, ...ids];
      assert.deepEqual(execOf(applyLoginMode(parseCredential(text), 'devicecode'))['args'], args);
    });

    it(`interactive has kubelogin's arguments in its order, from ${from}`, () => {
      const args = ['get-token', '--login', 'interactive', '--server-id', serverId, ...ids];
      assert.deepEqual(execOf(applyLoginMode(parseCredential(text), 'interactive'))['args'], args);
    });

    it(`azurecli names nothing but the server, from ${from}`, () => {
      const converted = applyLoginMode(parseCredential(text), 'azurecli');
      assert.deepEqual(execOf(converted)['args'], ['get-token', '--login', 'azurecli', '--server-id', serverId]);
      assert.equal(converted.kind, 'exec');
      assert.equal(converted.entra?.login, 'azurecli');
      assert.deepEqual(Object.keys(converted.user), ['exec']);
    });
  }

  it('is not set to one that would sign in to the public cloud, in a custom one', () => {
    const ofCustom = parseCredential(execCredential(aks).replace('AzurePublicCloud', 'AzureStackCloud'));
    assert.throws(() => applyLoginMode(ofCustom, 'interactive'), {
      code: 'credentialNotConvertible',
      message: /no name for a custom cloud/,
    });
    assert.equal(applyLoginMode(ofCustom, 'azurecli').entra?.login, 'azurecli');
  });

  it("writes kubelogin's envelope", () => {
    const exec = execOf(applyLoginMode(parseCredential(azureCredential(aks)), 'azurecli'));
    assert.deepEqual(exec, {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      args: exec['args'],
      command: 'kubelogin',
      env: null,
      installHint: exec['installHint'],
      provideClusterInfo: false,
    });
    assert.match(JSON.stringify(exec.installHint), /https:\/\/aka\.ms\/aks\/kubelogin/);
  });

  it('of a legacy cluster keeps --legacy for devicecode and drops it for interactive', () => {
    const legacy = parseCredential(azureCredential(aks, '"0"'));
    assert.equal((execOf(applyLoginMode(legacy, 'devicecode'))['args'] as string[]).at(-1), '--legacy');
    assert.ok(!(execOf(applyLoginMode(legacy, 'interactive'))['args'] as string[]).includes('--legacy'));
  });

  it('carries proof-of-possession and hints into interactive only', () => {
    const given = execCredential(aks).replace(
      '- get-token\n',
      '- get-token\n      - --pop-enabled\n      - --pop-claims\n      - u=1\n      - --login-hint=me@x.y\n',
    );
    const credential = parseCredential(given);
    assert.deepEqual((execOf(applyLoginMode(credential, 'interactive'))['args'] as string[]).slice(-5), [
      '--pop-enabled',
      '--pop-claims',
      'u=1',
      '--login-hint',
      'me@x.y',
    ]);
    assert.ok(!(execOf(applyLoginMode(credential, 'devicecode'))['args'] as string[]).includes('--pop-claims'));
  });

  it('converted twice is the same as once', () => {
    for (const mode of ['devicecode', 'interactive', 'azurecli'] as const) {
      const once = applyLoginMode(parseCredential(execCredential(aks)), mode);
      assert.deepEqual(applyLoginMode(once, mode), once);
    }
  });

  it('needs an Entra credential, and the ids of the mode', () => {
    assert.throws(() => applyLoginMode(parseCredential(staticCredential(aks)), 'azurecli'), {
      code: 'credentialNotConvertible',
    });
    const azurecli = applyLoginMode(parseCredential(execCredential(aks)), 'azurecli');
    assert.throws(() => applyLoginMode(azurecli, 'devicecode'), { message: /--client-id is required/ });
    const oidc = {
      ...azurecli,
      user: { exec: { command: 'kubelogin', args: ['get-token', '--oidc-issuer-url=https://x'] } },
    };
    assert.throws(() => applyLoginMode(oidc, 'azurecli'), { code: 'credentialNotConvertible' });
  });
});
