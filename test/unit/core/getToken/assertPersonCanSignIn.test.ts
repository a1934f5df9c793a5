import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertPersonCanSignIn } from '../../../../src/core/getToken/assertPersonCanSignIn.ts';
import type { EntraProof } from '../../../../src/core/getToken/entraTokenRequest.ts';

const deviceCode: EntraProof = { kind: 'deviceCode', tenantId: 't', clientId: 'c' };
const browser: EntraProof = { kind: 'browser', tenantId: 't', clientId: 'c' };
const nowhere = { isErrorTerminal: false, platform: 'linux', environment: {} };

function check(
  proof: EntraProof,
  isInteractive: boolean,
  place: Partial<typeof nowhere> & { environment?: object },
): void {
  assertPersonCanSignIn(
    proof,
    { apiVersion: 'client.authentication.k8s.io/v1', isInteractive },
    { ...nowhere, ...place, environment: { ...place.environment } },
  );
}

describe('assertPersonCanSignIn', () => {
  it('shows a device code only where somebody may read it', () => {
    check(deviceCode, true, {});
    check(deviceCode, false, { isErrorTerminal: true });
    assert.throws(() => {
      check(deviceCode, false, {});
    }, /needs a person at a terminal/);
  });

  it('opens a browser only where there may be one, whether or not kubectl lends its input', () => {
    for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'BROWSER', 'WSL_DISTRO_NAME']) {
      check(browser, false, { environment: { [name]: 'x' } });
    }
    for (const platform of ['win32', 'darwin']) {
      check(browser, false, { platform });
    }
    for (const environment of [{}, { DISPLAY: '' }]) {
      assert.throws(() => {
        check(browser, true, { isErrorTerminal: true, environment });
      }, /needs a browser/);
    }
  });

  it('asks nothing of machines', () => {
    check({ kind: 'azureCli' }, false, {});
    check({ kind: 'managedIdentity' }, false, {});
  });
});
