import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AssignedRole } from '../../../../src/core/access/accessPorts.ts';
import { clusterScope } from '../../../../src/core/access/clusterScope.ts';
import { azureRoles, type AzureRoleKey } from '../../../../src/core/access/roles.ts';
import { checkReport } from '../../../../src/core/checks/checkReport.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { ForbiddenFacts, OwnToken } from '../../../../src/core/forbidden/forbiddenFacts.ts';
import { forbiddenRows } from '../../../../src/core/forbidden/forbiddenRows.ts';
import { parseRefusal } from '../../../../src/core/forbidden/parseRefusal.ts';
import { rbacDataActions } from '../../../../src/core/forbidden/rbacDataActions.ts';
import type { EligibleRole } from '../../../../src/core/roleActivation/eligibleRole.ts';
import { ben, clusterWithRbac, seenBy } from '../access/accessFixture.ts';

const upn = 'ben@contoso.com';
const admins = 'ad000000-0000-4000-8000-000000000001';
const denial = 'User does not have access to the resource in Azure. Update role assignment to allow access.';
const azure = seenBy(upn, clusterWithRbac('azureRbac'));
const kubernetes = seenBy(upn, {
  ...clusterWithRbac('kubernetesRbac'),
  entra: { kind: 'managed', adminGroupObjectIds: [admins] },
});
const scope = clusterScope(azure.cluster);
const token: OwnToken = {
  objectId: ben.objectId,
  upn,
  issuedOnMs: Date.parse('2026-11-30T10:31:05Z'),
  groups: { kind: 'known', ids: new Set(), source: 'token' },
};

function rowsOf(message: string, facts: ForbiddenFacts): CheckRow[] {
  return forbiddenRows(parseRefusal(message), facts);
}

const secrets = (reason = `: ${denial}`, user = upn): string =>
  `Error from server (Forbidden): secrets is forbidden: User "${user}" cannot list resource "secrets" in API group "" in the namespace "shop"${reason}`;

function row(rows: readonly CheckRow[], id: string): CheckRow {
  const found = rows.find((one) => one.id === id);
  assert.ok(found, `no row ${id} among ${rows.map((one) => one.id).join()}`);
  return found;
}

function lineOf(one: CheckRow): string | undefined {
  return one.remedies?.flatMap((remedy) => (remedy.kind === 'copyLine' ? remedy.line : []))[0];
}

const kinds = (one: CheckRow): string[] =>
  (one.remedies ?? []).map((remedy) => (remedy.kind === 'onCluster' ? remedy.command : remedy.kind));

function assigned(role: AzureRoleKey, at: string, principalId: string, principalType = 'User'): AssignedRole {
  return { id: `${at}/${role}`, scope: at, role, principalId, principalType, hasCondition: false };
}

function eligible(role: AzureRoleKey, at: string, active?: EligibleRole['active']): EligibleRole {
  return {
    roleDefinitionId: `/providers/x/${azureRoles[role].id}`,
    roleId: azureRoles[role].id,
    name: azureRoles[role].name,
    scope: at,
    scheduleName: 'one',
    ...(active === undefined ? {} : { active }),
  };
}

