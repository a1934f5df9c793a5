import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExistingBinding } from '../../../../src/core/access/accessPorts.ts';
import { clusterScope } from '../../../../src/core/access/clusterScope.ts';
import { type GrantListing, listGrants } from '../../../../src/core/access/existingGrants.ts';
import {
  failureLabel,
  grantExplanation,
  grantHolder,
  grantSummary,
} from '../../../../src/core/access/existingGrantTexts.ts';
import type { AzureRoleKey } from '../../../../src/core/access/roles.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { PeopleSearch } from '../../../../src/core/directory/people.ts';
import { AccessInMemory, ben, clusterWithRbac, existing, seenBy, team } from './accessFixture.ts';

const options = { interaction: 'silent', signal: new AbortController().signal } as const;
const azure = clusterWithRbac('azureRbac');
const kubernetes = clusterWithRbac('kubernetesRbac');
const scope = clusterScope(azure);
const people: PeopleSearch = {
  search: () => Promise.reject(new TypeError('not asked for')),
  byIds: () => Promise.resolve(new Map([ben, team].map((one) => [one.objectId, one]))),
};

function assigned(role: AzureRoleKey, at: string, principalId = team.objectId) {
  const id = `${at}/providers/Microsoft.Authorization/roleAssignments/${role}`;
  return { id, scope: at, role, principalId, principalType: 'Group', hasCondition: false };
}

async function list(ports: AccessInMemory, cluster = azure): Promise<GrantListing> {
  return listGrants({ ...portsOf(ports), people }, seenBy('ada@contoso.com', cluster), options);
}

function portsOf({ roleAssignments, clusterConnections }: AccessInMemory) {
  return { roleAssignments, clusterConnections };
}

async function lines(ports: AccessInMemory, cluster = azure): Promise<string[]> {
  return (await list(ports, cluster)).grants.map((grant) => `${grantHolder(grant)}: ${grantSummary(cluster, grant)}`);
}

