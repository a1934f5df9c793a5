import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { aksAdmins, ada, contoso, fabrikam, fabrikamOperators, platformTeam } from './scenarios/people.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, armScope, callSimulator, type Call, type Reply } from './simulatorClient.ts';

const scope = 'https://graph.microsoft.com/.default';

describe('the simulated Graph', () => {
  let simulator: Simulator;
  let token: string;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    token = await accessToken(simulator, { upn: ada.upn, scope });
  });
  after(() => simulator.close());

  it('names the groups of its tenant by id and leaves unknown ids out', async () => {
    const ids = [aksAdmins.objectId, fabrikamOperators.objectId, '11111111-1111-4111-8111-111111111111'];
    const reply = await graph('/v1.0/directoryObjects/getByIds', { body: { ids, types: ['group'] } });
    const value = reply.json()['value'] as Record<string, unknown>[];
    assert.deepEqual(
      value.map((group) => [group['@odata.type'], group['id'], group['displayName']]),
      [['#microsoft.graph.group', aksAdmins.objectId, 'aks-admins']],
    );
  });

  it('finds groups by the beginning of their name', async () => {
    const query = new URLSearchParams({ $filter: "startswith(displayName,'AKS')", $select: 'id,displayName' });
    const reply = await graph(`/v1.0/groups?${query.toString()}`);
    assert.deepEqual(reply.json()['value'], [{ id: aksAdmins.objectId, displayName: 'aks-admins' }]);
  });

  it('checks memberships, those through another group too', async () => {
    const groupIds = [aksAdmins.objectId, platformTeam.objectId, fabrikamOperators.objectId];
    const reply = await graph('/v1.0/me/checkMemberGroups', { body: { groupIds } });
    assert.deepEqual(reply.json()['value'], [aksAdmins.objectId, platformTeam.objectId]);
  });

  it('creates a security group that can be found afterwards', async () => {
    const body = { displayName: 'new-admins', mailEnabled: false, mailNickname: 'new-admins', securityEnabled: true };
    const created = await graph('/v1.0/groups', { body });
    assert.equal(created.status, 201);
    const createdAt = simulator.directory.createdAt(String(created.json()['id']), contoso.tenantId);
    assert.ok(createdAt !== undefined && Date.now() - createdAt < 60_000, 'the directory knows when it was made');
    assert.equal(simulator.directory.createdAt(aksAdmins.objectId, contoso.tenantId), 0);
    const found = await graph('/v1.0/directoryObjects/getByIds', {
      body: { ids: [created.json()['id']], types: ['group'] },
    });
    assert.match(found.body, /new-admins/);
    assert.deepEqual(simulator.surprises(), []);
  });

  it('refuses with 403 where the tenant allows nobody to read groups', async () => {
    const tenant = simulator.directory.findTenant(contoso.tenantId);
    assert.ok(tenant);
    tenant.graphAccess = 'forbidden';
    const reply = await graph('/v1.0/directoryObjects/getByIds', { body: { ids: [], types: ['group'] } });
    assert.equal(reply.status, 403);
    const { error } = reply.json() as { error: { code: string; message: string } };
    assert.deepEqual(
      [error.code, error.message],
      ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
    );
    assert.deepEqual(simulator.surprises(), []);
  });

  it('gives no token at all where nobody consented', async () => {
    await assert.rejects(accessToken(simulator, { upn: ada.upn, scope, tenant: fabrikam.tenantId }), /AADSTS65001/);
  });

  it('refuses an ARM token, too many ids and unknown paths, and records each', async () => {
    const armToken = await accessToken(simulator, { upn: ada.upn, scope: armScope });
    assert.equal((await graph('/v1.0/groups', { token: armToken })).status, 401);
    const groupIds = Array.from({ length: 21 }, () => aksAdmins.objectId);
    assert.equal((await graph('/v1.0/me/checkMemberGroups', { body: { groupIds } })).status, 400);
    assert.equal((await graph('/v1.0/devices')).status, 400);
    assert.deepEqual(
      simulator.surprises().map((call) => call.surprise),
      [
        'wrong audience https://management.core.windows.net/',
        'bad request: too many groupIds: 21 of at most 20',
        'Graph has no GET /v1.0/devices',
      ],
    );
  });

  function graph(path: string, call: Call = {}): Promise<Reply> {
    return callSimulator(simulator, `https://graph.microsoft.com${path}`, { token, ...call });
  }
});
