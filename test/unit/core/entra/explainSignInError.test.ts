import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainSignInError } from '../../../../src/core/entra/explainSignInError.ts';

const advised: readonly (readonly [number, RegExp])[] = [
  [50076, /Multi-factor/],
  [50079, /Multi-factor/],
  [50072, /Multi-factor/],
  [50074, /Multi-factor/],
  [50078, /expired\. Sign in again/],
  [70043, /expired under a Conditional Access policy/],
  [50173, /revoked/],
  [53003, /Conditional Access policy blocks/],
  [53000, /compliant device/],
  [53001, /domain-joined/],
  [50097, /device authentication/],
  [530035, /Security defaults/],
  [50020, /does not exist in that tenant\..*Azure Lighthouse, which lends subscriptions, makes nobody a guest/],
  [50034, /no such user/],
  [50057, /disabled/],
  [50126, /user name or password/],
  [50105, /not assigned/],
  [65001, /Consent is missing/],
  [90094, /administrator has to grant consent/],
  [65002, /not pre-authorised/],
  [65004, /declined/],
  [700082, /expired\. Sign in again/],
  [70008, /expired\. Sign in again/],
  [500011, /AKS application does not exist/],
  [700016, /does not exist in that tenant/],
  [90002, /no such tenant/],
  [90038, /another cloud/],
  [530003, /your organisation manages/],
  [530036, /blocks device codes/],
  [530084, /token protection/],
  [50053, /locked/],
  [50055, /password has expired/],
  [90072, /not a guest/],
  [70044, /expired under a Conditional Access policy/],
  [700084, /expired\. Sign in again/],
  [50058, /session is over/],
  [70016, /device code yet/],
  [70018, /entered wrongly/],
  [70019, /has expired/],
  [70020, /has expired/],
  [7000215, /secret is wrong/],
  [7000222, /secret has expired/],
  [7000229, /no service principal/],
  [700027, /certificate was not accepted/],
  [700024, /not valid at this time/],
  [53002, /application that is approved/],
  [53004, /counts as risky/],
  [53009, /Intune/],
  [53011, /home tenant/],
  [530032, /security policy of the tenant/],
  [50005, /kind of device/],
  [50131, /Conditional Access policy blocks/],
  [50132, /revoked/],
  [50133, /revoked/],
  [50158, /another provider/],
  [50049, /address of this cloud/],
  [500571, /guest account is disabled/],
  [900021, /no such tenant/],
  [900023, /no such tenant/],
  [500200, /personal Microsoft account/],
  [500207, /personal Microsoft account/],
];

describe('explainSignInError', () => {
  for (const [code, advice] of advised) {
    it(`says what to do about AADSTS${code}`, () => {
      const text = `invalid_grant: ${code} - AADSTS${code}: Some text. Trace ID: 1234 Correlation ID: 5678`;
      const explained = explainSignInError(text);
      assert.match(explained, advice);
      assert.ok(explained.endsWith(`(AADSTS${code})`), explained);
    });
  }

  it('tells what the broker of the operating system said without a code of Entra', () => {
    const text = 'platform_broker_error: Error Code: 3399614476, Tag: 508634112';
    assert.match(explainSignInError(text), /broker did not complete the sign-in \(3399614476\)\. .*msal-no-broker/);
  });

  it('tells of a broker that gave no number either', () => {
    const explained = explainSignInError('platform_broker_error: the request was not answered');
    assert.match(explained, /sign-in broker did not complete the sign-in\. Sign in again; if that does not help/);
  });

  it('names a code that it has no advice for', () => {
    assert.equal(explainSignInError('AADSTS99999: x'), 'Microsoft Entra ID refused the sign-in. (AADSTS99999)');
  });

  it('repeats nothing of the text, which may hold names, addresses or tokens', () => {
    const text = 'AADSTS50020: User account ada@contoso.com from https://sts.windows.net/x access_token=eyJ0.abc.def';
    const explained = explainSignInError(text);
    for (const part of ['ada@', 'sts.windows', 'eyJ0']) {
      assert.ok(!explained.includes(part), explained);
    }
    assert.ok(!explainSignInError('access_token=eyJ0.abc.def').includes('eyJ0'));
  });

  it('tells what may be wrong where MSAL found no endpoints: it says the same for a tenant that is none', () => {
    for (const text of [
      'endpoints_resolution_error: Endpoints cannot be resolved',
      'openid_config_error: Could not retrieve endpoints.',
    ]) {
      assert.match(explainSignInError(text), /knows no such tenant, or could not be reached\. Check the tenant’s id/);
    }
  });

  it('says that the sign-in did not complete where there is no code', () => {
    assert.match(explainSignInError('Timed out'), /did not complete. Sign in again/);
    assert.match(explainSignInError(''), /did not complete/);
  });
});
