import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import {
  planMerge,
  planMergeAll,
  type CredentialToMerge,
  type MergeAllPlan,
  type MergeAllRequest,
} from '../../../../src/core/merge/planMerge.ts';
import { clusterIdOf, execCredential } from '../kubeconfig/armCredentials.ts';

const otherSubscription = '9f8e7d6c-0000-4000-8000-000000000002';

function credentialOf(name: string, server = `https://${name}:443`, subscription?: string): CredentialToMerge {
  const aks = { name, server };
  const clusterId = subscription === undefined ? clusterIdOf(aks) : clusterIdOf(aks, subscription);
  return { credential: parseCredential(execCredential(aks)), metadata: { clusterId, loginMode: 'devicecode' } };
}

function mergeAll(text: string | undefined, request: Partial<MergeAllRequest>): MergeAllPlan {
  return planMergeAll({ text, credentials: [], current: undefined, onConflict: 'ask', ...request });
}

function textOf(plan: MergeAllPlan): string {
  assert.ok(plan.kind === 'merged' && plan.text !== undefined);
  return plan.text;
}

function contextNames(plan: MergeAllPlan): string[] {
  return plan.contexts.map(({ contextName }) => contextName);
}

describe('merging several credentials at once', () => {
  const [one, two, three] = [credentialOf('one'), credentialOf('two'), credentialOf('three')];

  it('is the same text as merging one after the other', () => {
    const credentials = [one, two, three];
    const before = execCredential({ name: 'mine' }).replace('apiVersion: v1\n', '# mine\napiVersion: v1\n');
    let expected = before;
    for (const item of credentials) {
      const plan = planMerge({ text: expected, ...item, onConflict: 'ask', setCurrentContext: item === two });
      assert.ok(plan.kind === 'changed');
      expected = plan.text;
    }
    const plan = mergeAll(before, { credentials, current: two });
    assert.equal(textOf(plan), expected);
    assert.deepEqual(contextNames(plan), ['one', 'two', 'three']);
    assert.deepEqual(mergeAll(expected, { credentials, current: two }), {
      kind: 'merged',
      text: undefined,
      contexts: plan.contexts.map((context) => ({ ...context, isChanged: false })),
      danglingContext: undefined,
      loadProblem: undefined,
    });
  });

  it('tells which of them change something', () => {
    const text = textOf(mergeAll(undefined, { credentials: [one] }));
    const plan = mergeAll(text, { credentials: [one, two] });
    assert.deepEqual(
      plan.contexts.map(({ isChanged }) => isChanged),
      [false, true],
    );
  });

  it('gives a namesake from another subscription its own name, without asking and without overwriting', () => {
    const namesake = credentialOf('one', 'https://other:443', otherSubscription);
    for (const onConflict of ['ask', 'overwrite', 'keepBoth'] as const) {
      for (const before of [undefined, textOf(mergeAll(undefined, { credentials: [one] }))]) {
        const plan = mergeAll(before, { credentials: [one, namesake], onConflict });
        assert.deepEqual(contextNames(plan), ['one', 'one-rg'], onConflict);
        const clusters = (parse(textOf(plan)) as { clusters: { cluster: { server: string } }[] }).clusters;
        assert.deepEqual(
          clusters.map(({ cluster }) => cluster.server),
          ['https://one:443', 'https://other:443'],
        );
      }
    }
  });

  it('asks about all that is in the way at once, and writes nothing of any of them before', () => {
    const before = textOf(mergeAll(undefined, { credentials: [one, two] }));
    const credentials = [credentialOf('one', 'https://new-one'), three, credentialOf('two', 'https://new-two')];
    const plan = mergeAll(before, { credentials });
    assert.ok(plan.kind === 'conflict');
    assert.deepEqual(
      plan.conflicts.map(({ section, name, before: was, after }) => [section, name, /https\S+/.exec(was)?.[0], after]),
      [
        ['clusters', 'one', 'https://one:443', plan.conflicts[0]?.after],
        ['clusters', 'two', 'https://two:443', plan.conflicts[1]?.after],
      ],
    );
    assert.match(plan.conflicts[1]?.after ?? '', /https:\/\/new-two/);
    assert.deepEqual(plan.keepBothNames, ['one-rg', 'two-rg']);
    const both = mergeAll(before, { credentials, onConflict: 'keepBoth' });
    assert.deepEqual(contextNames(both), ['one-rg', 'three', 'two-rg']);
    const overwritten = mergeAll(before, { credentials, onConflict: 'overwrite' });
    assert.deepEqual(contextNames(overwritten), ['one', 'three', 'two']);
    assert.doesNotMatch(textOf(overwritten), /https:\/\/(one|two):443/);
  });

  it('merges what two contexts share once', () => {
    const { credential } = one;
    const second = { ...credential, contextName: 'one-second', userName: 'second' };
    const plan = mergeAll(undefined, { credentials: [{ credential }, { credential: second }] });
    const model = parse(textOf(plan)) as Record<string, { name: string }[]>;
    assert.deepEqual(
      model['clusters']?.map(({ name }) => name),
      ['one'],
    );
    assert.deepEqual(contextNames(plan), ['one', 'one-second']);
  });

  it('keeps a current context that there is, in the text or beside it, and replaces one that names nothing', () => {
    const own = execCredential({ name: 'mine' });
    const dangling = own.replace('current-context: mine', 'current-context: gone');
    const beside = [execCredential({ name: 'gone' })];
    const request = { credentials: [one], current: one, keepsCurrent: true };
    for (const [text, others, current, said] of [
      [own, [], 'mine', undefined],
      [dangling, [], 'one', 'gone'],
      [dangling, beside, 'gone', undefined],
      [undefined, beside, 'one', undefined],
      [own.replace('current-context: mine', 'current-context: ""'), [], 'one', undefined],
      [own.replace('current-context: mine', 'current-context: one'), [], 'one', undefined],
    ] as const) {
      const plan = mergeAll(text, { ...request, beside: others });
      const model = parse(textOf(plan)) as Record<string, unknown>;
      assert.ok(plan.kind === 'merged');
      assert.deepEqual([model['current-context'], plan.danglingContext], [current, said]);
    }
  });

  it('is the same plan and the same bytes, whether the text is read quickly or by the parser alone', () => {
    // A tab in a comment is nothing to the parser, and more than the quick reader knows.
    const mark = '#\t\n';
    const entries = ['a', 'b', 'c', 'd', 'e'].map((name) => execCredential({ name }));
    const section = (from: string, to: string) =>
      entries
        .map((text) => text.slice(text.indexOf(from) + from.length, to === '' ? undefined : text.indexOf(to)))
        .join('');
    const [clusters, contexts] = [section('clusters:\n', 'contexts:\n'), section('contexts:\n', 'current-context:')];
    const text = `apiVersion: v1\nclusters:\n${clusters}contexts:\n${contexts}current-context: c\nkind: Config\nusers:\n${section('users:\n', '')}`;
    const dangling = text.replace('current-context: c', 'current-context: gone');
    const [same, other] = [credentialOf('b', 'https://b-1234.hcp.eastus.azmk8s.io:443'), credentialOf('b')];
    for (const before of [text, dangling, text.replace('server: ', 'server: 12\n    disable-compression: ')]) {
      for (const credentials of [[one], [one, two], [same], [other], [one, other]]) {
        for (const onConflict of ['ask', 'overwrite', 'keepBoth'] as const) {
          for (const wish of [{}, { current: credentials[0] }, { current: credentials[0], keepsCurrent: true }]) {
            const quick = mergeAll(before, { credentials, onConflict, ...wish });
            const slow = mergeAll(mark + before, { credentials, onConflict, ...wish });
            const unmarked = slow.kind === 'merged' ? { ...slow, text: slow.text?.slice(mark.length) } : slow;
            const line = (problem?: string) => problem?.replace(/^Line \d+/, 'Line');
            assert.deepEqual(
              { ...quick, loadProblem: line(quick.loadProblem) },
              { ...unmarked, loadProblem: line(unmarked.loadProblem) },
            );
          }
        }
      }
    }
  });
});
