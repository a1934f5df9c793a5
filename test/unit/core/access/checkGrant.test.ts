import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkGrant, type GrantCheck } from '../../../../src/core/access/checkGrant.ts';
import { clusterScope } from '../../../../src/core/access/clusterScope.ts';
import { type Grant, planGrant } from '../../../../src/core/access/grantPlan.ts';
import type { AzureRoleKey } from '../../../../src/core/access/roles.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { AccessInMemory, ben, clusterWithRbac, existing, seenBy, team } from './accessFixture.ts';

const options = { interaction: 'allowed', signal: new AbortController().signal } as const;
const azure = clusterWithRbac('azureRbac');
const kubernetes = clusterWithRbac('kubernetesRbac');
const toBen: Grant = { who: ben, where: { kind: 'namespace', name: 'shop' }, level: 'view' };

function check(ports: AccessInMemory, cluster = kubernetes, grant: Grant = toBen): Promise<GrantCheck> {
  return checkGrant(ports, seenBy('ada@contoso.com', cluster), planGrant(cluster, grant), options);
}

function assigned(role: AzureRoleKey, scope: string, hasCondition = false) {
  return { id: '/x', scope, role, principalId: ben.objectId, principalType: 'User', hasCondition };
}

describe('checkGrant', () => {
  it('lets an owner of the cluster give all of it, and writes nothing', async () => {
    const ports = new AccessInMemory();
    const { steps, there, obstacles, notes } = await check(ports);
    assert.deepEqual([steps.length, there, obstacles, notes], [2, [], [], []]);
    assert.deepEqual(ports.asked[0], { verb: 'create', resource: 'rolebindings', namespace: 'shop' });
    assert.deepEqual(ports.written, []);
  });

  it('skips with a word what is there already, at the cluster or above it, but not by a condition or below', async () => {
    const ports = new AccessInMemory();
    ports.assigned = [assigned('clusterUser', '/subscriptions/5ab00000-0000-4000-8000-000000000001')];
    const one = await check(ports, azure);
    assert.deepEqual(
      one.steps.map((step) => step.kind === 'assignment' && step.role),
      ['rbacReader'],
    );
    assert.match(one.there.join(), /^The role “Azure Kubernetes Service Cluster User Role” is there already/);
    ports.assigned.push(assigned('rbacWriter', clusterScope(azure)));
    assert.equal((await check(ports, azure)).steps.length, 0);
    ports.assigned = [
      assigned('rbacReader', clusterScope(azure), true),
      assigned('clusterUser', `${clusterScope(azure)}/namespaces/shop`),
    ];
    assert.equal((await check(ports, azure)).steps.length, 2);
    ports.assigned = new AksEntraError('missingRole', 'May not read them.');
    assert.equal((await check(ports, azure)).steps.length, 2);
  });

  it('skips a binding that says the same, whatever it is called', async () => {
    const ports = new AccessInMemory();
    const subject = { kind: 'User', name: 'ben@contoso.com' } as const;
    ports.bindings = [existing({ name: 'other', namespace: 'shop', clusterRole: 'view', subject })];
    const found = await check(ports);
    assert.deepEqual(
      found.steps.map(({ kind }) => kind),
      ['assignment'],
    );
    assert.match(found.there.join(), /The binding “other” says it already: “ben@contoso.com” has view there\./);
    ports.bindings = [
      existing({ name: 'more', namespace: 'shop', clusterRole: 'edit', subject }),
      existing({ name: 'elsewhere', namespace: 'default', clusterRole: 'view', subject }),
    ];
    assert.equal((await check(ports)).steps.length, 2);
  });

  it('says who can where this account cannot', async () => {
    const ports = new AccessInMemory();
    ports.mayAssign = false;
    ports.mayCreate = false;
    const { obstacles } = await check(ports);
    assert.match(obstacles.join('\n'), /“ada@contoso.com” may not assign roles on “shop”\. An Owner, User Access/);
    assert.match(obstacles.join('\n'), /does not let you give access in the namespace “shop”/);
    // Two roles, and one reason.
    assert.equal((await check(ports, azure)).obstacles.length, 1);
  });

  it('says that there is no such namespace, or that the cluster cannot be reached', async () => {
    const ports = new AccessInMemory();
    const nowhere = await check(ports, kubernetes, { ...toBen, where: { kind: 'namespace', name: 'shpo' } });
    assert.match(nowhere.obstacles.join(), /There is no namespace “shpo” in the cluster/);
    ports.isUnreachable = true;
    assert.match((await check(ports)).obstacles.join(), /cannot be reached/);
  });

  it('looks for the namespace where Azure decides too, and notes where nobody can look', async () => {
    const ports = new AccessInMemory();
    assert.deepEqual(await check(ports, azure), {
      steps: planGrant(azure, toBen),
      there: [],
      obstacles: [],
      notes: [],
    });
    const nowhere: Grant = { ...toBen, where: { kind: 'namespace', name: 'shpo' } };
    assert.match((await check(ports, azure, nowhere)).obstacles.join(), /There is no namespace “shpo” in the cluster/);
    const unknown = /^Whether there is a namespace “shpo” in “shop” is not known/;
    const stopped = await check(ports, { ...azure, power: 'Stopped' }, nowhere);
    ports.isUnreachable = true;
    for (const { notes, obstacles } of [stopped, await check(ports, azure, nowhere)]) {
      assert.deepEqual(obstacles, []);
      assert.match(notes.join(), unknown);
    }
    const managed: Grant = { ...toBen, where: { kind: 'managedNamespace', name: 'pay' } };
    assert.deepEqual((await check(ports, azure, managed)).notes, []);
  });

  it('notes where the cluster alone knows whether so much may be given', async () => {
    const ports = new AccessInMemory();
    ports.mayBind = false;
    const { notes, obstacles } = await check(ports, kubernetes, { ...toBen, who: team });
    assert.deepEqual(obstacles, []);
    assert.match(notes.join(), /only what you may do there yourself/);
  });

  it('finds a name for the binding that is free, so that what is shown is what is written', async () => {
    const ports = new AccessInMemory();
    const names = async () =>
      (await check(ports)).steps.flatMap((step) => (step.kind === 'binding' ? step.binding.name : []));
    const [free = ''] = await names();
    const taken = (name: string) =>
      existing({ name, namespace: 'shop', clusterRole: 'edit', subject: { kind: 'User', name: 'cleo@contoso.com' } });
    ports.bindings = [taken(free)];
    assert.deepEqual(await names(), [`${free}-2`]);
    ports.bindings.push(taken(`${free}-2`));
    assert.deepEqual(await names(), [`${free}-3`]);
    ports.bindings.push(...[3, 4, 5].map((number) => taken(`${free}-${number}`)));
    assert.match(
      (await check(ports)).obstacles.join(),
      /no free name for the binding: “aks-entra-view-ben.*” is taken, and so are those with a number/,
    );
    // Who may not look gives it the first name; where that is taken, it is said then.
    ports.bindings = new AksEntraError('clusterRefused', 'You may not look.');
    assert.deepEqual([await names(), (await check(ports)).obstacles], [[free], []]);
  });
});
