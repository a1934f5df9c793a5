import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { azureCliClientId } from './entra/wellKnownApps.ts';
import { ada, aksAdmins, ben, cleo, contoso, dan, danInContoso, deployer, platformTeam } from './scenarios/people.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, aksScope, callSimulator, refresh, signIn, type Call, type Reply } from './simulatorClient.ts';

const scope = 'https://graph.microsoft.com/.default';
const address = (objectId: string): string => `https://graph.microsoft.com/v1.0/directoryObjects/${objectId}`;
const newGroup = { displayName: 'Shop Admins', mailEnabled: false, mailNickname: 'shop-admins', securityEnabled: true };

describe('groups and people of the simulated Graph', () => {
  let simulator: Simulator;
  let token: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    token = await accessToken(simulator, { upn: ben.upn, scope });
  });
  after(() => simulator.close());

  it('searches inside names, word by word, and only with the header that says so', async () => {
    const search = query({
      $search: '"displayName:admin"',
      $filter: 'securityEnabled eq true',
      $select: 'id,displayName',
      $count: 'true',
    });
    const refused = await graph(`/v1.0/groups?${search}`);
    assert.deepEqual(
      [refused.status, errorOf(refused)],
      [
        400,
        [
          'Request_UnsupportedQuery',
          "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
        ],
      ],
    );
    const found = (await eventual(`/v1.0/groups?${search}`)).json();
    assert.deepEqual(found['value'], [{ id: aksAdmins.objectId, displayName: 'aks-admins' }]);
    assert.equal(found['@odata.count'], 1);
    assert.deepEqual(await searched('dmin'), [], 'the middle of a word is no beginning');
    assert.deepEqual(await searched('admins aks'), ['aks-admins']);
    assert.equal((await eventual(`/v1.0/groups?${query({ $search: 'displayName:admin' })}`)).status, 400);
    const ampersand = await eventual('/v1.0/groups?$search=%22displayName:a%26b%22');
    assert.deepEqual(errorOf(ampersand), ['Request_BadRequest', "Unrecognized query argument specified: ''."]);
  });

  it('answers long lists in pages', async () => {
    const names: string[] = [];
    let next: string | undefined =
      `https://graph.microsoft.com/v1.0/groups?${query({ $filter: "startswith(displayName,'project-')", $top: '90' })}`;
    let pages = 0;
    while (next !== undefined) {
      const page = (await callSimulator(simulator, next, { token })).json();
      names.push(...(page['value'] as { displayName: string }[]).map(({ displayName }) => displayName));
      next = page['@odata.nextLink'] as string | undefined;
      pages += 1;
    }
    assert.deepEqual([pages, names.length, new Set(names).size], [3, 204, 204]);
    const tooMany = await graph('/v1.0/groups?$top=1000');
    assert.deepEqual(errorOf(tooMany), [
      'Request_UnsupportedQuery',
      "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
    ]);
  });

  it('makes a group with its maker in it, which shows in the tokens that are issued afterwards', async () => {
    const session = await signIn(simulator, { upn: ben.upn, scope: aksScope });
    assert.equal(groupsIn(session), undefined);
    const body = { ...newGroup, 'members@odata.bind': [address(ben.objectId)] };
    const made = await graph('/v1.0/groups', { body });
    assert.equal(made.status, 201);
    const { id, displayName, securityEnabled, securityIdentifier } = made.json();
    assert.match(String(made.headers.location), new RegExp(`${contoso.tenantId}/directoryObjects/${String(id)}`));
    assert.deepEqual([displayName, securityEnabled], ['Shop Admins', true]);
    assert.match(String(securityIdentifier), /^S-1-12-1-\d+-\d+-\d+-\d+$/);
    const again = await refresh(simulator, contoso.tenantId, session['refresh_token'], aksScope);
    assert.deepEqual(groupsIn(again.json()), [id]);
    assert.equal((await graph('/v1.0/groups', { body })).status, 201, 'names and nicknames are not unique');
    assert.deepEqual(await searched('shop'), ['Shop Admins', 'Shop Admins']);
  });

  it('makes who creates a group its owner, and refuses to be told so', async () => {
    const oneself = { ...newGroup, 'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${ben.objectId}`] };
    const refused = await graph('/v1.0/groups', { body: oneself });
    assert.deepEqual(
      [refused.status, errorOf(refused)],
      [400, ['Request_BadRequest', 'Request contains a property with duplicate values.']],
    );
    const { id } = (await graph('/v1.0/groups', { body: newGroup })).json();
    const members = `/v1.0/groups/${String(id)}/members`;
    const added = await graph(`${members}/$ref`, { body: { '@odata.id': address(ada.objectId) } });
    assert.deepEqual([added.status, added.body], [204, '']);
    const again = await graph(`${members}/$ref`, { body: { '@odata.id': address(ada.objectId) } });
    assert.deepEqual(
      [again.status, errorOf(again)],
      [
        400,
        [
          'Request_BadRequest',
          "One or more added object references already exist for the following modified properties: 'members'.",
        ],
      ],
    );
    const list = (await graph(members)).json()['value'] as Record<string, unknown>[];
    assert.deepEqual(
      list.map((one) => [one['@odata.type'], one['displayName']]),
      [['#microsoft.graph.user', ada.displayName]],
    );
    const nobody = await graph(`${members}/$ref`, { body: { '@odata.id': address(contoso.tenantId) } });
    assert.deepEqual(errorOf(nobody), [
      'Request_ResourceNotFound',
      `Resource '${contoso.tenantId}' does not exist or one of its queried reference-property objects are not present.`,
    ]);
  });

  it('denies without saying why: a missing scope, a tenant that allows it nobody, a guest, a group of others', async () => {
    const tenant = simulator.directory.findTenant(contoso.tenantId);
    assert.ok(tenant);
    const denial = [403, ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.']];
    const reference = { body: { '@odata.id': address(ben.objectId) } };
    const others = await graph(`/v1.0/groups/${aksAdmins.objectId}/members/$ref`, reference);
    assert.deepEqual([others.status, errorOf(others)], denial);

    tenant.usersMayCreateGroups = false;
    const kept = await graph('/v1.0/groups', { body: newGroup });
    assert.deepEqual([kept.status, errorOf(kept)], denial);
    tenant.usersMayCreateGroups = true;
    const guest = await accessToken(simulator, { upn: dan.upn, scope, tenant: contoso.tenantId });
    assert.equal((await graph('/v1.0/groups', { body: newGroup, token: guest })).status, 403);

    tenant.graphPermissions = 'Group.Read.All User.Read';
    const weak = await accessToken(simulator, { upn: ada.upn, scope });
    assert.equal(decodeJwt(weak)['scp'], 'Group.Read.All User.Read');
    assert.equal((await graph('/v1.0/groups', { body: newGroup, token: weak })).status, 403);
    assert.equal((await graph('/v1.0/users', { token: weak })).status, 403);
    assert.equal((await graph('/v1.0/groups', { token: weak })).status, 200);
    assert.deepEqual(simulator.surprises(), []);

    const az = await accessToken(simulator, { upn: ada.upn, scope, clientId: azureCliClientId });
    assert.equal((await graph('/v1.0/groups', { body: newGroup, token: az })).status, 201);
  });

  it('tells who one is and in which groups, directly or through others', async () => {
    const own = await accessToken(simulator, { upn: ada.upn, scope });
    const me = (await graph('/v1.0/me?$select=id,userPrincipalName', { token: own })).json();
    assert.deepEqual([me['id'], me['userPrincipalName']], [ada.objectId, ada.upn]);
    const idsOf = async (path: string): Promise<unknown[]> =>
      ((await graph(path, { token: own })).json()['value'] as { id: string }[]).map(({ id }) => id);
    assert.deepEqual(await idsOf('/v1.0/me/memberOf'), [aksAdmins.objectId]);
    assert.deepEqual(await idsOf('/v1.0/me/transitiveMemberOf/microsoft.graph.group'), [
      aksAdmins.objectId,
      platformTeam.objectId,
    ]);
  });

  it('finds people, guests too, and names what it may by id: the rest by its id alone', async () => {
    const people = (await eventual(`/v1.0/users?${query({ $search: '"displayName:marchetti"' })}`)).json();
    assert.deepEqual(
      (people['value'] as { id: string }[]).map(({ id }) => id),
      [cleo.objectId],
    );
    const ids = [danInContoso, aksAdmins.objectId, deployer.objectId];
    const named = (await graph('/v1.0/directoryObjects/getByIds', { body: { ids } })).json();
    assert.deepEqual(
      (named['value'] as Record<string, unknown>[]).map((one) => [one['@odata.type'], one['id'], one['displayName']]),
      [
        ['#microsoft.graph.group', aksAdmins.objectId, 'aks-admins'],
        ['#microsoft.graph.user', danInContoso, dan.displayName],
        ['#microsoft.graph.servicePrincipal', deployer.objectId, null],
      ],
    );
  });

  async function searched(words: string): Promise<unknown[]> {
    const found = await eventual(`/v1.0/groups?${query({ $search: `"displayName:${words}"` })}`);
    return (found.json()['value'] as { displayName: string }[]).map(({ displayName }) => displayName);
  }

  function eventual(path: string): Promise<Reply> {
    return graph(path, { headers: { ConsistencyLevel: 'eventual' } });
  }

  function graph(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://graph.microsoft.com${path}`, { token, ...call });
  }
});

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}

function errorOf(reply: Reply): unknown[] {
  const { code, message } = reply.json()['error'] as { code: string; message: string };
  return [code, message];
}

function groupsIn(answer: Record<string, unknown>): unknown {
  return decodeJwt(String(answer['access_token']))['groups'];
}
