import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fabrikam } from '../../../simulator/scenarios/people.ts';
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
        await arm.clusterNamed('payments-prod', production),
        arm.caller(),
        'exec',
      );
      assert.match(text, /^apiVersion: v1\n/);
      assert.match(text, /command: kubelogin/);
      assert.match(text, /clusterUser_rg-payments_payments-prod/);
      assert.deepEqual(arm.simulator.surprises(), []);
    });

    it('returns the azure kubeconfig where that is asked for', async () => {
      const text = await arm.credentials.userCredential(
        await arm.clusterNamed('payments-prod', production),
        arm.caller(),
        'azure',
      );
      assert.match(text, /auth-provider:/);
      assert.doesNotMatch(text, /kubelogin/);
    });

    it('returns the static kubeconfig of a cluster without Entra', async () => {
      const text = await arm.credentials.userCredential(
        await arm.clusterNamed('static-lab', development),
        arm.caller(),
        'exec',
      );
      assert.match(text, /client-key-data:/);
    });

    it('names the role that is missing', async () => {
      const cluster = await arm.clusterNamed('audit-prod', production);
      await arm.rejectsWith(
        arm.credentials.userCredential(cluster, arm.caller(), 'exec'),
        'missingRole',
        /“Azure Kubernetes Service Cluster User Role”/,
      );
    });

    it('says that local accounts are disabled', async () => {
      const cluster = await arm.clusterNamed('sealed-lab', development);
      await arm.rejectsWith(
        arm.credentials.userCredential(cluster, arm.caller(), 'exec'),
        'localAccountsDisabled',
        /^Could not get the clusterUser credential of sealed-lab\. Azure has no credential for sealed-lab: .*--enable-aad/,
      );
    });

    it('says that a deleted cluster is not found', async () => {
      const seen = await arm.clusterNamed('static-lab', development);
      const gone = { ...seen, cluster: { ...seen.cluster, name: 'gone' } };
      await arm.rejectsWith(
        arm.credentials.userCredential(gone, arm.caller(), 'exec'),
        'notFound',
        /credential of gone: .*refresh/,
      );
    });

    it('asks in the tenant that listed the cluster, whoever owns it', async () => {
      const seen = await arm.clusterNamed('payments-prod', production);
      const owner = { tenantId: fabrikam.tenantId, displayName: fabrikam.displayName };
      const cluster = { ...seen.cluster, tenantId: owner.tenantId };
      const projected = { ...seen, cluster, tenants: { ...seen.tenants, owner } };
      assert.match(await arm.credentials.userCredential(projected, arm.caller(), 'exec'), /command: kubelogin/);
      assert.equal(arm.signIn.requests.at(-1)?.tenantId, production.tenantId);
    });

    it('says what a disabled subscription refuses', async () => {
      const cluster = await arm.clusterNamed('attic', retired);
      await arm.rejectsWith(
        arm.credentials.userCredential(cluster, arm.caller(), 'exec'),
        'unexpectedAnswer',
        /disabled/i,
      );
    });
  });

  describe('adminCredential', () => {
    it('returns the static kubeconfig of the local administrator', async () => {
      const cluster = await arm.clusterNamed('payments-prod', production);
      const text = await arm.credentials.adminCredential(cluster, arm.caller());
      assert.match(text, /clusterAdmin_rg-payments_payments-prod/);
      assert.match(text, /client-key-data:/);
      assert.deepEqual(arm.simulator.surprises(), []);
    });

    it('names the role that is missing', async () => {
      const cluster = await arm.clusterNamed('audit-prod', production);
      await arm.rejectsWith(
        arm.credentials.adminCredential(cluster, arm.caller()),
        'missingRole',
        /“Azure Kubernetes Service Cluster Admin Role”/,
      );
    });
  });

  it('returns the public name of a private cluster where that is asked for', async () => {
    const cluster = await arm.clusterNamed('edge-prod', production);
    const privately = await arm.credentials.userCredential(cluster, arm.caller(), 'exec');
    assert.match(privately, /server: https:\/\/[^\n]*privatelink/);
    const publicly = await arm.credentials.userCredential(cluster, arm.caller(), 'exec', 'public');
    assert.match(publicly, /server: https:\/\/[^\n]*\.hcp\./);
    assert.deepEqual(arm.simulator.surprises(), []);
  });
});
