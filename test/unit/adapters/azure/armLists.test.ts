import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { contoso } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';
import { ScriptedArm } from './scriptedArm.ts';

const name = 'Contoso [a](command:b) \u202e';
const cleaned = 'Contoso [a]?(command:b) ?';

describe('a list of ARM', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let azure: ScriptedArm;
  before(async () => {
    arm = await ArmFixture.start();
    azure = await ScriptedArm.start();
  });
  beforeEach(async () => {
    await arm.signInAs();
    arm.use({ armEndpoint: azure.endpoint });
    azure.calls.length = 0;
  });
  after(async () => {
    azure.close();
    await arm.simulator.close();
  });

  it('names tenants and subscriptions as they may stand in a sentence, whatever their owners call them', async () => {
    azure.answer = () => ({ body: { value: [{ tenantId: 't', subscriptionId: 's', displayName: name }] } });
    assert.deepEqual(await arm.directory.tenants(arm.caller()), [{ tenantId: 't', displayName: cleaned }]);
    const [subscription] = await arm.directory.subscriptions(arm.caller(), contoso.tenantId);
    assert.equal(subscription?.displayName, cleaned);
  });

  it('that leads back to itself is no list', async () => {
    azure.answer = ({ url }) => {
      const next = url.includes('page=2') ? '1' : '2';
      const path = url.replace(/&page=\d/, '');
      return { body: { value: [{ tenantId: 't' }], nextLink: `${azure.endpoint}${path}&page=${next}` } };
    };
    await assert.rejects(arm.directory.tenants(arm.caller()), { code: 'unexpectedAnswer', message: /does not end/ });
    assert.ok(azure.calls.length <= 3, String(azure.calls.length));
  });

  it('that goes on and on is no list either, of clusters neither', async () => {
    let page = 0;
    azure.answer = ({ url }) => {
      page += 1;
      return { body: { value: [], nextLink: `${azure.endpoint}${url.replace(/&page=\d+/, '')}&page=${page}` } };
    };
    const endless = { code: 'unexpectedAnswer', message: /does not end/ };
    await assert.rejects(arm.directory.tenants(arm.caller()), endless);
    assert.equal(azure.calls.length, 300);
    await assert.rejects(arm.directory.clusters(arm.caller(), production), endless);
  });
});
