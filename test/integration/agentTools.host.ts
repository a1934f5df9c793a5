import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { AksEntraApi } from '../../api.d.ts';

const file = process.env['KUBECONFIG'] ?? '';
const token = 'eyJhbGciOiJub25lIn0.eyJvaWQiOiJhZGEifQ.c2VjcmV0';
const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- {name: shop, cluster: {server: "https://shop.hcp.westeurope.azmk8s.io:443"}}
- {name: lab, cluster: {server: "https://127.0.0.1:1"}}
contexts:
- {name: shop, context: {cluster: shop, user: shop}}
- {name: lab, context: {cluster: lab, user: lab}}
current-context: shop
users:
- name: shop
  user: {token: ${token}}
- name: lab
  user: {token: ${token}}
`;
const names = [
  'listClusters',
  'listContexts',
  'explainForbidden',
  'listGrants',
  'getCredentials',
  'useContext',
  'verifyAccess',
].map((name) => `aksEntra_${name}`);

async function call(name: string, input: object, cancel?: vscode.CancellationToken): Promise<string> {
  const result = await vscode.lm.invokeTool(`aksEntra_${name}`, { input, toolInvocationToken: undefined }, cancel);
  return result.content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : assert.fail('no text')))
    .join('');
}

async function answer(name: string, input: object): Promise<Record<string, unknown>> {
  return JSON.parse(await call(name, input)) as Record<string, unknown>;
}

// VS Code confirms by itself here (DialogService.confirm under an extension's tests); e2e/agentTools.e2e.ts says no.
describe('the tools for language models, through VS Code', () => {
  let api: AksEntraApi;

  before(async () => {
    assert.notEqual(file, '', 'KUBECONFIG does not point to a file of the test');
    const extension = vscode.extensions.getExtension<AksEntraApi>('aks-entra.aks-entra');
    assert.ok(extension);
    api = await extension.activate();
  });

  beforeEach(() => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, kubeconfig);
  });

  afterEach(() => {
    rmSync(file, { force: true });
  });

  it('are all there, each with a schema of its input', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('aksEntra_'));
    assert.deepEqual(ours.map(({ name }) => name).toSorted(), names.toSorted());
    assert.ok(ours.every(({ inputSchema, description }) => inputSchema !== undefined && description.length > 100));
  });

  it('tell the contexts without what they sign in with', async () => {
    const text = await call('listContexts', {});
    const { contexts, currentContext } = JSON.parse(text) as { contexts: { name: string }[]; currentContext: string };
    assert.deepEqual(
      contexts.map(({ name }) => name),
      ['shop', 'lab'],
    );
    assert.equal(currentContext, 'shop');
    assert.doesNotMatch(text, /eyJ/);
  });

  it('say that a sign-in is needed where nobody is signed in, and open none', async () => {
    for (const [name, input] of [
      ['listClusters', {}],
      ['listGrants', { cluster: 'shop' }],
    ] as const) {
      const { problem, whatHelps } = await answer(name, input);
      assert.equal(problem, 'signInNeeded', name);
      assert.match(String(whatHelps), /Sign In to Azure/);
    }
    await assert.rejects(call('getCredentials', { cluster: 'shop' }), /Nobody is signed in/);
  });

  it('explain a refusal as far as that is known', async () => {
    const message =
      'Error from server (Forbidden): pods is forbidden: User "ada" cannot list resource "pods" in API group "" in the namespace "web"';
    const text = await call('explainForbidden', { message, context: 'shop' });
    assert.match(text, /"checks":\[/);
    assert.match(text, /“ada” may not list “pods” in the namespace “web”/);
  });

  it('do what was confirmed, and say what was done', async () => {
    const { done, context } = await answer('useContext', { context: 'lab' });
    assert.equal(context, 'lab');
    assert.match(String(done), /kubectl now uses the context “lab”/);
    assert.equal(readFileSync(file, 'utf8'), kubeconfig.replace('current-context: shop', 'current-context: lab'));
    const text = await call('verifyAccess', { context: 'lab' });
    assert.match(text, /"check":"Reach the API server","state":"error"/);
    assert.doesNotMatch(text, /eyJ/);
  });

  it('ask nothing, and run nothing, for what cannot be done', async () => {
    await assert.rejects(call('useContext', { context: 'gone' }), /no context “gone”/);
    await assert.rejects(call('useContext', {}), /lacks context/);
    await assert.rejects(call('verifyAccess', { context: 7 }), /has to be a text/);
    assert.equal(readFileSync(file, 'utf8'), kubeconfig);
  });

  it('answer a hostile input with a problem', async () => {
    for (const input of [{ wrong: 1 }, { search: 'x'.repeat(600) }, { search: ['a'] }, []]) {
      const { problem } = await answer('listContexts', input);
      assert.equal(problem, 'toolInputInvalid', JSON.stringify(input).slice(0, 40));
    }
  });

  it('end with a call that is cancelled', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(call('listClusters', {}, source.token), /Cancel/i);
  });

  describe('and what other extensions get', () => {
    it('is a version, the contexts and when they change, and nothing that signs in', async () => {
      assert.equal(api.version, 1);
      assert.deepEqual(Object.keys(api).toSorted(), ['contexts', 'onDidChange', 'signIn', 'version']);
      assert.ok(Object.isFrozen(api));
      const contexts = await api.contexts();
      assert.deepEqual(contexts[0], {
        name: 'shop',
        isCurrent: true,
        clusterName: 'shop',
        serverHost: 'shop.hcp.westeurope.azmk8s.io',
      });
      assert.doesNotMatch(JSON.stringify(contexts), /eyJ/);
    });

    it('tells that the kubeconfig has changed', async () => {
      const changed = new Promise<void>((resolve) => {
        const listening = api.onDidChange(() => {
          listening.dispose();
          resolve();
        });
      });
      writeFileSync(file, kubeconfig.replace('current-context: shop', 'current-context: lab'));
      await changed;
      assert.equal((await api.contexts()).find(({ isCurrent }) => isCurrent)?.name, 'lab');
    });

    it('signs in for no context that VS Code gives no token for', async () => {
      for (const name of ['shop', 'gone', '__proto__', undefined as unknown as string]) {
        assert.equal((await api.signIn(name)).kind, 'notPossible', name);
      }
    });
  });
});