describe('why Azure said Forbidden', () => {
  const facts: ForbiddenFacts = {
    contextName: 'shop',
    login: 'vscode',
    seen: azure,
    token,
    permissions: new Map([[scope, []]]),
    assigned: [assigned('rbacReader', scope, ben.objectId)],
    eligible: [],
  };

  it('is first what was refused, then the role that is missing, with the line that gives it', () => {
    const rows = rowsOf(secrets(), facts);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['request', 'role', 'token', 'activation', 'scopes'],
    );
    assert.equal(rows[0]?.title, '“ben@contoso.com” may not list “secrets” in the namespace “shop”');
    const role = row(rows, 'role');
    assert.deepEqual([role.title, role.summary], ['Missing role', 'RBAC Writer · namespace “shop”']);
    assert.match(role.details?.[0] ?? '', /^“Azure Kubernetes Service RBAC Writer” is the smallest/);
    assert.deepEqual(
      [row(rows, 'token').state, row(rows, 'token').title],
      ['note', 'No admin group, and no group with an Azure role, lets you in'],
    );
    assert.deepEqual(kinds(role), ['grantAccess', 'copyLine']);
    assert.equal(
      lineOf(role),
      `az role assignment create --assignee-object-id ${ben.objectId} --assignee-principal-type User --role "Azure Kubernetes Service RBAC Writer" --scope '${scope}/namespaces/shop'`,
    );
  });

  it('tells the scopes in their order, with what one has there', () => {
    const { rows = [] } = row(rowsOf(secrets(), facts), 'scopes');
    assert.deepEqual(
      rows.map(({ title, state, summary }) => [title, state, summary]),
      [
        ['1. the namespace “shop”, and all above it', 'error', 'your roles do not cover it: “RBAC Reader”'],
        ['2. the managed namespace “shop”', 'error', 'your roles do not cover it: “RBAC Reader”'],
        ['3. the namespace “shop” of its fleet, where it is a member of one', 'skipped', 'cannot be seen from here'],
        ['4. the managed namespace “shop” of that fleet', 'skipped', 'cannot be seen from here'],
      ],
    );
    const nodes =
      'nodes is forbidden: User "ben@contoso.com" cannot list resource "nodes" in API group "" at the cluster scope';
    assert.equal(row(rowsOf(`${nodes}: ${denial}`, facts), 'scopes').rows?.length, 2);
  });

  it('offers the role that one could activate before what takes somebody else', () => {
    const rows = rowsOf(secrets(), {
      ...facts,
      eligible: [eligible('rbacReader', scope), eligible('rbacAdmin', scope)],
    });
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['request', 'activation', 'role', 'token', 'scopes'],
    );
    const activation = row(rows, 'activation');
    assert.deepEqual([activation.title, activation.summary], ['You can activate (PIM)', 'RBAC Admin · this cluster']);
    assert.deepEqual(kinds(activation), ['activateRole']);
  });

  it('promises nothing of roles that it does not look into: custom ones, and those of groups', () => {
    const custom = { ...eligible('rbacAdmin', scope), roleDefinitionId: '/providers/x/custom', roleId: 'custom' };
    const { summary, state, remedies = [] } = row(rowsOf(secrets(), { ...facts, eligible: [custom] }), 'activation');
    assert.equal(summary, 'no AKS role covers it');
    assert.deepEqual([state, remedies.map(({ kind }) => kind)], ['note', ['activateRole']]);
  });

  it('says that an active one takes its time', () => {
    const rows = rowsOf(secrets(), { ...facts, eligible: [eligible('rbacAdmin', scope, {})] });
    assert.equal(row(rows, 'activation').title, 'Active role (PIM)');
    assert.deepEqual(kinds(row(rows, 'activation')), ['refreshToken']);
  });

  it('says that nothing is missing where Azure’s roles cover it by now', () => {
    const covered = { ...facts, permissions: new Map([[`${scope}/namespaces/shop`, [rbacDataActions.rbacWriter]]]) };
    const rows = rowsOf(secrets(), covered);
    assert.equal(row(rows, 'role').title, 'Your Azure roles cover it now');
    assert.equal(row(rows, 'scopes').rows?.[0]?.state, 'ok');
  });

  it('is an old token where a group has the role and the directory knows one in it', () => {
    const rows = rowsOf(secrets(), {
      ...facts,
      assigned: [assigned('rbacWriter', scope, admins, 'Group')],
      memberOf: new Set([admins]),
      groupNames: new Map([[admins, 'shop-team']]),
    });
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['request', 'token', 'scopes'],
    );
    assert.equal(row(rows, 'token').title, 'Your token is older than your membership in “shop-team”');
    assert.deepEqual(kinds(row(rows, 'token')), ['refreshToken']);
  });

  it('names no role where Azure did not answer, and none of Azure’s for whom it does not know', () => {
    const failed = rowsOf(secrets(': Access denied due to Azure RBAC check failure. Please retry later.'), facts);
    assert.deepEqual(
      failed.map(({ id, state }) => [id, state]),
      [['request', 'warning']],
    );
    const unknown = rowsOf(secrets(': Azure does not have opinion for this non AAD user. If', 'somebody'), facts);
    assert.match(row(unknown, 'role').summary ?? '', /^“edit”/);
    assert.match(unknown[0]?.details?.[0] ?? '', /no object id of Entra/);
  });

  it('says what covers a custom resource', () => {
    const text = `virtualservices.networking.istio.io is forbidden: User "${upn}" cannot list resource "virtualservices" in API group "networking.istio.io" in the namespace "shop": ${denial}`;
    const role = row(rowsOf(text, { ...facts, assigned: [assigned('rbacWriter', scope, ben.objectId)] }), 'role');
    assert.match(role.summary ?? '', /^RBAC Admin/);
    assert.match(
      role.details?.join(' ') ?? '',
      /is a custom resource: the roles RBAC Reader and RBAC Writer cover none/,
    );
  });

  it('gives the line for an application as such, and a word to fill in for somebody whose id nobody knows', () => {
    const id = '5e000000-0000-4000-8000-000000000001';
    const ofApp = rowsOf(secrets(undefined, id), { ...facts, login: 'spn' });
    assert.match(
      lineOf(row(ofApp, 'role')) ?? '',
      new RegExp(`--assignee-object-id ${id} --assignee-principal-type ServicePrincipal`),
    );
    const other = rowsOf(secrets(undefined, 'cleo@contoso.com'), facts);
    assert.match(lineOf(row(other, 'role')) ?? '', /--assignee-object-id OBJECT_ID --assignee-principal-type User/);
    assert.match(row(other, 'who').title, /^kubectl was “cleo@contoso\.com” there, and VS Code is signed in as “ben@/);
    assert.equal(
      other.some(({ id: one }) => one === 'scopes' || one === 'activation'),
      false,
    );
  });
});

