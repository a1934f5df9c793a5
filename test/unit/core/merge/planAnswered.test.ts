import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { planAnswered, type ConflictAnswer, type MergeConflict } from '../../../../src/core/merge/planAnswered.ts';
import { execCredential } from '../kubeconfig/armCredentials.ts';

const credentials = [{ credential: parseCredential(execCredential({ name: 'aks1' })) }];
const conflicting = execCredential({ name: 'aks1', server: 'https://other:443' });

function plan(text: string | undefined, answer?: ConflictAnswer) {
  return planAnswered({ text, credentials, current: undefined }, answer);
}

function conflictIn(text: string): MergeConflict {
  const planned = plan(text);
  assert.ok(planned.kind === 'conflict');
  return planned;
}

describe('a merge that asks', () => {
  it('is planned at once where nothing is in the way', () => {
    assert.equal(plan(undefined).kind, 'merged');
  });

  it('does what the user chose where the conflict is the one that was shown', () => {
    const shown = conflictIn(conflicting);
    const overwritten = plan(conflicting, { onConflict: 'overwrite', shown });
    assert.ok(overwritten.kind === 'merged' && overwritten.text !== undefined);
    assert.doesNotMatch(overwritten.text, /other/);
    const both = plan(conflicting, { onConflict: 'keepBoth', shown });
    assert.ok(both.kind === 'merged' && both.text !== undefined);
    assert.deepEqual(
      readContexts(both.text).contexts.map(({ contextName }) => contextName),
      ['aks1', ...shown.keepBothNames],
    );
  });

  it('tells a conflict in nothing but how the own context signs in as that, and no other one', () => {
    const text = execCredential({ name: 'aks1' });
    const { modeChange } = conflictIn(text.replace('- devicecode', '- azurecli'));
    assert.deepEqual(modeChange, { kind: 'mode', mode: 'devicecode', contextNames: ['aks1'] });
    assert.equal(conflictIn(conflicting).modeChange, undefined);
    assert.equal(conflictIn(conflicting.replace('- devicecode', '- azurecli')).modeChange, undefined);
  });

  it('asks again where the entry says something else by then', () => {
    const shown = conflictIn(conflicting);
    const changed = conflicting.replace('https://other:443', 'https://another:443');
    for (const onConflict of ['overwrite', 'keepBoth'] as const) {
      const planned = plan(changed, { onConflict, shown });
      assert.ok(planned.kind === 'conflict');
      assert.match(planned.conflicts.map(({ before }) => before).join(), /another/);
    }
  });

  it('asks again where the name that it said is taken by then', () => {
    const shown = conflictIn(conflicting);
    const taken = conflicting.replace(
      'contexts:\n',
      `contexts:\n- {name: ${shown.keepBothNames[0]}, context: {cluster: x, user: y}}\n`,
    );
    const planned = plan(taken, { onConflict: 'keepBoth', shown });
    assert.ok(planned.kind === 'conflict');
    assert.notDeepEqual(planned.keepBothNames, shown.keepBothNames);
  });

  it('heeds no answer where nothing is in the way any more', () => {
    const planned = plan('kind: Config\n', { onConflict: 'keepBoth', shown: conflictIn(conflicting) });
    assert.ok(planned.kind === 'merged');
    assert.deepEqual(
      planned.contexts.map(({ contextName }) => contextName),
      ['aks1'],
    );
  });
});
