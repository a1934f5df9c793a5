import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signInFailure } from '../../../../src/core/entra/signInFailure.ts';

const broker = 'microsoft-authentication.implementation';
const discovery = 'microsoft-authentication.instanceDiscovery';

describe('signInFailure', () => {
  const failures: readonly (readonly [string, 'public' | 'usGovernment' | 'custom', string | undefined])[] = [
    ['platform_broker_error: Error Code: 3399614476, Tag: 508634112', 'public', broker],
    ['ServerError: native_account_unavailable', 'public', broker],
    ['platform_broker_error: AADSTS53003: blocked', 'public', undefined],
    ['AADSTS50076: MFA', 'public', undefined],
    ['endpoints_resolution_error: Endpoints cannot be resolved', 'usGovernment', undefined],
    ['endpoints_resolution_error: Endpoints cannot be resolved', 'custom', discovery],
    ['AADSTS50049: Unknown or invalid instance', 'custom', discovery],
    ['Timed out', 'custom', discovery],
    ['AADSTS50126: wrong password', 'custom', undefined],
  ];
  for (const [text, cloud, setting] of failures) {
    it(`leads to ${setting ?? 'no setting'} after ${text.slice(0, 40)} in the cloud ${cloud}`, () => {
      const error = signInFailure(text, cloud, () => true);
      assert.equal(error.code, 'signInFailed');
      assert.equal(error.setting, setting);
      assert.match(error.message, /^Could not sign in\. /);
      assert.equal(error.message.includes('instanceDiscovery'), setting === discovery);
      assert.equal(error.message.includes('msal-no-broker'), setting === broker);
    });
  }

  it('names no setting that this VS Code does not have, and says what helps then', () => {
    const error = signInFailure('endpoints_resolution_error: Endpoints cannot be resolved', 'custom', () => false);
    assert.equal(error.setting, undefined);
    assert.match(error.message, /login\.microsoftonline\.com.*no setting against that.*let it reach that host/);
  });
});
