import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KubeconfigSnapshot } from '../../../../src/core/kubeconfig/kubeconfigSnapshot.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { mergeParts, partsByFile } from '../../../../src/core/merge/mergeParts.ts';
import { planMerge, planMergeAll, type CredentialToMerge } from '../../../../src/core/merge/planMerge.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { clusterIdOf, execCredential } from '../kubeconfig/armCredentials.ts';

const empty = 'clusters: []\ncontexts: []\nusers: []\n';
const aks1: CredentialToMerge = {
  credential: parseCredential(execCredential({ name: 'aks1' })),
  metadata: { clusterId: clusterIdOf({ name: 'aks1' }) },
};
const aks2: CredentialToMerge = { credential: parseCredential(execCredential({ name: 'aks2' })) };

function partsIn(texts: readonly string[], ...credentials: readonly CredentialToMerge[]): unknown {
  const files = texts.map((text, index) => ({ path: `/${index}`, text }));
  return partsByFile(files, credentials, '/new').map((part) => [part.path, part.credentials]);
}

describe('the file of a KUBECONFIG list that a credential goes into', () => {
  it('is the one that holds its names, or the one for new names', () => {
    const texts = [empty, execCredential({ name: 'aks1', server: 'https://other:443' })];
    assert.deepEqual(partsIn(texts, aks2, aks1), [
      ['/new', [aks2]],
      ['/1', [aks1]],
    ]);
    const named = { ...aks1, contextName: 'prod' };
    assert.deepEqual(partsIn(texts, aks2, named), [['/new', [aks2, named]]]);
    assert.deepEqual(partsIn([], aks1), [['/new', [aks1]]]);
  });

  it('is the one where we merged its cluster, under whatever name', () => {
    const merged = planMerge({ ...aks1, contextName: 'prod', text: '', onConflict: 'ask', setCurrentContext: false });
    assert.ok(merged.kind === 'changed');
    assert.deepEqual(partsIn([empty, merged.text], aks1), [['/1', [aks1]]]);
  });

  it('is the first one where they are spread: what goes in there is what kubectl finds', () => {
    const user = 'users: [{name: clusterUser_rg_aks1, user: {token: t}}]\n';
    assert.deepEqual(partsIn([empty, user, execCredential({ name: 'aks1' })], aks1), [['/1', [aks1]]]);
  });

  it('comes with the texts beside it', () => {
    const [one, two] = ['kind: Config\n', execCredential({ name: 'aks1' })];
    const files = [
      { path: '/one', text: one },
      { path: '/two', text: two },
    ];
    assert.deepEqual(
      partsByFile(files, [aks2, aks1], '/one').map(({ beside }) => beside),
      [[two], [one]],
    );
  });
});

describe('the parts of a merge', () => {
  const snapshot = (...texts: string[]): KubeconfigSnapshot =>
    new KubeconfigSnapshot({
      paths: texts.map((_, index) => `/${index}`),
      files: texts.map((text, index) => ({ path: `/${index}`, text })),
      defaultPath: '/0',
      isListed: true,
    });
  const list = snapshot(empty, execCredential({ name: 'aks1', server: 'https://other:443' }));

  it('are one for each file of the list that something goes into', () => {
    assert.deepEqual(mergeParts(list, [aks2, aks1], undefined), partsByFile(list.files, [aks2, aks1], '/0'));
    assert.deepEqual(
      mergeParts(list, [aks2, aks1], undefined).map(({ path }) => path),
      ['/0', '/1'],
    );
  });

  it('are one for the file that the user chose, or that is the only one, be it broken', () => {
    const whole = { credentials: [aks2, aks1], beside: [] };
    assert.deepEqual(mergeParts(list, [aks2, aks1], '/chosen'), [{ path: '/chosen', ...whole }]);
    assert.deepEqual(mergeParts(snapshot('['), [aks2, aks1], undefined), [{ path: '/0', ...whole }]);
  });
});

describe('a merge into one file of a KUBECONFIG list', () => {
  const request = { credentials: [aks1], current: undefined, onConflict: 'ask' } as const;
  const contextsOnly = 'contexts: [{name: aks1, context: {cluster: aks1, user: clusterUser_rg_aks1}}]\n';
  const rest = (server: string): string =>
    execCredential({ name: 'aks1', server }).replace(/contexts:[^]*?(?=kind:)/, '');

  it('takes what another file says for a conflict too, and what it adds to an entry along', () => {
    const other = rest('https://other:443').replace('    server', '    proxy-url: http://mine\n    server');
    const asked = planMergeAll({ ...request, text: contextsOnly, beside: [other] });
    assert.ok(asked.kind === 'conflict');
    assert.deepEqual(
      asked.conflicts.map(({ section }) => section),
      ['clusters'],
    );
    const plan = planMergeAll({ ...request, onConflict: 'overwrite', text: contextsOnly, beside: [other] });
    assert.ok(plan.kind === 'merged' && plan.text !== undefined);
    assert.match(plan.text, /proxy-url: http:\/\/mine/);
    const [context] = readContexts([plan.text, other]).contexts;
    assert.equal(context?.server, 'https://aks1-1234.hcp.eastus.azmk8s.io:443');
  });

  it('leaves what another file says already', () => {
    const same = rest('https://aks1-1234.hcp.eastus.azmk8s.io:443');
    const plan = planMergeAll({ ...request, text: contextsOnly, beside: [same] });
    assert.ok(plan.kind === 'merged' && plan.text === undefined);
  });

  it('keeps both under a name that no file of the list has', () => {
    const text = execCredential({ name: 'aks1', server: 'https://other:443' });
    const beside = [execCredential({ name: 'aks1-rg', server: 'https://another:443' })];
    const plan = planMergeAll({ ...request, onConflict: 'keepBoth', text, beside });
    assert.equal(plan.contexts[0]?.contextName, 'aks1-rg-7a1b2c3d');
  });
});
