import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openMemory } from '../../../src/ui/memory.ts';

/** VS Code's memory, as far as it is a map of what JSON can say. */
function stateWith(stored: Readonly<Record<string, unknown>> = {}) {
  const values = new Map(Object.entries(stored));
  return {
    values,
    get: (key: string): unknown => values.get(key),
    update: (key: string, value: unknown): Promise<void> => {
      values.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}

describe('openMemory', () => {
  it('remembers each thing under a key of its own, and gives it back', async () => {
    const state = stateWith();
    const memory = openMemory(state, stateWith());
    await memory.accountId.set('ada.home');
    await memory.renewedTokensOnMs.set({ key: 12 });
    await memory.lastCredentialChoice.set({ format: 'azure' });
    await memory.credentialChoiceOf('/Subscriptions/A').set({ format: 'exec', loginMode: 'vscode' });
    await memory.askedLoginResets.set(['a']);
    await memory.removedContexts.set([{ path: '/config', contextName: 'a', removedOnMs: 1 }]);
    await memory.isFallbackAskedOn('local').set(true);
    assert.equal(state.values.size, 7);
    assert.ok([...state.values.keys()].every((key) => key.startsWith('aksEntra.')));
    const again = openMemory(state, stateWith());
    assert.equal(again.accountId.get(), 'ada.home');
    assert.deepEqual(again.renewedTokensOnMs.get(), { key: 12 });
    assert.deepEqual(again.lastCredentialChoice.get(), { format: 'azure' });
    assert.deepEqual(again.credentialChoiceOf('/subscriptions/a').get(), { format: 'exec', loginMode: 'vscode' });
    assert.equal(again.credentialChoiceOf('/subscriptions/b').get(), undefined);
    assert.deepEqual(again.askedLoginResets.get(), ['a']);
    assert.deepEqual(again.removedContexts.get(), [{ path: '/config', contextName: 'a', removedOnMs: 1 }]);
    assert.equal(again.isFallbackAskedOn('local').get(), true);
    assert.equal(again.isFallbackAskedOn('devbox').get(), undefined);
  });

  it('reads what the version before it wrote', () => {
    const memory = openMemory(
      stateWith({
        'aksEntra.accountId': 'ada.home',
        'aksEntra.credentialChoice': { format: 'exec', loginMode: 'azurecli' },
        'aksEntra.credentialChoice:/subscriptions/a': { format: 'azure' },
        'aksEntra.fallbackAsked:local': true,
      }),
      stateWith({ 'aksEntra.workspaceContext': 'prod' }),
    );
    assert.equal(memory.workspaceContext.get(), 'prod');
    assert.equal(memory.accountId.get(), 'ada.home');
    assert.deepEqual(memory.lastCredentialChoice.get(), { format: 'exec', loginMode: 'azurecli' });
    assert.deepEqual(memory.credentialChoiceOf('/subscriptions/A').get(), { format: 'azure' });
    assert.equal(memory.isFallbackAskedOn('local').get(), true);
  });

  it('takes what it cannot read for nothing, or leaves out the part', () => {
    const odd = stateWith({
      'aksEntra.accountId': 7,
      'aksEntra.renewedTokensOnMs': { a: 1, b: 'soon' },
      'aksEntra.credentialChoice': { format: 'xml' },
      'aksEntra.askedLoginResets': ['a', 1],
      'aksEntra.removedContexts': [{ path: '/config' }, null, { path: '/c', contextName: 'a', removedOnMs: 2 }],
      'aksEntra.fallbackAsked:local': 'yes',
    });
    const memory = openMemory(odd, odd);
    assert.equal(memory.accountId.get(), undefined);
    assert.deepEqual(memory.renewedTokensOnMs.get(), { a: 1 });
    assert.equal(memory.lastCredentialChoice.get(), undefined);
    assert.deepEqual(memory.askedLoginResets.get(), ['a']);
    assert.deepEqual(memory.removedContexts.get(), [{ path: '/c', contextName: 'a', removedOnMs: 2 }]);
    assert.equal(memory.isFallbackAskedOn('local').get(), undefined);
    const broken = stateWith({ 'aksEntra.renewedTokensOnMs': 'x', 'aksEntra.removedContexts': {} });
    assert.equal(openMemory(broken, broken).renewedTokensOnMs.get(), undefined);
    assert.equal(openMemory(broken, broken).removedContexts.get(), undefined);
  });
});
