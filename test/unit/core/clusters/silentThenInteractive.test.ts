import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { silentThenInteractive } from '../../../../src/core/clusters/silentThenInteractive.ts';

const items = ['a1', 'b1', 'b2', 'c1', 'c2', 'a2'].map((name) => ({ name, tenantId: name.charAt(0) }));

describe('attempts without a prompt first', () => {
  it('ask where needed only, one after the other, and not again in a tenant that was declined', async () => {
    const calls: string[] = [];
    let [running, most, answered] = [0, 0, 0];
    const results = await silentThenInteractive(
      items,
      ({ tenantId }) => tenantId,
      async ({ name, tenantId }, interaction) => {
        calls.push(`${name} ${interaction}`);
        most = Math.max(most, (running += 1));
        if (interaction === 'allowed') {
          assert.equal(running, 1);
        }
        await setImmediate();
        running -= 1;
        return tenantId === 'a' || (tenantId === 'b' && interaction === 'allowed') ? 'done' : 'sign in';
      },
      (result) => result === 'sign in',
      () => (answered += 1),
    );
    assert.deepEqual(results, ['done', 'done', 'done', 'sign in', 'sign in', 'done']);
    assert.deepEqual(calls.slice(6), ['b1 allowed', 'b2 allowed', 'c1 allowed']);
    assert.ok(calls.slice(0, 6).every((call) => call.endsWith(' silent')));
    assert.equal(most, 4);
    assert.equal(answered, items.length);
  });
});
