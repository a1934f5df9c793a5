import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterFromArm } from '../../../../src/core/clusters/clusterFromArm.ts';
import {
  contextNamed,
  currentContextOf,
  currentSignInOf,
  vscodeContextOf,
} from '../../../../src/core/kubeconfig/currentContext.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';

const kubeconfig = (current: string, user: string): string => `apiVersion: v1
kind: Config
current-context: ${current}
clusters:
- {name: one, cluster: {server: "https://one.example"}}
contexts:
- {name: lab, context: {cluster: one, user: me}}
users:
- {name: me, user: ${user}}
`;

describe('a context by its name', () => {
  it('is told as far as a sign-in needs it, current or not, and is none where there is none', () => {
    const facts = readContexts(kubeconfig('other', '{exec: {command: kubelogin, args: [get-token]}}'));
    assert.deepEqual(contextNamed(facts, 'lab'), { contextName: 'lab', isVscodeSignIn: false });
    assert.equal(contextNamed(facts, 'other'), undefined);
  });
});

describe('kubectl’s current context', () => {
  it('is told with how kubectl signs in there', () => {
    assert.deepEqual(currentSignInOf(readContexts(kubeconfig('lab', '{token: not-a-real-one}')), ['/a']), {
      kind: 'context',
      context: { contextName: 'lab', isVscodeSignIn: false },
      signIn: { kind: 'token' },
      userFile: '/a',
    });
  });

  it('has its user from whichever file of the list names it first', () => {
    const [first, second] = ['{client-certificate-data: Zmlyc3Q=}', '{token: not-a-real-one}'];
    const texts = [kubeconfig('""', first), kubeconfig('lab', second)];
    assert.deepEqual(readContexts(texts).currentSignIn, { kind: 'certificate', data: 'Zmlyc3Q=' });
  });

  it('names the file of its user, beside which a certificate of that is looked for, and not its own', () => {
    const [context, users] = kubeconfig('lab', '{client-certificate: ada.pem}').split('users:');
    const current = currentSignInOf(readContexts([context ?? '', '', `users:${users ?? ''}`]), ['/a', '/b', '/c']);
    assert.ok(current.kind === 'context');
    assert.deepEqual(current.signIn, { kind: 'certificate', file: 'ada.pem' });
    assert.equal(current.userFile, '/c');
  });

  it('signs in with VS Code only where kubectl runs our plugin, and not what stands beside it', () => {
    const exec =
      'exec: {command: /x/aks-entra/plugin/aks-entra, args: [get-token, --login, vscode, --server-id, ' +
      '6dae42f8-4368-4678-94ff-3960e28e3630, --tenant-id, 22222222-2222-4222-8222-222222222222, --environment, ' +
      'AzurePublicCloud, --account, ada.home]}';
    const isVscode = (user: string): boolean | undefined =>
      currentContextOf(readContexts(kubeconfig('lab', user)))?.isVscodeSignIn;
    assert.equal(isVscode(`{${exec}}`), true);
    assert.equal(isVscode(`{${exec}, token: not-a-real-one}`), false);
    assert.equal(isVscode('{exec: {command: kubelogin, args: [get-token]}}'), false);
  });

  it('is said to be none, and why, where there is no kubeconfig, no name, or a name of nothing', () => {
    const none = { kind: 'noContext', reason: 'kubectl has no current context.' };
    assert.deepEqual(currentSignInOf(undefined, []), none);
    assert.deepEqual(currentSignInOf(readContexts(kubeconfig('""', '{}')), ['/a']), none);
    assert.deepEqual(currentSignInOf(readContexts(kubeconfig('gone', '{}')), ['/a']), {
      kind: 'noContext',
      reason: 'kubectl’s current context “gone” is not in the kubeconfig.',
    });
  });
});

describe('the context through which kubectl gets VS Code’s token for a cluster', () => {
  const user = (account: string): string =>
    `{exec: {command: /x/aks-entra/plugin/aks-entra, args: [get-token, --login, vscode, --server-id, ` +
    `6dae42f8-4368-4678-94ff-3960e28e3630, --tenant-id, 22222222-2222-4222-8222-222222222222, --environment, ` +
    `AzurePublicCloud, --account, ${account}]}}`;
  const facts = (current: string) =>
    readContexts(`current-context: ${current}
clusters:
- {name: shop, cluster: {server: "https://shop.example"}}
contexts:
- {name: kubelogin, context: {cluster: shop, user: kubelogin}}
- {name: ada, context: {cluster: shop, user: ada}}
- {name: ben, context: {cluster: shop, user: ben}}
users:
- {name: kubelogin, user: {exec: {command: kubelogin, args: [get-token]}}}
- {name: ada, user: ${user('ada.home')}}
- {name: ben, user: ${user('ben.home')}}
`);
  const shop = (fqdn: string) =>
    clusterFromArm(
      {
        id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop',
        properties: { fqdn },
      },
      'tenant',
    );

  it('is with its own account, of several the current one, and none where there is none', () => {
    const [own, other] = [shop('shop.example'), shop('other.example')];
    assert.ok(own && other);
    assert.equal(vscodeContextOf(facts('kubelogin'), own)?.accountId, 'ada.home');
    assert.equal(vscodeContextOf(facts('ben'), own)?.accountId, 'ben.home');
    assert.equal(vscodeContextOf(facts('ben'), other), undefined);
  });
});
