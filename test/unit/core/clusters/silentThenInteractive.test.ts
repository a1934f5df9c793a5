import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'node:test';
import type { Account } from '../../../../src/core/entra/signIn.ts';
import { silentThenInteractive } from '../../../../src/core/clusters/silentThenInteractive.ts';
import { ada, ben } from './listedClusters.ts';

const items = ['a1', 'b1', 'b2', 'c1', 'c2', 'a2'].map((name) => item(name, ada));

function item(name: string, account: Account) {
  const tenant = { tenantId: name.charAt(0), displayName: name };
  return { name, account, tenants: { owner: tenant, lister: tenant } };
}

describe('attempts without a prompt first', () => {
  it('ask where needed only, one after the other, and not again in a tenant that was declined', async () => {
    const calls: string[] = [];
    let [running, most, answered] = [0, 0, 0];
    const results = await silentThenInteractive(
      items,
      async (
        {
          name,
          tenants: {
            lister: { tenantId },
          },
        },
        interaction,
      ) => {
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

  it('ask another account though one declined the sign-in to the same tenant', async () => {
    const asked: string[] = [];
    await silentThenInteractive(
      [item('c1', ada), item('c2', ada), item('c3', ben), item('C4', ben)],
      ({ name, account }, interaction) => {
        if (interaction === 'allowed') {
          asked.push(`${name} ${account.label}`);
        }
        return Promise.resolve('sign in');
      },
      () => true,
      () => undefined,
    );
    assert.deepEqual(asked, [`c1 ${ada.label}`, `c3 ${ben.label}`]);
  });
});
