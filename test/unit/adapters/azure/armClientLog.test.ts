import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { ArmManagedClusters } from '../../../../src/adapters/azure/managedClusters.ts';
import { ArmOperations } from '../../../../src/adapters/azure/armOperations.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { contoso } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';
import { ScriptedArm } from './scriptedArm.ts';

// The SDK reads it when it loads, which is with the first call.
process.env['AZURE_LOG_LEVEL'] = 'verbose';

const signature = `c=${'MIIHhz'.repeat(600)}&s=sig-nature`;

describe('the SDK’s own log, where somebody switched it on', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let azure: ScriptedArm;
  before(async () => {
    arm = await ArmFixture.start();
    azure = await ScriptedArm.start();
    await arm.signInAs();
    arm.use({ armEndpoint: azure.endpoint });
  });
  after(async () => {
    azure.close();
    await arm.simulator.close();
  });

  it('has no token, and nothing of a signed URL, be it in a request or in an answer’s headers', async () => {
    const url = `${azure.endpoint}/operations/1?api-version=2025-03-01&${signature}`;
    azure.answer = ({ method }) => ({
      body: { status: 'InProgress' },
      headers: method === 'PUT' ? { 'azure-asyncoperation': url, location: url } : {},
    });
    const written: string[] = [];
    const spy = mock.method(process.stderr, 'write', (text: unknown) => {
      written.push(String(text));
      return true;
    });
    try {
      // Only its ids are read.
      const cluster = { ...production, resourceGroup: 'rg', name: 'web' } as unknown as Cluster;
      const tenants = { owner: contoso, lister: contoso };
      const seen = { cluster, account: arm.signIn.account, tenants, subscription: production };
      const before = { apiVersion: '2025-10-01', body: {}, eTag: 'e' };
      const { operation } = await new ArmManagedClusters(arm.client).update(seen, arm.caller(), before, {});
      assert.ok(operation);
      await new ArmOperations(arm.client).poll(seen, arm.caller(), operation);
    } finally {
      spy.mock.restore();
    }
    const text = written.join('');
    assert.ok(!/MIIHhz|sig-nature/.test(text), 'the signature is in the log');
    assert.ok(
      arm.signIn.tokens.every((token) => !text.includes(token)),
      'a token is in the log',
    );
  });
});