describe('why Kubernetes said Forbidden', () => {
  const facts: ForbiddenFacts = {
    contextName: 'shop',
    login: 'vscode',
    seen: kubernetes,
    token,
    permissions: new Map(),
    memberOf: new Set(),
    groupNames: new Map([[admins, 'aks-admins']]),
  };

  it('is the binding that is missing, with kubectl’s line, and the admin groups', () => {
    const rows = rowsOf(secrets(''), facts);
    const role = row(rows, 'role');
    assert.deepEqual([role.title, role.summary], ['Missing role binding', '“edit” · namespace “shop”']);
    assert.equal(
      lineOf(role),
      "kubectl create rolebinding aks-entra-edit-ben-contoso-com --clusterrole=edit --user='ben@contoso.com' --namespace=shop --context shop",
    );
    assert.match(role.details?.join(' ') ?? '', /Members of its admin groups may do everything in it: “aks-admins”\./);
    assert.deepEqual(kinds(role), ['grantAccess', 'copyLine']);
    assert.match(row(rows, 'token').title, /^You are not in “aks-admins”, say the token and the directory$/);
  });

  it('hands out no full control for what a role of its own can allow, and no such role for what leads to everything', () => {
    const forbidden = (what: string): CheckRow =>
      row(
        rowsOf(`Error from server (Forbidden): ${what} at the cluster scope`, { ...facts, seen: kubernetes }),
        'role',
      );
    const nodes = forbidden('nodes is forbidden: User "ben@contoso.com" cannot list resource "nodes" in API group ""');
    assert.equal(nodes.summary, '“cluster-admin” · whole cluster');
    assert.match(nodes.details?.join(' ') ?? '', /full control of the cluster: a role of your own/);
    assert.deepEqual(kinds(nodes), ['copyLine', 'grantAccess']);
    assert.equal(
      lineOf(nodes),
      'kubectl create clusterrole aks-entra-read-nodes --verb=get,list,watch --resource=nodes --context shop\n' +
        "kubectl create clusterrolebinding aks-entra-read-nodes --clusterrole=aks-entra-read-nodes --user='ben@contoso.com' --context shop",
    );
    const scale = forbidden(
      'x is forbidden: User "ben@contoso.com" cannot patch resource "gateways/status" in API group "networking.istio.io"',
    );
    assert.match(lineOf(scale) ?? '', /--verb=patch --resource=gateways\.networking\.istio\.io\/status /);
    const roles = forbidden(
      'x is forbidden: User "ben@contoso.com" cannot create resource "clusterroles" in API group "rbac.authorization.k8s.io"',
    );
    assert.match(lineOf(roles) ?? '', /^kubectl create clusterrolebinding \S+ --clusterrole=cluster-admin /);
  });

  it('offers to change the admin groups to whom Azure lets', () => {
    const mayChange = { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] };
    const rows = rowsOf(secrets(''), { ...facts, permissions: new Map([[scope, [mayChange]]]) });
    assert.deepEqual(kinds(row(rows, 'role')), ['grantAccess', 'copyLine', 'changeAdminGroups']);
  });

  it('is an old token where the directory knows one in an admin group', () => {
    const rows = rowsOf(secrets(''), { ...facts, memberOf: new Set([admins]) });
    assert.deepEqual(
      rows.map(({ id, state }) => [id, state]),
      [
        ['request', 'error'],
        ['token', 'error'],
      ],
    );
    const renewed = { ...token, groups: { kind: 'known' as const, ids: new Set([admins]), source: 'token' as const } };
    assert.deepEqual(
      rowsOf(secrets(''), { ...facts, token: renewed }).map(({ title }) => title),
      [
        '“ben@contoso.com” may not list “secrets” in the namespace “shop”',
        'Your token names “aks-admins”, which lets you in',
      ],
    );
    const kubelogin = rowsOf(secrets(''), { ...facts, login: 'devicecode', memberOf: new Set([admins]) });
    assert.equal(lineOf(row(kubelogin, 'token')), 'kubelogin remove-tokens');
  });

  it('tells where the directory does not say, and where there are too many groups', () => {
    const { memberOf, ...silent } = facts;
    assert.ok(memberOf);
    assert.match(row(rowsOf(secrets(''), silent), 'token').title, /^The directory does not tell whether you are in /);
    const many: OwnToken = { ...token, groups: { kind: 'unknown', why: 'tooMany' } };
    const said = row(rowsOf(secrets(''), { ...facts, token: many }), 'token');
    assert.equal(said.title, 'You are in more groups than a token can name');
    assert.match(said.details?.join(' ') ?? '', /application in more than 200 groups is refused altogether/);
  });

  it('is of the message alone where the cluster is not known', () => {
    const rows = rowsOf(secrets(''), { contextName: 'elsewhere', isCurrentContext: true });
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['request', 'role', 'cluster'],
    );
    assert.deepEqual(row(rows, 'role').remedies, []);
    assert.match(row(rows, 'cluster').title, /“elsewhere” is not one of those that VS Code lists for you$/);
  });

  it('puts no name that fits no command line into one', () => {
    const rows = rowsOf(secrets('', "x'; rm -rf ~; '"), { ...facts, token: { ...token, upn: "x'; rm -rf ~; '" } });
    assert.doesNotMatch(lineOf(row(rows, 'role')) ?? '', /rm -rf/);
    const odd = secrets('').replace('"shop"', '"$(id)"');
    assert.equal(lineOf(row(rowsOf(odd, facts), 'role')), undefined);
  });
});

