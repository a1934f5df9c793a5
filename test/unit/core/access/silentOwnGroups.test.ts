import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GraphGroupCreation } from '../../../../src/adapters/graph/graphGroupCreation.ts';
import { heldOwnGroups, type SilentGroupsPorts, silentOwnGroups } from '../../../../src/core/access/silentOwnGroups.ts';
import type { OwnGroups } from '../../../../src/core/directory/ownGroups.ts';
import type { Logger } from '../../../../src/core/logger.ts';
import { aksAdmins, ben, contoso } from '../../../simulator/scenarios/people.ts';
import { ArmFixture } from '../../adapters/azure/armFixture.ts';
import { cluster } from '../clusters/listedClusters.ts';
import { unsignedToken } from '../entra/unsignedToken.ts';

const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const managed = cluster('prod', 'web', { aadProfile: { managed: true, tenantID: contoso.tenantId } });
const elsewhere = { oid: 'ada', _claim_names: { groups: 'src1' } };

describe('the groups that an account is in, without a prompt', { timeout: 60_000 }, () => {
  let azure: ArmFixture;

  before(async () => {
    azure = await ArmFixture.start();
  });
  beforeEach(() => azure.signInAs());
  after(() => azure.simulator.close());

  function groupsOf(
    ids: readonly string[] = [aksAdmins.objectId],
    token: SilentGroupsPorts['signIn']['token'] = (request) => azure.signIn.token(request),
  ): Promise<OwnGroups> {
    return silentOwnGroups(
      {
        signIn: { token, claimsOf: () => undefined },
        groupMembership: () => Promise.resolve(new GraphGroupCreation(azure.graph(), quiet)),
      },
      azure.signIn.account,
      managed,
      ids,
    );
  }

  function graphCalls(): number {
    return azure.simulator.record.filter(({ path }) => path.endsWith('/checkMemberGroups')).length;
  }

  it('are those that the token for the cluster names; the directory is not asked', async () => {
    const groups = await groupsOf();
    assert.ok(groups.kind === 'known' && groups.source === 'token' && groups.ids.has(aksAdmins.objectId));
    assert.equal(graphCalls(), 0);
    await azure.signInAs(ben.upn);
    const others = await groupsOf();
    assert.ok(others.kind === 'known' && !others.ids.has(aksAdmins.objectId));
    assert.equal(graphCalls(), 0);
    assert.equal(azure.signIn.prompts, 0);
  });

  it('are told by the directory of somebody in more groups than a token names, twenty in a call', async () => {
    const others = Array.from({ length: 20 }, (_unused, at) => `00000000-0000-4000-8000-0000000000${at + 10}`);
    const token = () => Promise.resolve({ token: unsignedToken(elsewhere), expiresOnMs: 0 });
    const groups = await groupsOf([...others, aksAdmins.objectId], token);
    assert.deepEqual(groups, { kind: 'known', ids: new Set([aksAdmins.objectId]), source: 'directory' });
    assert.equal(graphCalls(), 2);
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('are not known where only a prompt would bring a token, and the directory is not asked in its place', async () => {
    azure.simulator.faults.set({ kind: 'revokedSession' });
    assert.deepEqual(await groupsOf(), { kind: 'unknown', why: 'noToken' });
    const unreadable = () => Promise.resolve({ token: 'opaque', expiresOnMs: 0 });
    azure.simulator.faults.clear();
    assert.deepEqual(await groupsOf(undefined, unreadable), { kind: 'unknown', why: 'noToken' });
    assert.equal(graphCalls(), 0);
    assert.equal(azure.signIn.prompts, 0);
  });

  it('are not known where the directory does not tell either', async () => {
    const token = () => Promise.resolve({ token: unsignedToken(elsewhere), expiresOnMs: 0 });
    azure.simulator.faults.set({ kind: 'serverError', status: 503, host: 'graph.microsoft.com' });
    assert.deepEqual(await groupsOf(undefined, token), { kind: 'unknown', why: 'tooMany' });
  });

  it('are told by a token in memory without any call', () => {
    const { account } = azure.signIn;
    const asked: unknown[] = [];
    const claimsOf = (which: unknown) => {
      asked.push(which);
      return { oid: 'ada', groups: ['A'] };
    };
    assert.deepEqual(heldOwnGroups({ claimsOf }, account, managed), {
      kind: 'known',
      ids: new Set(['a']),
      source: 'token',
    });
    const scope = '6dae42f8-4368-4678-94ff-3960e28e3630/.default';
    assert.deepEqual(asked, [{ account, tenantId: contoso.tenantId, scope }]);
    assert.deepEqual(azure.signIn.requests, []);
  });
});
