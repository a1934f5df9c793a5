import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { removeEntries } from '../../../../src/core/kubeconfigText/editContexts.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import {
  removedByWrite,
  stillWatched,
  wasRemoved,
  watchedAfterWrite,
  watchedForMs,
  type WrittenContext,
} from '../../../../src/core/merge/writtenContexts.ts';
import { clusterIdOf, execCredential, staticCredential } from '../kubeconfig/armCredentials.ts';

const path = '/home/me/.kube/config';
const other = 'apiVersion: v1\nclusters: []\ncontexts:\n- {name: lab, context: {cluster: lab, user: lab}}\nusers: []\n';

function merged(text: string | undefined, credential: string, name: string, contextName?: string): string {
  const plan = planMerge({
    text,
    credential: parseCredential(credential),
    ...(contextName === undefined ? {} : { contextName }),
    metadata: { clusterId: clusterIdOf({ name }), loginMode: 'devicecode' },
    onConflict: 'keepBoth',
    setCurrentContext: false,
  });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

function names(watched: readonly WrittenContext[]): string[] {
  return watched.map(({ contextName }) => contextName);
}

function addAgain(text: string, { contextName, credential, metadata }: WrittenContext): string {
  const plan = planMerge({
    text,
    contextName,
    credential,
    ...(metadata === undefined ? {} : { metadata }),
    onConflict: 'ask',
    setCurrentContext: false,
  });
  assert.ok(plan.kind === 'changed', plan.kind);
  return plan.text;
}

describe('the contexts that we wrote', () => {
  it('are those that a write added, and no others of the file', () => {
    const after = merged(other, execCredential({ name: 'shop' }), 'shop');
    const watched = watchedAfterWrite([], { path, before: other, after }, 5);
    assert.deepEqual(names(watched), ['shop']);
    assert.equal(watched[0]?.writtenOnMs, 5);
    assert.deepEqual(watchedAfterWrite([], { path, before: after, after: `${after}# more\n` }, 5), []);
  });

  it('stay as old as they are, and become what later writes make of them', () => {
    const first = merged(undefined, execCredential({ name: 'shop' }), 'shop');
    const second = first.replaceAll('devicecode', 'azurecli');
    const watched = watchedAfterWrite([], { path, before: undefined, after: first }, 5);
    const later = watchedAfterWrite(watched, { path, before: first, after: second }, 70);
    assert.deepEqual([later[0]?.writtenOnMs, later[0]?.credential.entra?.login], [5, 'azurecli']);
  });

  it('are forgotten once we remove them or take the write back, and only in that file', () => {
    const after = merged(other, execCredential({ name: 'shop' }), 'shop');
    const elsewhere = watchedAfterWrite([], { path: '/other', before: undefined, after }, 1);
    const watched = watchedAfterWrite(elsewhere, { path, before: other, after }, 1);
    assert.equal(watched.length, 2);
    assert.deepEqual(
      watchedAfterWrite(watched, { path, before: after, after: removeEntries(after, 'shop') }, 2),
      elsewhere,
    );
    assert.deepEqual(watchedAfterWrite(watched, { path, before: after, after: undefined }, 2), elsewhere);
  });

  it('are forgotten after ten minutes', () => {
    const after = merged(undefined, staticCredential({ name: 'shop' }), 'shop');
    const watched = watchedAfterWrite([], { path, before: undefined, after }, 1_000);
    assert.equal(stillWatched(watched, 1_000 + watchedForMs - 1).length, 1);
    assert.deepEqual(stillWatched(watched, 1_000 + watchedForMs), []);
    assert.equal(watchedForMs, 600_000);
  });

  for (const [kind, credential, contextName] of [
    ['a login through kubelogin', execCredential({ name: 'shop' }), undefined],
    ['a static credential', staticCredential({ name: 'shop' }), undefined],
    ['an admin credential', staticCredential({ name: 'shop' }, 'clusterAdmin'), undefined],
    ['a name that the user typed', execCredential({ name: 'shop' }), 'mine'],
    ['an admin credential under a typed name', staticCredential({ name: 'shop' }, 'clusterAdmin'), 'mine'],
  ] as const) {
    it(`are the same bytes again when they are added again: ${kind}`, () => {
      const after = merged(other, credential, 'shop', contextName);
      const [written] = watchedAfterWrite([], { path, before: other, after }, 1);
      assert.ok(written);
      assert.equal(addAgain(other, written), after);
    });
  }

  it('are never put over a namesake that came to stand there: that is a conflict to ask about', () => {
    const mine = merged(other, execCredential({ name: 'shop' }), 'shop');
    const [written] = watchedAfterWrite([], { path, before: other, after: mine }, 1);
    assert.ok(written);
    const foreign = merged(other, execCredential({ name: 'shop', server: 'https://b.example' }), 'elsewhere', 'x');
    const plan = planMerge({
      text: foreign.replaceAll(/\bx\b/g, 'shop'),
      credential: written.credential,
      contextName: 'shop',
      onConflict: 'ask',
      setCurrentContext: false,
    });
    assert.equal(plan.kind, 'conflict');
  });

  it('are not lost where another window took them out after that, by name and file', () => {
    const after = merged(other, execCredential({ name: 'shop' }), 'shop');
    const [shop] = watchedAfterWrite([], { path, before: other, after }, 5);
    assert.ok(shop !== undefined);
    const removed = removedByWrite({ path, before: after, after: removeEntries(after, 'shop') }, 7);
    assert.deepEqual(removed, [{ path, contextName: 'shop', removedOnMs: 7 }]);
    assert.deepEqual(removedByWrite({ path, before: other, after }, 7), []);
    assert.deepEqual(
      removedByWrite({ path, before: after, after: undefined }, 7).map(({ contextName }) => contextName),
      ['lab', 'shop'],
    );
    assert.ok(wasRemoved(shop, removed));
    assert.ok(!wasRemoved({ ...shop, writtenOnMs: 8 }, removed), 'written again since');
    assert.ok(!wasRemoved({ ...shop, path: '/other' }, removed));
    assert.ok(!wasRemoved({ ...shop, contextName: 'lab' }, removed));
  });
});
