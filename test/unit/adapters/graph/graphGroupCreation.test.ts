import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GraphGroupCreation } from '../../../../src/adapters/graph/graphGroupCreation.ts';
import { findOwnGroups } from '../../../../src/core/access/findOwnGroups.ts';
import type { Logger } from '../../../../src/core/logger.ts';
import { ada, aksAdmins, cleo, contoso, dan, fabrikam, platformTeam } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import type { Tenant } from '../../../simulator/scenario.ts';
import { ArmFixture } from '../azure/armFixture.ts';
import { assertHoldsNoSecret } from '../azure/assertHoldsNoSecret.ts';

const graphHost = 'graph.microsoft.com';

describe('GraphGroupCreation', { timeout: 60_000 }, () => {
  let azure: ArmFixture;
  let lines: string[];
  let logger: Logger;
  let groups: GraphGroupCreation;
  const never = new AbortController().signal;
  const silent = { interaction: 'silent', signal: never } as const;

  before(async () => {
    azure = await ArmFixture.start();
  });
  beforeEach(async () => {
    await signIn();
  });
  after(() => azure.simulator.close());

  async function signIn(upn = ada.upn): Promise<void> {
    await azure.signInAs(upn);
    lines = [];
    const write = (line: string): void => void lines.push(line);
    logger = { debug: write, info: write, warn: write, error: write };
    groups = new GraphGroupCreation(azure.graph(), logger);
  }

  function tenant(): Tenant {
    const found = azure.simulator.directory.findTenant(contoso.tenantId);
    assert.ok(found);
    return found;
  }

  function mayCreate(tenantId = contoso.tenantId): Promise<boolean> {
    return groups.mayCreate(azure.signIn.account, tenantId, never);
  }

  function create(name: string): Promise<unknown> {
    return groups.create(azure.signIn.account, contoso.tenantId, name, never);
  }

  function posts(): number {
    return azure.simulator.record.filter(({ host, method }) => host === graphHost && method === 'POST').length;
  }

  it('knows by the token alone whether it may make a group, and asks Graph nothing', async () => {
    assert.equal(await mayCreate(), true);
    assert.deepEqual(
      azure.simulator.record.filter(({ host }) => host === graphHost),
      [],
    );
    assert.equal(await mayCreate(fabrikam.tenantId), false);
    await signIn();
    tenant().graphPermissions = 'Group.Read.All GroupMember.ReadWrite.All User.Read';
    assert.equal(await mayCreate(), false);
    assert.equal(azure.signIn.prompts, 0);
  });

  it('makes a security group with the account in it, which owns it', async () => {
    const found = await groups.create(azure.signIn.account, contoso.tenantId, 'Größe 1', never);
    assert.equal(found.name, 'Größe 1');
    const group = azure.simulator.directory.findGroup(found.objectId, contoso.tenantId);
    assert.deepEqual([group?.memberObjectIds, group?.ownerObjectIds], [[ada.objectId], [ada.objectId]]);
    assert.equal(posts(), 1);
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('finds groups of the same name, whatever characters are in it', async () => {
    const name = "it's & that";
    assert.deepEqual(await groups.groupsNamed(azure.signIn.account, contoso.tenantId, name, never), []);
    await create(name);
    await create(name);
    const same = await groups.groupsNamed(azure.signIn.account, contoso.tenantId, name, never);
    assert.equal(same.length, 2);
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('explains that the directory does not let one', async () => {
    tenant().usersMayCreateGroups = false;
    await azure.rejectsWith(create('x'), 'missingRole', /“x” was not made.*Authorization_RequestDenied.*administrator/);
    await signIn(dan.upn);
    await azure.rejectsWith(create('x'), 'missingRole', /“x” was not made/);
  });

  it('explains what Graph refuses, in its words', async () => {
    await azure.rejectsWith(create('x'.repeat(300)), 'updateRefused', /Request_BadRequest.*displayName/);
  });

  for (const [fault, code] of [
    [{ kind: 'throttled', host: graphHost }, 'throttled'],
    [{ kind: 'serverError', status: 503, host: graphHost }, 'azureUnavailable'],
    [{ kind: 'hang', host: graphHost }, 'updateUnanswered'],
    [{ kind: 'dropped', host: graphHost }, 'updateUnanswered'],
  ] as const) {
    it(`sends it once, and says that it may be there, after a fault: ${fault.kind}`, async () => {
      azure.simulator.faults.set(fault);
      groups = new GraphGroupCreation(azure.graph(fault.kind === 'hang' ? 500 : undefined), logger);
      await azure.rejectsWith(create('x'), code, /“x”.*before you try again/);
      assert.ok(posts() <= 1);
      assertHoldsNoSecret(lines, azure.signIn.tokens);
    });
  }

  it('needs a sign-in where nobody consented, and opens no window', async () => {
    const work = groups.create(azure.signIn.account, fabrikam.tenantId, 'x', never);
    await azure.rejectsWith(work, 'signedOut', /AADSTS65001/);
    assert.equal(azure.signIn.prompts, 0);
  });

  it('ends on cancel', async () => {
    azure.simulator.faults.set({ kind: 'hang', host: graphHost });
    const controller = new AbortController();
    const work = groups.create(azure.signIn.account, contoso.tenantId, 'x', controller.signal);
    controller.abort();
    await azure.isCancelled(work);
  });

  it('tells of which groups the account is a member, by other groups too', async () => {
    const ids = [...Array(25).keys()].map((index) => `99999999-9999-4999-8999-${String(index).padStart(12, '0')}`);
    const asked = [...ids, platformTeam.objectId];
    const found = await groups.memberOf(azure.signIn.account, contoso.tenantId, asked, silent);
    assert.deepEqual(found, [platformTeam.objectId]);
    assert.equal(posts(), 2);
    assert.equal(await groups.memberOf(azure.signIn.account, fabrikam.tenantId, asked, silent), undefined);
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('tells own groups by the token for the cluster, and by the directory where that has too many', async () => {
    const seen = await azure.clusterNamed('payments-prod', production);
    const own = async (admins: readonly string[]): ReturnType<typeof findOwnGroups> =>
      findOwnGroups(
        { signIn: azure.signIn, groupMembership: groups, logger: { info: () => undefined } },
        azure.signIn.account,
        seen.cluster,
        admins,
        Date.now(),
        never,
      );
    const adas = await own([aksAdmins.objectId]);
    assert.ok(adas.kind === 'known' && adas.source === 'token');
    assert.ok(adas.ids.has(aksAdmins.objectId) && adas.ids.has(platformTeam.objectId));
    assert.equal(posts(), 0);
    // Who was taken out a moment ago is in it by the token that is there, and by no new one.
    const found = azure.simulator.directory.findGroup(aksAdmins.objectId, contoso.tenantId);
    assert.ok(found);
    found.memberObjectIds.splice(found.memberObjectIds.indexOf(ada.objectId), 1);
    const later = await own([aksAdmins.objectId]);
    assert.ok(later.kind === 'known' && !later.ids.has(aksAdmins.objectId));
    await signIn(cleo.upn);
    const cleos = await own([aksAdmins.objectId]);
    assert.deepEqual(cleos, { kind: 'known', ids: new Set([aksAdmins.objectId]), source: 'directory' });
    assert.deepEqual(await own([]), { kind: 'unknown', why: 'tooMany' });
    azure.simulator.faults.set({ kind: 'claimsChallenge', host: graphHost, interactive: true });
    const asked = { ids: [aksAdmins.objectId], tenantId: contoso.tenantId, account: azure.signIn.account };
    assert.equal(await groups.memberOf(asked.account, asked.tenantId, asked.ids, silent), undefined);
    assert.equal(azure.signIn.prompts, 0);
    assert.deepEqual(await own([aksAdmins.objectId]), cleos, 'the user asked, and signs in once more');
    assert.equal(azure.signIn.prompts, 1);
    azure.simulator.faults.clear();
    tenant().graphAccess = 'forbidden';
    assert.deepEqual(await own([aksAdmins.objectId]), { kind: 'unknown', why: 'tooMany' });
  });
});
