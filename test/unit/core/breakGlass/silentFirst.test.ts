import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { silentFirst } from '../../../../src/core/breakGlass/silentFirst.ts';

const signedOut = new AksEntraError('signedOut', 'A sign-in is needed.');

describe('silentFirst', () => {
  it('asks nobody where there is a token', async () => {
    const asked: string[] = [];
    const ask = (interaction: string) => Promise.resolve(asked.push(interaction));
    await silentFirst(ask);
    assert.deepEqual(asked, ['silent']);
  });

  it('lets the user sign in where there is none', async () => {
    const ask = (interaction: string) =>
      interaction === 'silent' ? Promise.reject(signedOut) : Promise.resolve('done');
    assert.equal(await silentFirst(ask), 'done');
  });

  it('says that Azure needs Entra, too, where nobody can sign in', async () => {
    await assert.rejects(
      silentFirst(() => Promise.reject(signedOut)),
      (error) =>
        error instanceof AksEntraError &&
        error.code === 'signedOut' &&
        error.message.startsWith('A sign-in is needed. Azure Resource Manager needs Microsoft Entra, too'),
    );
  });

  it('leaves every other failure as it is, and asks no second time', async () => {
    const refusal = new AksEntraError('missingRole', 'No.');
    let times = 0;
    await assert.rejects(
      silentFirst(() => {
        times += 1;
        return Promise.reject(refusal);
      }),
      refusal,
    );
    assert.equal(times, 1);
  });
});
