import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ApiServerConnections } from '../../../../src/adapters/kubernetes/clusterConnections.ts';
import type { ConnectedCluster } from '../../../../src/core/access/accessPorts.ts';
import type { PlannedBinding } from '../../../../src/core/access/grantPlan.ts';
import type { ClusterCredentials } from '../../../../src/core/clusters/clusterCredentials.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';
import { aksAdmins, ben } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from '../azure/armFixture.ts';
import { SimulatedSignIn } from '../azure/simulatedSignIn.ts';

const toBen: PlannedBinding = {
  name: 'aks-entra-view-ben',
  namespace: 'default',
  clusterRole: 'view',
  subject: { kind: 'User', name: ben.upn },
};

describe('ApiServerConnections against the simulated Azure and its clusters', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let seen: SeenCluster;
  before(async () => {
    arm = await ArmFixture.start();
  });
  beforeEach(async () => {
    await arm.signInAs();
    seen = await arm.clusterNamed('payments-prod', production);
  });
  after(() => arm.simulator.close());

  function connect(who = seen, credentials: ClusterCredentials = arm.credentials): Promise<ConnectedCluster> {
    return new ApiServerConnections(credentials, arm.signIn).connect(who, arm.caller());
  }

  it('ask the cluster in the name of who is signed in', async () => {
    const cluster = await connect();
    assert.ok((await cluster.namespaces()).includes('kube-system'));
    const question = { verb: 'create', resource: 'rolebindings', namespace: 'default' };
    assert.equal(await cluster.may(question), true);
    assert.equal(await cluster.may({ verb: '*', resource: '*' }), true);
    await arm.signInAs(ben.upn);
    const bens = await connect({ ...seen, account: arm.signIn.account });
    assert.equal(await bens.may(question), false);
    await arm.rejectsWith(bens.namespaces(), 'clusterRefused', /cannot list resource "namespaces"/);
  });

  it('create a binding once, tell it, and delete it only as it was read', async () => {
    const cluster = await connect();
    const made = await cluster.createBinding(toBen);
    assert.deepEqual(made.role, { kind: 'ClusterRole', name: 'view' });
    assert.deepEqual(made.subjects, [{ kind: 'User', name: ben.upn }]);
    assert.deepEqual(await cluster.binding(toBen), made);
    assert.ok((await cluster.bindings('rolebindings')).some(({ uid }) => uid === made.uid));
    assert.ok((await cluster.bindings('rolebindings', 'default')).some(({ uid }) => uid === made.uid));
    await arm.rejectsWith(cluster.createBinding(toBen), 'bindingTaken', /another one of that name/);
    const old = { ...made, resourceVersion: '1' };
    await arm.rejectsWith(cluster.deleteBinding(old), 'bindingChanged', /was changed in the meantime/);
    await cluster.deleteBinding(made);
    await cluster.deleteBinding(made);
    assert.equal(await cluster.binding(toBen), undefined);
  });

  it('take one of several people out of a binding, and leave the rest of it as it is', async () => {
    const cluster = await connect();
    const all: PlannedBinding = {
      name: 'readers',
      clusterRole: 'view',
      subject: { kind: 'Group', name: aksAdmins.objectId },
    };
    const made = await cluster.createBinding(all);
    await arm.rejectsWith(
      cluster.removeSubject({ ...made, resourceVersion: '1' }, all.subject),
      'bindingChanged',
      /was changed in the meantime/,
    );
    await cluster.removeSubject(made, all.subject);
    assert.deepEqual((await cluster.binding(all))?.subjects, []);
  });

  it('explain why nobody may give more than they have', async () => {
    await (await connect()).createBinding({ ...toBen, name: 'bens', clusterRole: 'admin' });
    const bens = await SimulatedSignIn.of(arm.simulator, ben.upn);
    const limited = await new ApiServerConnections(arm.credentials, bens).connect(seen, arm.caller());
    await arm.rejectsWith(
      limited.createBinding({ ...toBen, clusterRole: 'cluster-admin' }),
      'clusterRefused',
      /only what you may do there yourself, and the role holds more\./,
    );
  });

  it('send the token to the cluster that Azure names, whose own authority vouches for it, and to nobody else', async () => {
    const real = await arm.credentials.userCredential(seen, arm.caller(), 'exec');
    const { certPem } = await createCertificateAuthority('ca');
    const other = Buffer.from(certPem).toString('base64');
    const answers = (text: string): ClusterCredentials => ({
      userCredential: () => Promise.resolve(text),
      adminCredential: () => Promise.reject(new TypeError('not asked for')),
    });
    const strange = await connect(
      seen,
      answers(real.replace(/certificate-authority-data: \S+/, `certificate-authority-data: ${other}`)),
    );
    await arm.rejectsWith(strange.namespaces(), 'clusterUnreachable', /a certificate of another authority/);
    assert.deepEqual(
      arm.simulator.record.filter(({ host }) => host.endsWith('azmk8s.io')),
      [],
    );
    for (const change of [
      real.replace(/(server: \S+)/, '$1\n    insecure-skip-tls-verify: true'),
      real.replace(/(server: \S+)/, '$1\n    proxy-url: http://127.0.0.1:1'),
      real.replace(/(server: \S+)/, '$1\n    tls-server-name: other.example'),
      real.replace('https://', 'http://'),
    ]) {
      await arm.rejectsWith(connect(seen, answers(change)), 'credentialUntrusted', /not one that this extension knows/);
    }
    const without = real.replace(/ +certificate-authority-data: \S+\n/, '');
    await arm.rejectsWith(connect(seen, answers(without)), 'credentialInvalid', /names no certificate authority/);
  });

  it('tell a lost answer to a write as not known, and one to a question as not reached', async () => {
    const cluster = await connect();
    arm.simulator.faults.set({ kind: 'dropped', method: 'POST', path: 'bindings', times: 1 });
    await arm.rejectsWith(cluster.createBinding(toBen), 'updateUnanswered', /not known whether the cluster did this/);
    arm.simulator.faults.set({ kind: 'dropped', method: 'POST', path: 'selfsubjectaccessreviews', times: 1 });
    await arm.rejectsWith(cluster.may({ verb: '*', resource: '*' }), 'clusterUnreachable', /cannot be reached/);
  });

  it('say how else it can be done where a cluster is private, and end on cancel', async () => {
    const hidden = await connect(await arm.clusterNamed('vault-prod', production));
    await arm.rejectsWith(
      hidden.namespaces(),
      'clusterUnreachable',
      /private cluster.*run the lines where it is reachable/,
    );
    const controller = new AbortController();
    const cluster = await new ApiServerConnections(arm.credentials, arm.signIn).connect(
      seen,
      arm.caller('silent', controller.signal),
    );
    const listing = cluster.namespaces();
    controller.abort();
    await arm.isCancelled(listing);
  });
});