describe('listGrants', () => {
  it('has role assignments with their scopes in words, and names where the directory tells them', async () => {
    const ports = new AccessInMemory();
    const stranger = '00000000-0000-4000-8000-00000000000f';
    ports.assigned = [
      assigned('owner', '/'),
      assigned('clusterUser', scope.replace('resourceGroups', 'resourcegroups')),
      assigned('rbacReader', `${scope}/namespaces/web`),
      assigned('rbacAdmin', `${scope}/managedNamespaces/pay`),
      assigned('wholeContributor', scope.split('/providers')[0] ?? ''),
      assigned('owner', `/subscriptions/${azure.subscriptionId}`, stranger),
      assigned('owner', '/providers/Microsoft.Management/managementGroups/mg-1'),
    ];
    const { grants } = await list(ports);
    assert.deepEqual(await lines(ports), [
      'Team R&D: AKS Cluster User · cluster',
      'Team R&D: AKS RBAC Reader · namespace web',
      'Team R&D: AKS RBAC Admin · managed namespace pay',
      'Team R&D: Owner · inherited from the root of the directory',
      'Team R&D: Contributor · inherited from the resource group rg-shop',
      `${stranger}: Owner · inherited from the subscription`,
      'Team R&D: Owner · inherited from the management group mg-1',
    ]);
    assert.deepEqual(
      grants.map((grant) => grant.kind === 'assignment' && grant.isInherited),
      [false, false, false, true, true, true, true],
    );
  });

  it('has bindings of Entra’s people and groups only, one row for each', async () => {
    const ports = new AccessInMemory();
    const many: ExistingBinding = {
      ...existing({
        name: 'devs',
        namespace: 'web',
        clusterRole: 'edit',
        subject: { kind: 'Group', name: team.objectId },
      }),
      subjects: [
        { kind: 'Group', name: team.objectId },
        { kind: 'User', name: 'ben@contoso.com' },
        { kind: 'ServiceAccount', name: 'default', namespace: 'web' },
        { kind: 'Group', name: 'system:masters' },
        { kind: 'User', name: 'system:node:a@b' },
        { kind: 'User', name: 'clusterAdmin' },
        { kind: 'User', name: ben.objectId },
        { kind: 'User', name: team.objectId },
      ],
    };
    ports.bindings = [many];
    const all = await lines(ports, kubernetes);
    assert.deepEqual(
      [...new Set(all)],
      [
        'Team R&D: edit · namespace web',
        'Ben Ortega: edit · namespace web',
        // No person has the id of a group.
        `${team.objectId}: edit · namespace web`,
      ],
    );
  });

  it('leaves out of AKS’s own bindings the admin groups only, and nothing that is merely called like them', async () => {
    const ports = new AccessInMemory();
    const cluster = {
      ...kubernetes,
      entra: { kind: 'managed', adminGroupObjectIds: [team.objectId.toUpperCase()] },
    } as const;
    const [toTeam, toBen] = [
      { kind: 'Group', name: team.objectId },
      { kind: 'User', name: 'ben@contoso.com' },
    ] as const;
    const admin = { clusterRole: 'cluster-admin', subject: toTeam } as const;
    const own = existing({ ...admin, name: 'aks-cluster-admin-binding-aad' });
    ports.bindings = [own, existing({ ...admin, name: 'aks-cluster-admin-binding' })];
    assert.deepEqual(await lines(ports, cluster), []);
    const seenOnce = async (...bindings: ExistingBinding[]) => {
      ports.bindings = bindings;
      return (await list(ports, cluster)).grants.length / 2;
    };
    // The fixture has the same for both kinds.
    assert.equal(await seenOnce({ ...own, subjects: [toTeam, toBen] }), 1);
    assert.equal(await seenOnce({ ...own, role: { kind: 'ClusterRole', name: 'edit' } }), 1);
    assert.equal(await seenOnce(existing({ ...admin, name: 'aks-cluster-admin-binding-mallory' })), 1);
    assert.equal(await seenOnce(existing({ ...admin, name: 'aks-cluster-admin-binding-aad', namespace: 'web' })), 1);
    ports.bindings = [own];
    assert.equal((await list(ports, kubernetes)).grants.length / 2, 1);
  });

  it('tells what could not be read beside what could: not readable is not none', async () => {
    const ports = new AccessInMemory();
    ports.assigned = new AksEntraError('missingRole', 'You may not.');
    ports.bindings = new AksEntraError('clusterRefused', 'The cluster refused it.');
    const { grants, failures } = await list(ports);
    assert.deepEqual(grants, []);
    assert.deepEqual(
      failures.map((failure) => [failureLabel(failure), failure.error.message]),
      [
        ['Role bindings of the whole cluster are not readable', 'The cluster refused it.'],
        ['Role bindings of namespaces are not readable', 'The cluster refused it.'],
        ['Role assignments are not readable', 'You may not.'],
      ],
    );
    ports.bindings = new AksEntraError('clusterUnreachable', 'Nobody answers.');
    assert.deepEqual(
      (await list(ports)).failures.map(({ part }) => part),
      ['cluster', 'assignments'],
    );
    ports.isUnreachable = true;
    assert.deepEqual(
      (await list(ports)).failures.map(({ part }) => part),
      ['cluster', 'assignments'],
    );
    const stopped = await list(ports, { ...azure, power: 'Stopped' });
    assert.match(
      stopped.failures.map(({ error }) => error.message).join('\n'),
      /shop is stopped: the bindings inside it/,
    );
  });
});

describe('grantExplanation', () => {
  it('says who may give access, and how many roles nobody here knows are counted', async () => {
    const ports = new AccessInMemory();
    ports.assigned = [assigned('userAccessAdministrator', scope), assigned('rbacAdministrator', scope)];
    ports.others = 2;
    const { grants, others } = await list(ports);
    assert.equal(others, 2);
    assert.ok(
      grants.length === 2 && grants.every((grant) => grantExplanation(azure, grant).includes('May give access to it.')),
    );
  });

  it('says what a role lets one do, and that Azure’s data roles do nothing where Kubernetes decides', async () => {
    const ports = new AccessInMemory();
    ports.assigned = [assigned('rbacReader', scope), { ...assigned('clusterUser', scope), hasCondition: true }];
    const { grants } = await list(ports);
    const [reader, user] = grants.map((grant) => grantExplanation(kubernetes, grant));
    assert.match(
      reader ?? '',
      /^Group Team R&D \(7ea0.*\)\. The role “Azure.* RBAC Reader”, cluster\. It has no effect here/,
    );
    assert.match(user ?? '', /Can fetch a credential.* A condition narrows it\.$/);
  });
});
