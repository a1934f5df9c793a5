import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  describeLogin,
  explainAccounts,
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

  it('names the accounts where there is more than one', () => {
    const [ada, ben] = [
      { id: '1', label: 'ada@contoso.com' },
      { id: '2', label: 'ben@contoso.com' },
    ] as const;
    const login = {
      mode: 'vscode',
      plugin: { command: '/plugin', args: [], env: {} },
      environment: 'AzurePublicCloud',
    } as const;
    const conversions = ['a', 'b', 'c'].map((contextName, index) => ({
      contextName,
      options: {},
      target: { ...login, accountId: index === 1 ? ada.id : ben.id },
    }));
    assert.deepEqual(explainAccounts(conversions, [ada]), []);
    assert.deepEqual(explainAccounts(conversions, [ada, ben]), [
      'ada@contoso.com signs in to “b”.',
      'ben@contoso.com signs in to “a” and “c”.',
    ]);
    assert.deepEqual(explainAccounts([{ contextName: 'a', options: {}, target: 'azurecli' }], [ada, ben]), []);
  });

  it('says what has to be set where kubectl runs', () => {
    assert.deepEqual(explainEnvironment('interactive'), []);
    assert.match(explainEnvironment('spn').join(), /^Set AAD_SERVICE_PRINCIPAL_CLIENT_SECRET .* where kubectl runs/);
  });
});
