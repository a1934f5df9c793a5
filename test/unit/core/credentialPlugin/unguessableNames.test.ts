import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planKeys } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { pluginContexts } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
import { planUnguessableNames } from '../../../../src/core/credentialPlugin/unguessableNames.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { kubeconfigOf, plugin } from './pluginKubeconfig.ts';

/** Each one another, and told from each other at a glance. */
function numbered(): () => string {
  let count = 0;
  return () => (++count).toString(16).padStart(32, '0');
}

const hex = (number: number): string => number.toString(16).padStart(32, '0');

function plan(texts: readonly string[], contextNames: readonly string[]): readonly string[] {
  return planUnguessableNames(texts, contextNames, numbered());
}

/** Each context with the names of its cluster and its user. */
function namesIn(texts: readonly string[]): Record<string, readonly [string, string]> {
  return Object.fromEntries(
    readContexts(texts).contexts.map(({ contextName, clusterName, userName }) => [
      contextName,
      [clusterName, userName],
    ]),
  );
}

const one = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u'] });

describe('names that nobody can guess', () => {
  it('are given to a context’s cluster and user where they stand, and the context keeps its own', () => {
    const expected = one
      .replace('  name: a\ncontexts', `  name: a-${hex(1)}\ncontexts`)
      .replace('    cluster: a\n', `    cluster: a-${hex(1)}\n`)
      .replace('    user: u\n', `    user: u-${hex(2)}\n`)
      .replace('- name: u #', `- name: u-${hex(2)} #`);
    assert.deepEqual(plan([one], ['a']), [expected]);
  });

  it('stay once they are there', () => {
    const once = plan([one], ['a']);
    const newName = (): string => assert.fail('No further name is needed.');
    assert.deepEqual(planUnguessableNames(once, ['a'], newName), once);
  });

  it('are given anew where they are given for the first time: a file from elsewhere may have brought some', () => {
    const once = plan([one], ['a']);
    assert.deepEqual(
      planUnguessableNames(once, ['a'], () => hex(7), 'renew'),
      [once[0]?.replaceAll(hex(1), hex(7)).replaceAll(hex(2), hex(7))],
    );
  });

  it('are completed where only one of the two has one', () => {
    const half = one
      .replace('    user: u\n', `    user: u-${hex(9)}\n`)
      .replace('- name: u #', `- name: u-${hex(9)} #`);
    assert.deepEqual(namesIn(plan([half], ['a'])), { a: [`a-${hex(1)}`, `u-${hex(9)}`] });
  });

  it('are not taken for ones where what stands behind the dash is longer, shorter, or in capitals', () => {
    for (const tail of ['0'.repeat(31), '0'.repeat(33), 'A'.repeat(32), `${'0'.repeat(32)}-web`]) {
      const text = one.replaceAll(': u\n', `: u-${tail}\n`).replace('- name: u #', `- name: u-${tail} #`);
      assert.deepEqual(namesIn(plan([text], ['a'])), { a: [`a-${hex(1)}`, `u-${tail}-${hex(2)}`] });
    }
  });

  it('are shared by the contexts that shared the entries', () => {
    const text = kubeconfigOf({
      clusters: ['a'],
      contexts: [
        ['a', 'a', 'u'],
        ['a-web', 'a', 'u'],
        ['a-other', 'a', 'v'],
      ],
      users: ['u', 'v'],
    });
    assert.deepEqual(namesIn(plan([text], ['a', 'a-web', 'a-other'])), {
      a: [`a-${hex(1)}`, `u-${hex(2)}`],
      'a-web': [`a-${hex(1)}`, `u-${hex(2)}`],
      'a-other': [`a-${hex(1)}`, `v-${hex(3)}`],
    });
  });

  it('are given to a copy where another context uses the entry, which keeps its own', () => {
    const text = kubeconfigOf({
      clusters: ['a'],
      contexts: [
        ['a', 'a', 'u'],
        ['a-admin', 'a', 'admin'],
      ],
      users: ['u'],
      otherUsers: ['- name: admin\n  user: {token: x}'],
    });
    const [after = ''] = plan([text], ['a']);
    assert.deepEqual(namesIn([after]), { a: [`a-${hex(1)}`, `u-${hex(2)}`], 'a-admin': ['a', 'admin'] });
    const servers = readContexts(after).contexts.map(({ server }) => server);
    assert.deepEqual(servers, ['https://a.azmk8s.io', 'https://a.azmk8s.io']);
    assert.ok(after.includes('# the cluster\n  name: a\n'));
  });

  it('are given to a copy of a user too that another context has', () => {
    const text = kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
      ],
      users: ['u'],
    });
    assert.deepEqual(namesIn(plan([text], ['a'])), { a: [`a-${hex(1)}`, `u-${hex(2)}`], b: ['b', 'u'] });
  });

  it('are written where kubectl takes each entry from, of each name the first', () => {
    const context = kubeconfigOf({ contexts: [['a', 'a', 'u']] });
    const cluster = kubeconfigOf({ clusters: ['a'] });
    const user = kubeconfigOf({ users: ['u'] });
    const hidden = kubeconfigOf({ clusters: ['a'], users: ['u'] });
    const after = plan([context, cluster, user, hidden], ['a']);
    assert.deepEqual(namesIn(after), { a: [`a-${hex(1)}`, `u-${hex(2)}`] });
    assert.match(after[1] ?? '', new RegExp(`name: a-${hex(1)}\n`));
    assert.match(after[2] ?? '', new RegExp(`name: u-${hex(2)} #`));
    assert.equal(after[3], hidden);
  });

  it('count the contexts of all files, and of those that kubectl does not see the ones beside the entry', () => {
    const other = kubeconfigOf({ contexts: [['b', 'a', 'v']] });
    const isKept = (text = ''): boolean => text.includes('# the cluster\n  name: a\n');
    assert.ok(isKept(plan([one, other], ['a'])[0]));
    const alone = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u'] });
    const after = plan([one, alone], ['a']);
    assert.ok(!isKept(after[0]));
    assert.equal(after[1], alone);
    // Here the file of the entries has a context of that name itself, for whoever reads that file alone: no key is
    // left under a name that can be guessed.
    const first = kubeconfigOf({ contexts: [['a', 'a', 'u']] });
    const beside = plan([first, one], ['a']);
    assert.deepEqual(namesIn(beside), { a: [`a-${hex(1)}`, `u-${hex(2)}`] });
    assert.deepEqual(namesIn(beside.slice(1)), namesIn(beside));
    assert.equal(readContexts(beside[1] ?? '').contexts[0]?.server, 'https://a.azmk8s.io');
    assert.ok(!isKept(beside[1]));
    const hiding = kubeconfigOf({
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'v'],
      ],
    });
    const hidden = kubeconfigOf({ clusters: ['a'], contexts: [['b', 'a', 'u']], users: ['u'] });
    const copied = plan([hiding, hidden], ['a']);
    assert.deepEqual(
      [namesIn(copied)['a'], namesIn(copied.slice(1))['b']],
      [
        [`a-${hex(1)}`, `u-${hex(2)}`],
        ['a', 'u'],
      ],
    );
  });

  it('pass over a context that there is not, and an entry that a context only hopes for', () => {
    assert.deepEqual(plan([one], ['b']), [one]);
    const hoping = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']] });
    assert.deepEqual(namesIn(plan([hoping], ['a'])), { a: [`a-${hex(1)}`, 'u'] });
    assert.deepEqual(plan(['', one], [])[0], '');
  });

  it('are given after the keys, to the users that keys have split', () => {
    const text = kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
      ],
      users: ['u'],
    });
    const [keyOfA, keyOfB] = ['a'.repeat(32), 'b'.repeat(32)];
    const keys = new Map([
      ['a', keyOfA],
      ['b', keyOfB],
    ]);
    const after = plan(planKeys([text], plugin, keys).texts, ['b']);
    assert.deepEqual(namesIn(after), { a: ['a', 'u'], b: [`b-${hex(1)}`, `u-b-${hex(2)}`] });
    const found = pluginContexts(after, ['a', 'b']).map(({ contextName, key, isAsWritten }) => [
      contextName,
      key,
      isAsWritten,
    ]);
    assert.deepEqual(found, [
      ['a', keyOfA, true],
      ['b', keyOfB, true],
    ]);
    assert.deepEqual(planKeys(after, plugin, keys).texts, after);
  });

  it('keep the line breaks of the file', () => {
    const [after = ''] = plan([one.replaceAll('\n', '\r\n')], ['a']);
    assert.equal(after, (plan([one], ['a'])[0] ?? '').replaceAll('\n', '\r\n'));
  });
});
