import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aksServerAppId } from '../../../../src/core/entra/scopes.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';
import { userSignInOf, type UserSignIn } from '../../../../src/core/login/userSignIn.ts';
import type { YamlMap } from '../../../../src/core/yamlValue.ts';

const kubelogin = (...args: string[]): YamlMap => ({ exec: { command: 'kubelogin', args: ['get-token', ...args] } });
const plugin = (env: YamlMap[]): YamlMap => ({
  exec: {
    command: '/home/ada/.local/share/aks-entra/plugin/aks-entra',
    args: renderPluginArguments({
      tenantId: '22222222-2222-4222-8222-222222222222',
      environment: 'AzurePublicCloud',
      accountId: 'ada.home',
    }),
    env,
  },
});
const key = { name: 'AKS_ENTRA_CONTEXT', value: '0123456789abcdef'.repeat(2) };

describe('how a user of a kubeconfig signs in', () => {
  const users: readonly (readonly [string, YamlMap | undefined, UserSignIn])[] = [
    ['our plugin', plugin([key]), { kind: 'vscode', hasKey: true }],
    ['our plugin without a key', plugin([]), { kind: 'vscode', hasKey: false }],
    ['our plugin with half a key', plugin([{ ...key, value: 'abc' }]), { kind: 'vscode', hasKey: false }],
    ...loginModeNames.map((login) => [login, kubelogin('-l', login), { kind: 'kubelogin', login }] as const),
    ['kubelogin’s own mode', kubelogin('--server-id', aksServerAppId), { kind: 'kubelogin', login: 'devicecode' }],
    ['a broken flag', kubelogin('--login'), { kind: 'kubelogin', login: undefined }],
    ['int128’s kubelogin', kubelogin('--oidc-issuer-url=https://x.example'), { kind: 'oidcKubelogin' }],
    ['another command', { exec: { command: '/opt/aws/bin/aws', args: ['eks'] } }, { kind: 'command', program: 'aws' }],
    ['azure’s auth-provider', { 'auth-provider': { name: 'azure' } }, { kind: 'azureAuthProvider' }],
    ['another auth-provider', { 'auth-provider': { name: 'gcp' } }, { kind: 'authProvider', name: 'gcp' }],
    ['a certificate', { 'client-certificate-data': 'data' }, { kind: 'certificate', data: 'data' }],
    ['a certificate in a file', { 'client-certificate': 'ada.crt' }, { kind: 'certificate', file: 'ada.crt' }],
    ['a certificate and a token', { token: 't', 'client-certificate-data': 'd' }, { kind: 'certificate', data: 'd' }],
    ['both', { 'client-certificate': 'f', 'client-certificate-data': 'd' }, { kind: 'certificate', data: 'd' }],
    ['a token', { token: 'not-a-real-one' }, { kind: 'token' }],
    ['a token in a file', { tokenFile: '/run/token' }, { kind: 'token' }],
    ['a password', { username: 'ada', password: 'not-a-real-one' }, { kind: 'password' }],
    ['an empty user', {}, { kind: 'none' }],
    ['empty texts', { token: '', 'client-certificate-data': '', username: '' }, { kind: 'none' }],
    ['no such user', undefined, { kind: 'none' }],
  ];
  for (const [what, user, expected] of users) {
    it(`tells ${what}`, () => {
      assert.deepEqual(userSignInOf(user), expected);
    });
  }

  it('is what is written there itself where a command stands beside it, which kubectl never runs then', () => {
    assert.equal(userSignInOf({ ...plugin([key]), token: 'not-a-real-one' }).kind, 'token');
    assert.equal(userSignInOf({ ...kubelogin(), 'client-certificate-data': 'd' }).kind, 'certificate');
  });

  it('holds no secret', () => {
    const user = { ...plugin([key]), 'client-key-data': 'secret' };
    assert.doesNotMatch(JSON.stringify(userSignInOf(user)), /secret|0123456789abcdef/);
  });
});
