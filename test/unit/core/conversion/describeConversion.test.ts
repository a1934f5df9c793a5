import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  describeLogin,
  explainEnvironment,
  explainSharedUsers,
} from '../../../../src/core/conversion/describeConversion.ts';

describe('a conversion, as it is told', () => {
  it('says how contexts sign in now, or again', () => {
    assert.equal(describeLogin(['a'], 'azurecli', 'now'), '“a” now uses kubelogin’s azurecli.');
    assert.equal(describeLogin(['a', 'b'], 'vscode', 'now'), '“a” and “b” now use VS Code’s sign-in.');
    assert.equal(describeLogin(['a'], 'vscode', 'again'), '“a” uses VS Code’s sign-in again.');
    assert.equal(describeLogin(['a', 'b'], 'azurecli', 'again'), '“a” and “b” use kubelogin’s azurecli again.');
  });

  it('names who changes along', () => {
    assert.deepEqual(explainSharedUsers([]), []);
    assert.deepEqual(explainSharedUsers(['b\n']), ['“b?” uses the same user and changes too.']);
  });

  it('says what has to be set where kubectl runs', () => {
    assert.deepEqual(explainEnvironment('interactive'), []);
    assert.match(explainEnvironment('spn').join(), /^Set AAD_SERVICE_PRINCIPAL_CLIENT_SECRET .* where kubectl runs/);
  });
});
