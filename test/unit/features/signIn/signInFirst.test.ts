import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError, type AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import type { Account } from '../../../../src/core/entra/signIn.ts';
import { signingIn } from '../../../../src/features/signIn/signInFirst.ts';

const ada: Account = { id: 'ada.home', label: 'ada@contoso.com' };

/** What fails with these codes, one each time, and then works; and the sign-in that it is run with. */
function failing(codes: readonly AksEntraErrorCode[], chosen: Account | undefined) {
  const left = [...codes];
  const asked: string[] = [];
  return {
    asked,
    signIn: {
      chooseAccount: () => {
        asked.push('sign-in');
        return Promise.resolve(chosen);
      },
    },
    work: () => {
      asked.push('work');
      const code = left.shift();
      return code === undefined ? Promise.resolve('done') : Promise.reject(new AksEntraError(code, code));
    },
  };
}

describe('a command that may need a sign-in first', () => {
  for (const code of ['signedOut', 'signInFailed'] as const) {
    it(`runs again after the sign-in that it lacked (${code})`, async () => {
      const { signIn, work, asked } = failing([code], ada);
      assert.equal(await signingIn(signIn, work), 'done');
      assert.deepEqual(asked, ['work', 'sign-in', 'work']);
    });
  }

  it('asks for one sign-in and no more', async () => {
    const { signIn, work, asked } = failing(['signedOut', 'signedOut'], ada);
    await assert.rejects(signingIn(signIn, work), { code: 'signedOut' });
    assert.deepEqual(asked, ['work', 'sign-in', 'work']);
  });

  it('asks for none where it works, or where a sign-in would not help', async () => {
    const working = failing([], ada);
    assert.equal(await signingIn(working.signIn, working.work), 'done');
    assert.deepEqual(working.asked, ['work']);
    const offline = failing(['offline'], ada);
    await assert.rejects(signingIn(offline.signIn, offline.work), { code: 'offline' });
    assert.deepEqual(offline.asked, ['work']);
  });

  it('ends as cancelled where the user signs in with no account', async () => {
    const { signIn, work, asked } = failing(['signedOut'], undefined);
    await assert.rejects(signingIn(signIn, work), { name: 'AbortError' });
    assert.deepEqual(asked, ['work', 'sign-in']);
  });
});
