import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canUseVscodeSignIn, hasLoginMode } from '../../../../src/core/conversion/convertibleContexts.ts';
import { aksServerAppId } from '../../../../src/core/entra/scopes.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';

const otherServer = '11111111-2222-3333-4444-555555555555';
const kubelogin = (...more: string[]): string =>
  `{exec: {command: kubelogin, args: [get-token, --login, azurecli${more.map((text) => `, ${text}`).join('')}]}}`;
const users: Readonly<Record<string, string>> = {
  managed: kubelogin('--server-id', aksServerAppId),
  upperCase: kubelogin('--server-id', aksServerAppId.toUpperCase()),
  withoutServer: kubelogin(),
  ownServer: kubelogin('--server-id', otherServer),
  legacy: kubelogin('--server-id', aksServerAppId, '--legacy'),
  authProvider: `{auth-provider: {name: azure, config: {apiserver-id: ${aksServerAppId}, config-mode: "1"}}}`,
  certificate: '{client-certificate-data: Yg==, client-key-data: Yg==}',
  foreignCommand: '{exec: {command: aws, args: [eks, get-token]}}',
};
const names = Object.keys(users);
const { contexts } = readContexts(`clusters:
- {name: c, cluster: {server: "https://c.example"}}
contexts:
${names.map((name) => `- {name: ${name}, context: {cluster: c, user: ${name}}}`).join('\n')}
users:
${names.map((name) => `- {name: ${name}, user: ${users[name] ?? ''}}`).join('\n')}
`);

const namesOf = (isOffered: (context: (typeof contexts)[number]) => boolean): string[] =>
  contexts.filter(isOffered).map(({ contextName }) => contextName);

describe('the contexts that are offered', () => {
  it('to be converted are those that sign in with Entra, whatever their server', () => {
    assert.deepEqual(namesOf(hasLoginMode), [
      'managed',
      'upperCase',
      'withoutServer',
      'ownServer',
      'legacy',
      'authProvider',
    ]);
  });

  it('VS Code’s sign-in are those of managed Entra: VS Code gets no token for another server application', () => {
    assert.deepEqual(namesOf(canUseVscodeSignIn), ['managed', 'upperCase', 'withoutServer', 'authProvider']);
  });
});
