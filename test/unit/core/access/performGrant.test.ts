import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Grant, planGrant } from '../../../../src/core/access/grantPlan.ts';
import { grantResult } from '../../../../src/core/access/grantResult.ts';
import {
  type GrantOutcome,
  isNameTaken,
  performGrant,
  undoable,
  undoGrant,
} from '../../../../src/core/access/performGrant.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import { AccessInMemory, ben, clusterWithRbac, existing, seenBy } from './accessFixture.ts';

const options = { interaction: 'allowed', signal: new AbortController().signal } as const;
const cluster = clusterWithRbac('kubernetesRbac');
const seen = seenBy('ada@contoso.com', cluster);
const grant: Grant = { who: ben, where: { kind: 'namespace', name: 'shop' }, level: 'view' };
const bindingName = 'aks-entra-view-ben-ortega-be000000';
const view = { namespace: 'shop', clusterRole: 'view', subject: { kind: 'User', name: 'ben@contoso.com' } } as const;
const edit = { ...view, clusterRole: 'edit' } as const;
const unanswered = new AksEntraError('updateUnanswered', 'Nobody knows.');
const notFound = new AksEntraError('principalNotFound', 'Not there yet.');

function perform(ports: AccessInMemory, pauses: number[] = [], signal = options.signal): Promise<GrantOutcome> {
  return performGrant(
    ports,
    seen,
    planGrant(cluster, grant),
    { ...options, signal },
    {
      report: () => undefined,
      pause: (ms) => {
        pauses.push(ms);
        return signal.aborted ? Promise.reject(cancellation()) : Promise.resolve();
      },
    },
  );
}

describe('performGrant', () => {
  it('assigns first and binds then, and takes both back, the last first', async () => {
    const ports = new AccessInMemory();
    const outcome = await perform(ports);
    assert.equal(outcome.failed, undefined);
    assert.match(
      grantResult(cluster, grant, outcome).message,
      /^“Ben Ortega” was granted view in the namespace “shop” of shop\. It can take up to five minutes\.$/,
    );
    await undoGrant(ports, seen, outcome.done, options);
    assert.deepEqual(ports.written, [
      'assign clusterUser shop',
      `bind ${bindingName}`,
      `delete ${bindingName}`,
      'unassign 1',
    ]);
  });

  it('counts what is there already as done, and does not take it back', async () => {
    const ports = new AccessInMemory();
    ports.refusals = [new AksEntraError('alreadyAssigned', 'There.')];
    ports.bindings = [existing({ name: bindingName, ...view })];
    const { done, failed } = await perform(ports);
    assert.deepEqual([done.length, failed, done.every(({ made }) => made === undefined)], [2, undefined, true]);
    await undoGrant(ports, seen, done, options);
    assert.deepEqual(ports.written, []);
  });

  it('waits for a group that was made a moment ago, two minutes at most', async () => {
    const ports = new AccessInMemory();
    const pauses: number[] = [];
    ports.refusals = [notFound, notFound];
    assert.equal((await perform(ports, pauses)).failed, undefined);
    assert.deepEqual(pauses, [5_000, 5_000]);
    ports.refusals = Array.from({ length: 100 }, () => notFound);
    pauses.length = 0;
    assert.equal((await perform(ports, pauses)).failed?.error, notFound);
    assert.equal(pauses.length * 5, 120);
  });

  it('stops where the name that was shown is taken by then: a binding of another name was agreed to by nobody', async () => {
    const ports = new AccessInMemory();
    ports.bindings = [existing({ name: bindingName, ...edit })];
    const { failed } = await perform(ports);
    assert.ok(failed !== undefined && isNameTaken(failed.error));
    assert.ok(!isNameTaken(unanswered));
    assert.deepEqual([ports.written.slice(1), failed.unsure], [[], undefined]);
  });

  it('tells exactly what was done, what was not, and how to finish it', async () => {
    const ports = new AccessInMemory();
    ports.isUnreachable = true;
    const outcome = await perform(ports);
    const { message, finish } = grantResult(cluster, grant, outcome);
    assert.match(
      message,
      /^The grant is incomplete\. Done: The role “Azure Kubernetes Service Cluster User Role” in Azure.* Not done: A RoleBinding “aks-entra-view.* The API server cannot be reached\.$/,
    );
    assert.deepEqual(finish?.split('\n').slice(1), [
      `kubectl create rolebinding ${bindingName} --clusterrole=view --user='ben@contoso.com' --namespace=shop --context shop`,
    ]);
  });

  it('does not say that nothing was done where nobody knows, and takes a role back by the id that it was sent with', async () => {
    for (const error of [unanswered, cancellation()]) {
      const ports = new AccessInMemory();
      ports.refusals = [error];
      const outcome = await perform(ports);
      const { message, finish } = grantResult(cluster, grant, outcome);
      assert.match(
        message,
        /^It is not known whether this was done: The role “Azure Kubernetes Service Cluster User Role” in Azure, .* Not done: A RoleBinding .* (Nobody knows\.|It was cancelled while that was on its way\.)$/,
      );
      assert.match(
        finish ?? '',
        /^az role assignment create .*\naz aks get-credentials .*\nkubectl create rolebinding .* --context /,
      );
      assert.deepEqual(ports.written, []);
      await undoGrant(ports, seen, undoable(outcome), options);
      assert.deepEqual(ports.written, ['unassign chosen']);
    }
  });

  it('takes a binding that nobody answered back where it is there as it was sent, and no other', async () => {
    const ports = new AccessInMemory();
    ports.bindingRefusals = [unanswered];
    const outcome = await perform(ports);
    const { message } = grantResult(cluster, grant, outcome);
    assert.match(
      message,
      /^It is not known whether this was done: A RoleBinding .* Done: The role “Azure.* Nobody knows\.$/,
    );
    assert.doesNotMatch(message, /Not done/);
    for (const bindings of [[], [existing({ name: bindingName, ...edit })]]) {
      ports.bindings = bindings;
      ports.written.length = 0;
      await undoGrant(ports, seen, undoable(outcome), options);
      assert.deepEqual(ports.written, ['unassign 1']);
    }
    ports.bindings = [existing({ name: bindingName, ...view })];
    ports.written.length = 0;
    await undoGrant(ports, seen, undoable(outcome), options);
    assert.deepEqual(ports.written, [`delete ${bindingName}`, 'unassign 1']);
  });

  it('knows that nothing is on its way where it was cancelled between two requests', async () => {
    const ports = new AccessInMemory();
    const controller = new AbortController();
    ports.refusals = [notFound];
    controller.abort(cancellation());
    const before = await perform(ports, [], controller.signal);
    assert.deepEqual([ports.written, undoable(before)], [[], []]);
    assert.equal(grantResult(cluster, grant, before).message, 'Nothing was granted. It was cancelled.');
    const waiting = await performGrant(ports, seen, planGrant(cluster, grant), options, {
      report: () => undefined,
      pause: () => Promise.reject(cancellation()),
    });
    assert.equal(grantResult(cluster, grant, waiting).message, 'Nothing was granted. It was cancelled.');
  });
});
