import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { development, production, retired } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';

describe('ArmClusterCredentials', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(() => arm.signInAs());
  after(() => arm.simulator.close());

  describe('userCredential', () => {
    it('returns the exec kubeconfig as text', async () => {
      const text = await arm.credentials.userCredential(
        arm.caller(),
        await arm.clusterNamed('payments-prod', production),
        'exec',
      );
      assert.match(text, /^apiVersion: v1\n/);
      assert.match(text, /command: kubelogin/);
      assert.match(text, /clusterUser_rg-payments_payments-prod/);
      assert.deepEqual(arm.simulator.surprises(), []);
    });

    it('returns the azure kubeconfig where that is asked for', async () => {
      const text = await arm.credentials.userCredential(
        arm.caller(),
        await arm.clusterNamed('payments-prod', production),
        'azure',
      );
      assert.match(text, /auth-provider:/);
      assert.doesNotMatch(text, /kubelogin/);
    });

    it('returns the static kubeconfig of a cluster without Entra', async () => {
      const text = await arm.credentials.userCredential(
        arm.caller(),
        await arm.clusterNamed('static-lab', development),
        'exec',
      );
      assert.match(text, /client-key-data:/);
    });

    it('names the role that is missing', async () => {
      const cluster = await arm.clusterNamed('audit-prod', production);
      await arm.rejectsWith(
        arm.credentials.userCredential(arm.caller(), cluster, 'exec'),
        'missingRole',
        /“Azure Kubernetes Service Cluster User Role”/,
      );
    });

    it('says that local accounts are disabled', async () => {
      const cluster = await arm.clusterNamed('sealed-lab', development);
      await arm.rejectsWith(
        arm.credentials.userCredential(arm.caller(), cluster, 'exec'),
        'localAccountsDisabled',
        /local accounts/,
      );
    });

    it('says what a disabled subscription refuses', async () => {
      const cluster = await arm.clusterNamed('attic', retired);
      await arm.rejectsWith(
        arm.credentials.userCredential(arm.caller(), cluster, 'exec'),
        'unexpectedAnswer',
        /disabled/i,
      );
    });
  });

  describe('adminCredential', () => {
    it('returns the static kubeconfig of the local administrator', async () => {
      const cluster = await arm.clusterNamed('payments-prod', production);
      const text = await arm.credentials.adminCredential(arm.caller(), cluster);
      assert.match(text, /clusterAdmin_rg-payments_payments-prod/);
      assert.match(text, /client-key-data:/);
      assert.deepEqual(arm.simulator.surprises(), []);
    });

    it('names the role that is missing', async () => {
      const cluster = await arm.clusterNamed('audit-prod', production);
      await arm.rejectsWith(
        arm.credentials.adminCredential(arm.caller(), cluster),
        'missingRole',
        /“Azure Kubernetes Service Cluster Admin Role”/,
      );
    });
  });

  it('returns the public name of a private cluster where that is asked for', async () => {
    const cluster = await arm.clusterNamed('edge-prod', production);
    const privately = await arm.credentials.userCredential(arm.caller(), cluster, 'exec');
    assert.match(privately, /server: https:\/\/[^\n]*privatelink/);
    const publicly = await arm.credentials.userCredential(arm.caller(), cluster, 'exec', 'public');
    assert.match(publicly, /server: https:\/\/[^\n]*\.hcp\./);
    assert.deepEqual(arm.simulator.surprises(), []);
  });
});
