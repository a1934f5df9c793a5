import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { type MergePlan, type MergeRequest, planMerge } from '../../../../src/core/merge/planMerge.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { clusterIdOf, execCredential, staticCredential } from '../kubeconfig/armCredentials.ts';

const aks = { name: 'aks1' };
const otherSubscription = '9f8e7d6c-0000-4000-8000-000000000002';

function merge(text: string | undefined, overrides: Partial<MergeRequest> = {}): MergePlan {
  return planMerge({
    text,
    credential: parseCredential(execCredential(aks)),
    metadata: { clusterId: clusterIdOf(aks), loginMode: 'devicecode' },
    onConflict: 'ask',
    setCurrentContext: true,
    ...overrides,
  });
}

function changed(plan: MergePlan): string {
  assert.ok(plan.kind === 'changed', plan.kind);
  return plan.text;
}

function namesIn(text: string): Record<string, string[]> {
  const root = parse(text) as Record<string, { name: string }[]>;
  return Object.fromEntries(
    ['clusters', 'contexts', 'users'].map((key) => [key, (root[key] ?? []).map((entry) => entry.name)]),
  );
}

describe('merging a credential', () => {
  it('makes a whole kubeconfig where there is none', () => {
    const { current } = readContexts(changed(merge(undefined)));
    assert.equal(current?.contextName, 'aks1');
    assert.equal(current.userName, 'clusterUser_rg_aks1');
    assert.deepEqual(current.metadata, { clusterId: clusterIdOf(aks), loginMode: 'devicecode' });
  });

  it('changes nothing where az merged the same credential, and kubectl wrote it anew', () => {
    const rewritten = execCredential(aks)
      .replace('      env: null\n', '      env: []\n      interactiveMode: IfAvailable\n')
      .replace('preferences: {}\n', '');
    assert.equal(merge(execCredential(aks)).kind, 'unchanged');
    assert.equal(merge(rewritten).kind, 'unchanged');
  });

  it('repairs a user of exec v1 that kubectl refuses for want of an interactiveMode, without a question', () => {
    const v1 = execCredential(aks).replace('k8s.io/v1beta1', 'k8s.io/v1');
    const repaired = v1.replace('      env: null\n', '      env: null\n      interactiveMode: IfAvailable\n');
    assert.notEqual(repaired, v1);
    const credential = parseCredential(repaired);
    assert.match(changed(merge(v1, { credential })), /interactiveMode: IfAvailable/);
    assert.equal(merge(repaired, { credential }).kind, 'unchanged');
    const empty = v1.replace('env: null', 'interactiveMode: ""');
    assert.match(changed(merge(empty, { credential })), /interactiveMode: IfAvailable/);
    const other = v1.replace('get-token', 'other');
    assert.equal(merge(other, { credential }).kind, 'conflict');
    assert.equal(merge(repaired.replace('IfAvailable', 'Never'), { credential }).kind, 'conflict');
  });

  it('sets the current context alone where only that differs, and not where it is to stay', () => {
    const text = execCredential(aks).replace('current-context: aks1', 'current-context: other');
    assert.equal(changed(merge(text)), execCredential(aks));
    assert.equal(merge(text, { setCurrentContext: false }).kind, 'unchanged');
  });

  it('asks where entries of the same name differ, and shows what would change without the secrets', () => {
    const present = changed(merge(undefined, { credential: parseCredential(staticCredential(aks)) }));
    const rotated = staticCredential({
      ...aks,
      certificateAuthority: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk5FVwo=',
    }).replace('secret-token', 'other-token');
    const plan = merge(present, { credential: parseCredential(rotated) });
    assert.ok(plan.kind === 'conflict');
    assert.deepEqual(
      plan.conflicts.map(({ section, name }) => `${section}/${name}`),
      ['clusters/aks1', 'users/clusterUser_rg_aks1'],
    );
    assert.equal(plan.keepBothName, 'aks1-rg');
    const [cluster, user] = plan.conflicts;
    assert.match(cluster?.before ?? '', /LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==/);
    assert.match(cluster?.after ?? '', /LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk5FVwo=/);
    assert.match(user?.before ?? '', /token: "<hidden, old>"/);
    assert.match(user?.after ?? '', /token: "<hidden, new>"/);
    assert.match(user?.after ?? '', /client-key-data: "<hidden>"/);
    assert.doesNotMatch(JSON.stringify(plan), /secret-token|other-token|c2VjcmV0/);
  });

  it('keeps both under names with the resource group, then the subscription, then a number', () => {
    const one = changed(merge(undefined));
    const expected = ['aks1-rg', 'aks1-rg-9f8e7d6c', 'aks1-rg-9f8e7d6c-2'];
    let text = one;
    for (const [index, contextName] of expected.entries()) {
      const server = `https://other-${index}:443`;
      const metadata = { clusterId: clusterIdOf({ name: `gone-${index}` }) };
      const credential = parseCredential(execCredential({ ...aks, server }));
      const plan = merge(text, {
        credential,
        metadata: { clusterId: clusterIdOf(aks, otherSubscription) },
        onConflict: 'keepBoth',
      });
      assert.equal(plan.contextName, contextName);
      assert.equal(plan.clusterName, contextName);
      assert.equal(plan.userName, `clusterUser_${contextName}`);
      // As if each had been of yet another cluster.
      text = changed(plan).replace(clusterIdOf(aks, otherSubscription), metadata.clusterId);
    }
    assert.deepEqual(namesIn(text)['contexts'], ['aks1', ...expected]);
  });

  it('finds the names again under which a cluster was kept beside another', () => {
    const other = { ...aks, server: 'https://other:443' };
    const request = {
      credential: parseCredential(execCredential(other)),
      metadata: { clusterId: clusterIdOf(aks, otherSubscription) },
    };
    const both = changed(merge(changed(merge(undefined)), { ...request, onConflict: 'keepBoth' }));
    const again = merge(both, { ...request, metadata: { clusterId: request.metadata.clusterId.toUpperCase() } });
    assert.equal(again.kind, 'unchanged');
    assert.equal(again.contextName, 'aks1-rg');
    assert.equal(merge(both, { setCurrentContext: false }).contextName, 'aks1');
  });

  it('keeps both without an id by number, and twice equals once', () => {
    const request = {
      credential: parseCredential(execCredential({ ...aks, server: 'https://other:443' })),
      metadata: {},
      onConflict: 'keepBoth',
    } as const;
    const plan = merge(execCredential(aks), request);
    assert.equal(plan.contextName, 'aks1-2');
    assert.equal(merge(changed(plan), request).kind, 'unchanged');
  });

  it('renames the three entries together to the name that the user typed', () => {
    const plan = merge(execCredential({ name: 'x' }), { contextName: 'My prod' });
    assert.deepEqual(namesIn(changed(plan)), {
      clusters: ['x', 'My prod'],
      contexts: ['x', 'My prod'],
      users: ['clusterUser_rg_x', 'clusterUser_My prod'],
    });
    assert.equal(merge(changed(plan), { contextName: 'My prod' }).kind, 'unchanged');
  });

  it('puts the admin credential beside the user credential of the same cluster', () => {
    const user = changed(merge(undefined));
    const credential = parseCredential(staticCredential(aks, 'clusterAdmin'));
    const plan = merge(user, { credential });
    assert.deepEqual(namesIn(changed(plan)), {
      clusters: ['aks1'],
      contexts: ['aks1', 'aks1-admin'],
      users: ['clusterUser_rg_aks1', 'clusterAdmin_rg_aks1'],
    });
    assert.equal(merge(changed(plan), { credential }).kind, 'unchanged');
    assert.equal(merge(changed(plan), { setCurrentContext: false }).kind, 'unchanged');
  });

  it('keeps what the user added when a cluster is fetched again', () => {
    const edited = changed(merge(undefined))
      .replace('    user: clusterUser_rg_aks1\n', '    user: clusterUser_rg_aks1\n    namespace: mine\n')
      .replace('    server:', '    proxy-url: http://p:1\n    tls-server-name: t\n    server:');
    const credential = applyLoginMode(
      parseCredential(execCredential({ ...aks, certificateAuthority: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk5FVwo=' })),
      'azurecli',
    );
    assert.equal(merge(edited, { setCurrentContext: false }).kind, 'unchanged');
    const text = changed(
      merge(edited, {
        credential,
        metadata: { clusterId: clusterIdOf(aks), loginMode: 'azurecli' },
        onConflict: 'overwrite',
      }),
    );
    const { current } = readContexts(text);
    assert.equal(current?.namespace, 'mine');
    assert.equal(current.entra?.login, 'azurecli');
    assert.equal(current.metadata?.loginMode, 'azurecli');
    assert.match(text, /proxy-url: http:\/\/p:1\n {4}tls-server-name: t\n/);
    assert.match(text, /certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk5FVwo=/);
  });

  it('keeps nothing of another cluster that is overwritten', () => {
    const edited = changed(merge(undefined))
      .replace('    user: clusterUser_rg_aks1\n', '    user: clusterUser_rg_aks1\n    namespace: mine\n')
      .replace('    server:', '    proxy-url: http://p:1\n    server:');
    const plan = merge(edited, {
      credential: parseCredential(execCredential({ ...aks, server: 'https://other:443' })),
      metadata: { clusterId: clusterIdOf(aks, otherSubscription) },
      onConflict: 'overwrite',
    });
    assert.doesNotMatch(changed(plan), /proxy-url|namespace/);
  });

  it('keeps nothing of our own entry where an imported credential leads to another server, and all where it does not', () => {
    const edited = changed(merge(undefined))
      .replace('    user: clusterUser_rg_aks1\n', '    user: clusterUser_rg_aks1\n    namespace: mine\n')
      .replace('    server:', '    proxy-url: http://p:1\n    server:');
    const imported = (credential: string): string =>
      changed(merge(edited, { credential: parseCredential(credential), metadata: {}, onConflict: 'overwrite' }));
    const elsewhere = imported(execCredential({ ...aks, server: 'https://other:443' }));
    assert.doesNotMatch(elsewhere, /proxy-url|namespace|extension|managedClusters/);
    const { current } = readContexts(elsewhere);
    assert.equal(current?.metadata, undefined);
    const again = imported(
      execCredential({ ...aks, certificateAuthority: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk5FVwo=' }),
    );
    assert.match(again, /proxy-url: http:\/\/p:1\n/);
    assert.equal(readContexts(again).current?.metadata?.clusterId, clusterIdOf(aks));
  });

  it('takes the verification of the server back', () => {
    const text = execCredential(aks).replace('    server:', '    insecure-skip-tls-verify: true\n    server:');
    assert.equal(merge(text).kind, 'conflict');
    assert.doesNotMatch(changed(merge(text, { onConflict: 'overwrite' })), /insecure/);
  });

  it('does not take the number 123 for the name "123"', () => {
    const text = 'clusters:\n- name: 123\n  cluster: {}\n';
    const plan = merge(text, { contextName: '123' });
    assert.match(changed(plan), /name: "123"/);
    assert.match(changed(plan), /- name: 123\n/);
  });
});
