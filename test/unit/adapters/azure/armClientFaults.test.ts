import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '../../../../src/core/clusters/clusterPorts.ts';
import { contoso, fabrikam } from '../../../simulator/scenarios/people.ts';
import { development, production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture, armHost } from './armFixture.ts';
import { assertHoldsNoSecret } from './assertHoldsNoSecret.ts';

describe('ArmClient with a fault', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(() => arm.signInAs());
  after(() => arm.simulator.close());

  const reads: readonly (readonly [string, (caller?: Caller) => Promise<unknown>])[] = [
    ['tenants', (caller = arm.caller()) => arm.directory.tenants(caller)],
    ['subscriptions', (caller = arm.caller()) => arm.directory.subscriptions(caller, contoso.tenantId)],
    ['clusters', (caller = arm.caller()) => arm.directory.clusters(caller, production)],
  ];
  for (const [name, read] of reads) {
    it(`reports 429 without Retry-After at once (${name})`, async () => {
      arm.simulator.faults.set({ kind: 'throttled', host: armHost });
      await arm.rejectsWith(read(), 'throttled', /try again in a minute/);
      assert.equal(arm.armCalls().length, 1);
    });

    it(`reports a long Retry-After instead of waiting for it (${name})`, async () => {
      arm.simulator.faults.set({ kind: 'throttled', host: armHost, retryAfterSeconds: 60 });
      const startedMs = performance.now();
      await arm.rejectsWith(read(), 'throttled', /try again in 60 seconds/);
      assert.ok(performance.now() - startedMs < 5_000);
      assert.equal(arm.armCalls().length, 1);
    });

    it(`gives up on a call that is never answered (${name})`, async () => {
      arm.simulator.faults.set({ kind: 'hang', host: armHost });
      arm.use({ answerWithinMs: 300 });
      await arm.rejectsWith(read(), 'offline', /cannot be reached \(no answer in time\)/);
    });

    it(`stops at once when cancelled during a call that is never answered (${name})`, async () => {
      arm.simulator.faults.set({ kind: 'hang', host: armHost });
      const controller = new AbortController();
      const cancelled = arm.isCancelled(read(arm.caller('silent', controller.signal)));
      setTimeout(() => {
        controller.abort();
      }, 100);
      await cancelled;
    });

    it(`answers a claims challenge silently, with the claims as they stood in the header (${name})`, async () => {
      arm.simulator.faults.set({ kind: 'claimsChallenge' });
      await read();
      const claims = arm.signIn.requests.map((request) => request.claims).filter((asked) => asked !== undefined);
      const challenge = Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"p1"}}}').toString('base64');
      assert.deepEqual(new Set(claims), new Set([challenge]));
      assert.equal(arm.signIn.prompts, 0);
      assert.deepEqual(arm.simulator.surprises(), []);
    });

    it(`reports a challenge that only a prompt could answer where none is allowed (${name})`, async () => {
      arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true });
      await arm.rejectsWith(read(), 'signedOut', /AADSTS50076/);
      assert.equal(arm.signIn.prompts, 0);
    });

    it(`reports 403 (${name})`, async () => {
      arm.simulator.faults.set({ kind: 'forbidden' });
      await arm.rejectsWith(read(), 'missingRole', /Azure refused it/);
      assert.equal(arm.armCalls().length, 1);
    });
  }

  it(`waits for a short Retry-After once`, async () => {
    arm.simulator.faults.set({ kind: 'throttled', host: armHost, retryAfterSeconds: 1, times: 1 });
    await arm.directory.clusters(arm.caller(), production);
  });

  for (const status of [500, 503] as const) {
    it(`tries once more after ${status}`, async () => {
      arm.simulator.faults.set({ kind: 'serverError', status, host: armHost, times: 1 });
      await arm.directory.clusters(arm.caller(), production);
    });
  }

  it(`reports an outage after two attempts`, async () => {
    arm.simulator.faults.set({ kind: 'serverError', status: 503, host: armHost });
    await arm.rejectsWith(arm.directory.clusters(arm.caller(), production), 'azureUnavailable', /Azure answered 503/);
    assert.equal(arm.armCalls().length, 2);
  });

  it(`reports a connection that is dropped`, async () => {
    arm.simulator.faults.set({ kind: 'dropped', host: armHost });
    await arm.rejectsWith(
      arm.directory.clusters(arm.caller(), production),
      'offline',
      /cannot be reached \(ECONNRESET\)/,
    );
  });

  it('gives up on a second page that is never answered', async () => {
    arm.simulator.faults.set({ kind: 'hang', host: armHost, path: 'skiptoken' });
    arm.use({ answerWithinMs: 300 });
    await arm.rejectsWith(arm.directory.clusters(arm.caller(), production), 'offline', /no answer in time/);
    await arm.rejectsWith(arm.directory.subscriptions(arm.caller(), contoso.tenantId), 'offline', /no answer in time/);
  });

  it('sends nothing more once it is cancelled between two pages', async () => {
    arm.simulator.faults.set({ kind: 'latency', host: armHost, path: 'skiptoken', milliseconds: 300 });
    const controller = new AbortController();
    const cancelled = arm.isCancelled(arm.directory.clusters(arm.caller('silent', controller.signal), production));
    while (arm.armCalls().length < 1) {
      await delay(5);
    }
    controller.abort();
    await cancelled;
    await delay(600);
    assert.ok(arm.armCalls().length <= 2, arm.armCalls().join('\n'));
  });

  it('never starts where it is cancelled already', async () => {
    await arm.isCancelled(arm.directory.tenants(arm.caller('silent', AbortSignal.abort())));
    await arm.isCancelled(arm.directory.clusters(arm.caller('silent', AbortSignal.abort()), production));
    await delay(100);
    assert.deepEqual(arm.armCalls(), []);
    assert.deepEqual(arm.signIn.requests, []);
  });

  it('prompts for a challenge where the user asked for the work, once', async () => {
    arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true });
    assert.equal((await arm.directory.tenants(arm.caller('allowed'))).length, 2);
    assert.equal(arm.signIn.prompts, 1);
  });

  it('takes a sign-in window that the user closes as a cancel', async () => {
    arm.simulator.faults.set({ kind: 'claimsChallenge', interactive: true });
    arm.signIn.isWindowClosed = true;
    await arm.isCancelled(arm.directory.clusters(arm.caller('allowed'), production));
  });

  it('asks for a new sign-in where the session was revoked', async () => {
    await arm.directory.tenants(arm.caller());
    await delay(5);
    arm.simulator.faults.set({ kind: 'revokedSession' });
    await arm.rejectsWith(arm.directory.tenants(arm.caller()), 'signedOut', /AADSTS50173/);
  });

  it('asks Entra once for a token that is refused, not again and again', async () => {
    arm.simulator.faults.set({ kind: 'failingTenant', tenantId: contoso.tenantId });
    await arm.rejectsWith(arm.directory.clusters(arm.caller(), production), 'signedOut', /AADSTS53003/);
    assert.equal(arm.signIn.requests.length, 1);
    assert.deepEqual(arm.armCalls(), []);
  });

  it('asks for a new sign-in where ARM takes the token as expired', async () => {
    arm.simulator.faults.set({ kind: 'shortLivedTokens', seconds: -10 });
    await arm.rejectsWith(arm.directory.tenants(arm.caller()), 'signedOut', /Sign in again/);
  });

  it('is offline where nothing listens', async () => {
    arm.use({ armEndpoint: 'https://127.0.0.1:1' });
    await arm.rejectsWith(arm.directory.tenants(arm.caller()), 'offline', /ECONNREFUSED/);
  });

  it('is offline where the certificate is not trusted, and says so', async () => {
    arm.use({ armEndpoint: `https://127.0.0.1:${arm.simulator.tlsPort}` });
    await arm.rejectsWith(arm.directory.tenants(arm.caller()), 'offline', /\((?!no answer)[A-Z_]+\)/);
  });

  it('shows a failing subscription and a failing tenant beside what can be listed', async () => {
    // Only who lists one by one meets the fault of one.
    arm.simulator.faults.set({ kind: 'forbidden', path: 'Microsoft.ResourceGraph' });
    arm.simulator.faults.set({ kind: 'failingSubscription', subscriptionId: development.subscriptionId });
    arm.simulator.faults.set({ kind: 'failingTenant', tenantId: fabrikam.tenantId });
    const { subscriptions, tenantFailures } = await arm.listAll();
    const told = [
      ...subscriptions.map(({ subscription, outcome }) => `${subscription.displayName} ${outcome.kind}`),
      ...tenantFailures.map(({ tenant, error }) => `${tenant.displayName} ${error.code}`),
    ];
    assert.deepEqual(told.toSorted(), [
      'Contoso Development failed',
      'Contoso Production listed',
      'Contoso Retired listed',
      'Contoso Sandbox listed',
      'Fabrikam signedOut',
    ]);
    assertHoldsNoSecret([subscriptions, tenantFailures], arm.signIn.tokens);
  });
});
