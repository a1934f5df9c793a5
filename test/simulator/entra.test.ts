import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ClientSecretCredential, DeviceCodeCredential } from '@azure/identity';
import { PublicClientApplication } from '@azure/msal-node';
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify, UnsecuredJWT } from 'jose';
import { aksClientAppId, aksServerAppId, vscodeClientId } from './entra/wellKnownApps.ts';
import { aksAdmins, ada, adaInFabrikam, cleo, contoso, deployer, fabrikam } from './scenarios/people.ts';
import { msalNetwork, sdkHttpClient } from './sdkTransport.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import {
  accessToken,
  aksScope,
  armScope,
  callSimulator,
  formField,
  login,
  redeem,
  refresh,
  signIn,
} from './simulatorClient.ts';

const legacyServer = 'legacy-web';
const subscriptionsUrl = 'https://management.azure.com/subscriptions?api-version=2022-12-01';

describe('the simulated Entra', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(() => {
    simulator.reset();
  });
  after(() => simulator.close());

  it('signs a person in with code, PKCE and form_post, and its token verifies against the published keys', async () => {
    const answer = await signIn(simulator, { upn: ada.upn });
    const keys = createRemoteJWKSet(new URL(`${login}/${contoso.tenantId}/discovery/v2.0/keys`), {
      [customFetch]: async (url) => new Response((await callSimulator(simulator, url)).body),
    });
    const { payload } = await jwtVerify(String(answer['access_token']), keys);
    assert.equal(payload.aud, 'https://management.core.windows.net/');
    assert.equal(payload.iss, `https://sts.windows.net/${contoso.tenantId}/`);
    assert.equal(payload['ver'], '1.0');
    assert.equal(payload['upn'], ada.upn);
    assert.deepEqual(JSON.parse(Buffer.from(String(answer['client_info']), 'base64url').toString()), {
      uid: ada.objectId,
      utid: contoso.tenantId,
    });
    const lifetimeSeconds = Number(answer['expires_in']);
    assert.ok(lifetimeSeconds >= 3600 && lifetimeSeconds < 5400);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('turns a refresh token of the home tenant into an AKS token of a tenant where the person is a guest', async () => {
    const { refresh_token: token } = await signIn(simulator, { upn: ada.upn });
    const claims = decodeJwt(
      String((await refresh(simulator, fabrikam.tenantId, token, aksScope)).json()['access_token']),
    );
    assert.equal(claims.aud, '6dae42f8-4368-4678-94ff-3960e28e3630');
    assert.equal(claims['oid'], adaInFabrikam);
    assert.equal(claims['upn'], undefined);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('forgets on reset who was signed in, but for those whom it is told', async () => {
    const { refresh_token: adas, access_token: adasToken } = await signIn(simulator, { upn: ada.upn });
    const signedIn = simulator.signedIn();
    const { refresh_token: bens } = await signIn(simulator, { upn: 'ben@contoso.com' });
    simulator.reset(signedIn);
    assert.equal((await refresh(simulator, contoso.tenantId, adas, aksScope)).status, 200);
    assert.equal((await callSimulator(simulator, subscriptionsUrl, { token: String(adasToken) })).status, 200);
    assert.equal((await refresh(simulator, contoso.tenantId, bens, aksScope)).status, 400);
    simulator.reset();
    assert.equal((await refresh(simulator, contoso.tenantId, adas, aksScope)).status, 400);
  });

  it('names groups in the token up to 200 and points to Graph above', async () => {
    const few = decodeJwt(await accessToken(simulator, { upn: ada.upn, tenant: contoso.tenantId, scope: aksScope }));
    const many = decodeJwt(await accessToken(simulator, { upn: cleo.upn, tenant: contoso.tenantId, scope: aksScope }));
    assert.ok((few['groups'] as string[]).includes(aksAdmins.objectId));
    assert.equal(many['groups'], undefined);
    assert.deepEqual(many['_claim_names'], { groups: 'src1' });
  });

  it('puts a changed membership into the next token only', async () => {
    const { refresh_token: token } = await signIn(simulator, { upn: 'ben@contoso.com' });
    simulator.directory.setMembership(
      'aks-admins',
      simulator.directory.findUser('ben@contoso.com')?.objectId ?? '',
      true,
    );
    const claims = decodeJwt(
      String((await refresh(simulator, contoso.tenantId, token, aksScope)).json()['access_token']),
    );
    assert.ok((claims['groups'] as string[]).includes(aksAdmins.objectId));
  });

  it('serves MSAL itself: code, then silently another resource and another tenant', async () => {
    const msal = new PublicClientApplication({
      auth: { clientId: vscodeClientId, authority: `${login}/organizations` },
      system: { networkClient: msalNetwork(simulator) },
    });
    const redirectUri = 'http://localhost:1234';
    const url = await msal.getAuthCodeUrl({ scopes: [armScope], redirectUri, loginHint: ada.upn });
    const location = (await callSimulator(simulator, url)).headers.location ?? '';
    const code = new URL(location).searchParams.get('code') ?? '';
    const first = await msal.acquireTokenByCode({ scopes: [armScope], redirectUri, code });
    assert.equal(first.account?.homeAccountId, `${ada.objectId}.${contoso.tenantId}`);
    assert.ok(first.account);
    const account = first.account;
    const again = await msal.acquireTokenSilent({ scopes: [armScope], account });
    assert.equal(again.fromCache, true);
    const authority = `${login}/${fabrikam.tenantId}`;
    const aks = await msal.acquireTokenSilent({ scopes: [aksScope], account, authority });
    assert.equal(aks.fromCache, false);
    assert.equal(decodeJwt(aks.accessToken)['tid'], fabrikam.tenantId);
    // MSAL looks its cache up by the account's own tenant: a guest tenant's token is found with that tenant's account.
    assert.ok(aks.account);
    const guest = { scopes: [aksScope], account: aks.account, authority };
    assert.equal((await msal.acquireTokenSilent(guest)).fromCache, true);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('restores the callback URL that VS Code puts into state without escaping, and vscode.dev sends the browser there', async () => {
    const callback = 'http://127.0.0.1:8000/callback?vscode-reqid=7&vscode-scheme=code-oss&vscode-authority=x.y';
    const query = new URLSearchParams({
      client_id: vscodeClientId,
      response_type: 'code',
      redirect_uri: 'https://vscode.dev/redirect',
      scope: `${armScope} openid`,
      response_mode: 'form_post',
      login_hint: ada.upn,
    });
    const authorize = `${login}/organizations/oauth2/v2.0/authorize?${query.toString()}&state=${encodeURI(callback)}`;
    const page = await callSimulator(simulator, authorize);
    const state = formField(page.body, 'state');
    assert.equal(state, callback);
    const redirect = await callSimulator(simulator, 'https://vscode.dev/redirect', {
      body: new URLSearchParams({ code: formField(page.body, 'code') ?? '', state, client_info: 'x' }),
    });
    assert.equal(redirect.status, 302);
    const target = new URL(redirect.headers.location ?? '');
    assert.equal(target.searchParams.get('vscode-reqid'), '7');
    assert.equal(target.searchParams.get('vscode-authority'), 'x.y');
    assert.equal(target.searchParams.get('code'), formField(page.body, 'code'));
  });

  it('takes a code once, and only with the verifier that belongs to it', async () => {
    const query = new URLSearchParams({
      client_id: vscodeClientId,
      response_type: 'code',
      redirect_uri: 'http://localhost/',
      scope: armScope,
      code_challenge: 'not the hash of the verifier',
      code_challenge_method: 'S256',
      login_hint: ada.upn,
    });
    const answer = await callSimulator(simulator, `${login}/organizations/oauth2/v2.0/authorize?${query.toString()}`);
    const code = new URL(answer.headers.location ?? '').searchParams.get('code') ?? '';
    const form = {
      client_id: vscodeClientId,
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'http://localhost/',
    };
    const refused = (await redeem(simulator, 'organizations', { ...form, code_verifier: 'wrong' })).json();
    assert.deepEqual(refused['error_codes'], [501481]);
    assert.equal(refused['error'], 'invalid_grant');
    assert.match(simulator.surprises()[0]?.surprise ?? '', /AADSTS501481/);
  });

  it('gives an app its token for a secret through @azure/identity, and none for a wrong secret', async () => {
    const httpClient = sdkHttpClient(simulator);
    const good = new ClientSecretCredential(contoso.tenantId, deployer.clientId, deployer.clientSecret, { httpClient });
    const claims = decodeJwt((await good.getToken(aksScope)).token);
    assert.equal(claims['oid'], deployer.objectId);
    assert.equal(claims['idtyp'], 'app');
    const bad = new ClientSecretCredential(contoso.tenantId, deployer.clientId, 'guess', { httpClient });
    await assert.rejects(bad.getToken(aksScope), /AADSTS7000215/);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('takes a federated assertion in place of the secret, and no other', async () => {
    const [federated] = deployer.federatedCredentials ?? [];
    assert.ok(federated);
    const assertion = (subject: string, audience = 'api://AzureADTokenExchange'): string =>
      new UnsecuredJWT({})
        .setIssuer(federated.issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setExpirationTime('5m')
        .encode();
    const form = { client_id: deployer.clientId, grant_type: 'client_credentials', scope: aksScope };
    const good = await redeem(simulator, contoso.tenantId, { ...form, client_assertion: assertion(federated.subject) });
    assert.equal(good.status, 200);
    const bad = await redeem(simulator, contoso.tenantId, { ...form, client_assertion: assertion('someone else') });
    assert.deepEqual(bad.json()['error_codes'], [70021]);
    const elsewhere = assertion(federated.subject, 'api://somewhere-else');
    const stolen = await redeem(simulator, contoso.tenantId, { ...form, client_assertion: elsewhere });
    assert.deepEqual(stolen.json()['error_codes'], [700212]);
  });

  it('takes the scopes that MSAL for Go, and so kubelogin, asks for as an app', async () => {
    const form = {
      client_id: deployer.clientId,
      client_secret: deployer.clientSecret,
      grant_type: 'client_credentials',
    };
    const asked = { ...form, scope: `${aksScope} openid offline_access profile` };
    const good = await redeem(simulator, contoso.tenantId, asked);
    assert.equal(good.status, 200);
    assert.equal(decodeJwt(String(good.json()['access_token'])).aud, aksServerAppId);
    assert.deepEqual([good.json()['refresh_token'], good.json()['id_token']], [undefined, undefined]);
    for (const scope of ['openid offline_access profile', `${aksServerAppId}/user.read openid`]) {
      const bad = await redeem(simulator, contoso.tenantId, { ...form, scope });
      assert.deepEqual(bad.json()['error_codes'], [70011], scope);
    }
  });

  it('keeps a device code pending until somebody enters it and picks an account', async () => {
    let shown = '';
    const credential = new DeviceCodeCredential({
      tenantId: contoso.tenantId,
      clientId: aksClientAppId,
      httpClient: sdkHttpClient(simulator),
      userPromptCallback: ({ userCode, verificationUri }) => {
        shown = userCode;
        void (async () => {
          const picker = await callSimulator(simulator, verificationUri, {
            body: new URLSearchParams({ user_code: userCode }),
          });
          await callSimulator(simulator, verificationUri, {
            body: new URLSearchParams({ request: formField(picker.body, 'request') ?? '', upn: ada.upn }),
          });
        })();
      },
    });
    const claims = decodeJwt((await credential.getToken(aksScope)).token);
    assert.equal(claims['upn'], ada.upn);
    assert.equal(shown.length, 9);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('says authorization_pending and access_denied to the one who polls a device code', async () => {
    const asked = await callSimulator(simulator, `${login}/${contoso.tenantId}/oauth2/v2.0/devicecode`, {
      body: new URLSearchParams({ client_id: aksClientAppId, scope: aksScope }),
    });
    const { device_code: deviceCode, user_code: userCode } = asked.json();
    const poll = { client_id: aksClientAppId, grant_type: 'device_code', device_code: String(deviceCode) };
    const pending = (await redeem(simulator, contoso.tenantId, poll)).json();
    assert.equal(pending['error'], 'authorization_pending');
    await callSimulator(simulator, `${login}/devicelogin`, {
      body: new URLSearchParams({ request: String(userCode), cancel: 'true' }),
    });
    assert.equal((await redeem(simulator, contoso.tenantId, poll)).json()['error'], 'access_denied');
  });

  const refusals: [string, number, () => Promise<Record<string, unknown>>][] = [
    [
      'an unknown tenant',
      90002,
      async () => (await refreshAda('11111111-1111-4111-8111-111111111111', armScope)).json(),
    ],
    [
      'a tenant that the person is not in',
      50020,
      async () => (await refreshAs('ben@contoso.com', fabrikam.tenantId)).json(),
    ],
    ['an unknown resource', 500011, async () => (await refreshAda(contoso.tenantId, 'api://nothing/.default')).json()],
    [
      'two resources at once',
      28000,
      async () => (await refreshAda(contoso.tenantId, `${armScope} ${aksScope}`)).json(),
    ],
    [
      'Graph where nobody consented',
      65001,
      async () => (await refreshAda(fabrikam.tenantId, 'https://graph.microsoft.com/.default')).json(),
    ],
    [
      'a legacy cluster’s own server app',
      65001,
      async () => (await refreshAda(contoso.tenantId, `${legacyServerAppId()}/.default`)).json(),
    ],
  ];
  for (const [what, code, ask] of refusals) {
    it(`refuses ${what} with AADSTS${code}`, async () => {
      const body = await ask();
      assert.deepEqual(body['error_codes'], [code]);
      assert.match(String(body['error_description']), new RegExp(`^AADSTS${code}: `));
    });
  }

  it('records no secret: neither code nor token nor client_info is in any recorded path', async () => {
    const answer = await signIn(simulator, { upn: ada.upn });
    const text = JSON.stringify(simulator.record);
    for (const name of ['access_token', 'refresh_token', 'client_info']) {
      assert.ok(!text.includes(String(answer[name])), name);
    }
  });

  async function refreshAs(upn: string, tenant: string, scope = armScope): ReturnType<typeof refresh> {
    return refresh(simulator, tenant, (await signIn(simulator, { upn }))['refresh_token'], scope);
  }
  function refreshAda(tenant: string, scope: string): ReturnType<typeof refresh> {
    return refreshAs(ada.upn, tenant, scope);
  }
  function legacyServerAppId(): string {
    const legacy = simulator.directory.scenario.clusters.find((cluster) => cluster.name === legacyServer);
    return legacy?.arm.properties.aadProfile?.serverAppID ?? '';
  }
});
