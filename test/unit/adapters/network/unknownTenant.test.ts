import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { unknownTenant } from '../../../../src/adapters/network/unknownTenant.ts';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import { isCancellation } from '../../../../src/core/cancellation.ts';
import { contoso } from '../../../simulator/scenarios/people.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import { leadToSimulator } from '../azure/leadToSimulator.ts';

describe('a tenant that was typed in', { timeout: 30_000 }, () => {
  const cloud = cloudFromSetting(undefined);
  const never = new AbortController().signal;
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
    leadToSimulator(simulator);
  });
  beforeEach(() => {
    simulator.reset();
  });
  after(async () => {
    await simulator.close();
  });

  it('is looked up without a sign-in, by its id or a domain', async () => {
    for (const tenant of [contoso.tenantId, contoso.defaultDomain]) {
      assert.equal(await unknownTenant(cloud, tenant, never), undefined, tenant);
    }
    for (const tenant of ['nowhere.example', '00000000-0000-0000-0000-00000000abcd']) {
      assert.equal(await unknownTenant(cloud, tenant, never), 'There is no such tenant. (AADSTS90002)');
    }
    assert.deepEqual(
      simulator.record.map(({ host, path }) => [host, path.split('/').slice(2).join('/')]),
      Array.from({ length: 4 }, () => ['login.microsoftonline.com', 'v2.0/.well-known/openid-configuration']),
    );
  });

  it('is left to the sign-in where Entra does not answer so, and in a custom cloud', async () => {
    for (const status of [500, 503] as const) {
      simulator.faults.set({ kind: 'serverError', status, host: 'login.microsoftonline.com' });
      assert.equal(await unknownTenant(cloud, 'nowhere.example', never), undefined);
    }
    simulator.faults.clear();
    simulator.faults.set({ kind: 'dropped', host: 'login.microsoftonline.com' });
    assert.equal(await unknownTenant(cloud, 'nowhere.example', never), undefined);
    const address = 'https://arm.example';
    const custom = cloudFromSetting('custom', {
      resourceManagerEndpointUrl: address,
      managementEndpointUrl: address,
      portalUrl: address,
    });
    simulator.faults.clear();
    const asked = simulator.record.length;
    assert.equal(await unknownTenant(custom, 'nowhere.example', never), undefined);
    assert.equal(simulator.record.length, asked);
  });

  it('is not waited for after a cancel', async () => {
    simulator.faults.set({ kind: 'hang', host: 'login.microsoftonline.com' });
    const controller = new AbortController();
    const asked = unknownTenant(cloud, contoso.tenantId, controller.signal);
    controller.abort();
    await assert.rejects(asked, isCancellation);
  });
});
