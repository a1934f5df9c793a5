import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { Fault } from './faults.ts';
import { ada, contoso, fabrikam } from './scenarios/people.ts';
import { development, production } from './scenarios/subscriptions.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { aksScope, armScope, callSimulator, redeem, refresh, signIn, type Reply } from './simulatorClient.ts';

const tenants = 'https://management.azure.com/tenants?api-version=2022-12-01';

describe('faults of the simulated Azure', () => {
  let simulator: Simulator;
  let token: string;
  let refreshToken: unknown;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    const answer = await signIn(simulator, { upn: ada.upn });
    token = String(answer['access_token']);
    refreshToken = answer['refresh_token'];
  });
  after(() => simulator.close());

  it('latency delays and then answers', async () => {
    simulator.faults.set({ kind: 'latency', milliseconds: 120 });
    const start = performance.now();
    assert.equal((await ask()).status, 200);
    assert.ok(performance.now() - start >= 115);
  });

  it('throttled answers 429 with Retry-After, or without', async () => {
    simulator.faults.set({ kind: 'throttled', retryAfterSeconds: 7, times: 1 });
    simulator.faults.set({ kind: 'throttled', times: 1 });
    const replies = [await ask(), await ask(), await ask()];
    assert.deepEqual(
      replies.map((reply) => [reply.status, reply.headers['retry-after']]),
      [
        [429, '7'],
        [429, undefined],
        [200, undefined],
      ],
    );
    assert.equal((replies[0]?.json()['error'] as { code: string }).code, 'TooManyRequests');
  });

  it('server errors last until they are cleared', async () => {
    const id = simulator.faults.set({ kind: 'serverError', status: 503 });
    assert.deepEqual([(await ask()).status, (await ask()).status], [503, 503]);
    simulator.faults.clear(id);
    assert.equal((await ask()).status, 200);
  });

  it('a fault can be limited to a host, a path and a method', async () => {
    simulator.faults.set({ kind: 'serverError', status: 500, host: 'graph.microsoft.com' });
    simulator.faults.set({ kind: 'serverError', status: 500, path: '^/subscriptions' });
    simulator.faults.set({ kind: 'serverError', status: 500, method: 'DELETE' });
    assert.equal((await ask()).status, 200);
    assert.equal((await ask('https://management.azure.com/subscriptions?api-version=2022-12-01')).status, 500);
  });

  it('a hang never answers, and a dropped connection breaks', async () => {
    const hang = simulator.faults.set({ kind: 'hang' });
    await assert.rejects(callSimulator(simulator, tenants, { token, signal: AbortSignal.timeout(150) }), /aborted/i);
    // Under load the call may have ended before it arrived: the next one is not to hang in its place.
    simulator.faults.clear(hang);
    simulator.faults.set({ kind: 'dropped', times: 1 });
    await assert.rejects(ask(), /socket hang up|ECONNRESET/);
    assert.equal((await ask()).status, 200);
  });

  it('a claims challenge stands until a token issued with those claims arrives', async () => {
    simulator.faults.set({ kind: 'claimsChallenge' });
    const challenged = await ask();
    assert.equal(challenged.status, 401);
    const header = String(challenged.headers['www-authenticate']);
    assert.match(header, /error="insufficient_claims"/);
    const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
    const plain = await refresh(simulator, contoso.tenantId, refreshToken, armScope);
    assert.equal((await ask(tenants, String(plain.json()['access_token']))).status, 401);
    const stepped = await refresh(simulator, contoso.tenantId, refreshToken, armScope, { claims });
    assert.equal((await ask(tenants, String(stepped.json()['access_token']))).status, 200);
  });

  it('an interactive claims challenge is met by signing in again only', async () => {
    simulator.faults.set({ kind: 'claimsChallenge', interactive: true });
    const header = String((await ask()).headers['www-authenticate']);
    const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
    const refused = (await refresh(simulator, contoso.tenantId, refreshToken, armScope, { claims })).json();
    assert.deepEqual(
      [refused['error'], refused['error_codes'], refused['claims']],
      ['interaction_required', [50076], claims],
    );
    const again = await signIn(simulator, { upn: ada.upn, claims });
    assert.equal((await ask(tenants, String(again['access_token']))).status, 200);
  });

  it('short-lived tokens live as long as they are told to, and ARM refuses them afterwards', async () => {
    simulator.faults.set({ kind: 'shortLivedTokens', seconds: 1 });
    const answer = (await refresh(simulator, contoso.tenantId, refreshToken, armScope)).json();
    assert.equal(answer['expires_in'], 1);
    const { exp, iat } = decodeJwt(String(answer['access_token']));
    assert.equal((exp ?? 0) - (iat ?? 0), 1);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const late = await ask(tenants, String(answer['access_token']));
    assert.equal(late.status, 401);
    assert.match(late.body, /ExpiredAuthenticationToken/);
  });

  it('a revoked session cannot refresh, a new one can', async () => {
    simulator.faults.set({ kind: 'revokedSession', upn: ada.upn });
    assert.deepEqual(
      (await refresh(simulator, contoso.tenantId, refreshToken, armScope)).json()['error_codes'],
      [50173],
    );
    // A session counts as begun after the revocation from the next millisecond on.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const again = await signIn(simulator, { upn: ada.upn });
    assert.equal((await refresh(simulator, contoso.tenantId, again['refresh_token'], armScope)).status, 200);
  });

  it('a revoked session’s token is challenged at once if its client understands challenges', async () => {
    const cp1 = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
    const capable = (await refresh(simulator, contoso.tenantId, refreshToken, armScope, { claims: cp1 })).json();
    simulator.faults.set({ kind: 'revokedSession' });
    const challenged = await ask(tenants, String(capable['access_token']));
    assert.equal(challenged.status, 401);
    assert.match(String(challenged.headers['www-authenticate']), /claims="/);
    assert.equal((await ask()).status, 200);
  });

  it('mfaRequired lets nobody refresh who signed in before', async () => {
    simulator.faults.set({ kind: 'mfaRequired' });
    const body = (await refresh(simulator, contoso.tenantId, refreshToken, armScope)).json();
    assert.deepEqual([body['error'], body['error_codes']], ['interaction_required', [50076]]);
  });

  it('one failing subscription leaves the others alone', async () => {
    simulator.faults.set({ kind: 'failingSubscription', subscriptionId: production.subscriptionId });
    assert.equal((await ask(clustersOf(production.subscriptionId))).status, 500);
    assert.equal((await ask(clustersOf(development.subscriptionId))).status, 200);
  });

  it('one failing tenant leaves the others alone', async () => {
    simulator.faults.set({ kind: 'failingTenant', tenantId: fabrikam.tenantId });
    const refused = (await refresh(simulator, fabrikam.tenantId, refreshToken, aksScope)).json();
    assert.deepEqual(refused['error_codes'], [53003]);
    assert.equal((await refresh(simulator, contoso.tenantId, refreshToken, aksScope)).status, 200);
  });

  it('forbidden hits ARM and not Entra, and no fault is a surprise', async () => {
    const fault: Fault = { kind: 'forbidden', times: 1 };
    simulator.faults.set(fault);
    const form = { client_id: 'x', grant_type: 'refresh_token', refresh_token: 'x' };
    assert.equal((await redeem(simulator, contoso.tenantId, form)).status, 400);
    assert.equal((await ask()).status, 403);
    assert.equal((await ask()).status, 200);
    assert.deepEqual(simulator.surprises(), []);
    assert.deepEqual(
      simulator.record.slice(-2).map((call) => call.status),
      [403, 200],
    );
  });

  it('a refusal that no role explains names the scope and the action of the call, and is no surprise', async () => {
    const group = clustersOf(production.subscriptionId).replace('/providers', '/resourceGroups/rg/providers');
    const credential = group.replace('?', '/web/listClusterUserCredential?');
    simulator.faults.set({ kind: 'refused', refusal: 'denyAssignment', times: 1 });
    simulator.faults.set({ kind: 'refused', refusal: 'scopeLocked', times: 1 });
    const [denied, locked] = [await ask(credential), await ask(credential)].map((reply) => [
      reply.status,
      reply.json()['error'] as { code: string; message: string },
    ]);
    assert.deepEqual([denied?.[0], locked?.[0]], [403, 409]);
    assert.match(JSON.stringify(denied), /DenyAssignmentAuthorizationFailed.*managedClusters\/read'/);
    assert.match(JSON.stringify(locked), /ScopeLocked.*managedClusters\/web' cannot.*locked: '[^']*\/rg'/);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('a policy that asks for multi-factor authentication stands until a token with its claims arrives', async () => {
    simulator.faults.set({ kind: 'refused', refusal: 'policyMfa' });
    const challenged = await ask();
    assert.equal(challenged.status, 401);
    assert.equal((challenged.json()['error'] as { code: string }).code, 'RequestDisallowedByPolicy');
    const encoded = /claims="([^"]+)"/.exec(String(challenged.headers['www-authenticate']))?.[1] ?? '';
    const claims = Buffer.from(encoded, 'base64').toString();
    assert.equal(claims, '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}');
    const answer = await refresh(simulator, contoso.tenantId, refreshToken, armScope, { claims });
    assert.equal((await ask(tenants, String(answer.json()['access_token']))).status, 200);
  });

  function ask(url = tenants, bearer = token): Promise<Reply> {
    return callSimulator(simulator, url, { token: bearer });
  }
});

function clustersOf(subscriptionId: string): string {
  return `https://management.azure.com/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/managedClusters?api-version=2025-10-01`;
}