describe('a Forbidden that no role helps against', () => {
  const automatic: Cluster = { ...azure.cluster, isAutomatic: true };
  const policy =
    'admission webhook "validation.gatekeeper.sh" denied the request: [azurepolicy-a-1] Label kubernetes.azure.com is reserved';

  it('is told as a policy, and of AKS Automatic as one that nobody can turn off', () => {
    const [said] = rowsOf(policy, { seen: { ...azure, cluster: automatic } });
    assert.equal(said?.title, 'A policy of the cluster refuses the object: no role helps');
    assert.match(said.details?.join(' ') ?? '', /nobody can turn off those/);
    assert.match(rowsOf(policy, { seen: azure })[0]?.details?.join(' ') ?? '', /ask for an exemption/);
  });

  it('is told as what it is: escalation, pod security, quota, a namespace that goes, 401', () => {
    const titles = [
      'x is attempting to grant RBAC permissions not currently held',
      'pods "a" is forbidden: violates PodSecurity "x"',
      'pods "a" is forbidden: exceeded quota: q',
      'a is forbidden: because it is being terminated',
      'You must be logged in to the server (Unauthorized)',
      'whatever',
    ].map((text) => rowsOf(text, { seen: azure, login: 'spn' })[0]?.title);
    assert.deepEqual(titles, [
      'You cannot give more rights than you have',
      'The namespace’s pod security standard refuses the pod: no role helps',
      'The namespace’s quota is used up: no role helps',
      'The namespace is being deleted: no role helps',
      'The cluster did not recognise who asked (Unauthorized)',
      'The cluster refused it, in words that AKS Entra does not know',
    ]);
    const [unauthorized] = rowsOf('(Unauthorized)', { seen: azure, login: 'spn' });
    assert.match(unauthorized?.details?.join(' ') ?? '', /application in more than 200 groups/);
  });

  it('has no two rows of one id, and a report without secrets', () => {
    const rows = rowsOf(`${policy} eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzZWNyZXQifQ.c2lnbmF0dXJl`, { seen: azure });
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
    assert.doesNotMatch(checkReport({ title: 'a', facts: () => [] }, rows), /eyJhbGci/);
  });
});
