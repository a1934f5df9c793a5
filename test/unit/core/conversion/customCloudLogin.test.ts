import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertModeFitsCloud } from '../../../../src/core/conversion/customCloudLogin.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';

describe('assertModeFitsCloud', () => {
  const refused = ['devicecode', 'interactive', 'spn', 'ropc', 'azurepipelines'];
  for (const mode of [...loginModeNames, 'vscode'] as const) {
    it(`${refused.includes(mode) ? 'refuses' : 'takes'} ${mode} in a custom cloud, for which kubelogin asks the public one`, () => {
      const assertion = () => {
        assertModeFitsCloud(mode, 'AzureStackCloud');
      };
      if (refused.includes(mode)) {
        assert.throws(assertion, { code: 'credentialNotConvertible', message: /would sign in to the public one/ });
      } else {
        assertion();
      }
    });
  }

  it('takes every mode in the clouds that kubelogin knows', () => {
    for (const environment of [undefined, 'AzurePublicCloud', 'AzureChinaCloud']) {
      assertModeFitsCloud('devicecode', environment);
    }
  });
});
