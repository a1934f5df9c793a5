import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asCredentialChoice } from '../../../../src/core/login/credentialChoice.ts';

describe('asCredentialChoice', () => {
  it('keeps what this version stores', () => {
    for (const choice of [
      { format: 'azure' },
      { format: 'exec' },
      { format: 'exec', loginMode: 'devicecode' },
      { format: 'exec', loginMode: 'interactive' },
      { format: 'exec', loginMode: 'azurecli' },
    ]) {
      assert.deepEqual(asCredentialChoice(choice), choice);
    }
  });
  it('drops a login mode that it does not know, and anything else that was stored', () => {
    assert.deepEqual(asCredentialChoice({ format: 'exec', loginMode: 'msi', secret: 'x' }), { format: 'exec' });
    assert.deepEqual(asCredentialChoice({ format: 'exec', loginMode: 7 }), { format: 'exec' });
  });
  for (const stored of [undefined, null, 'exec', 7, [], {}, { format: 'plugin' }, { format: null }]) {
    it(`takes ${JSON.stringify(stored)} as no choice`, () => {
      assert.equal(asCredentialChoice(stored), undefined);
    });
  }
});
