import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GraphClient } from '../../../../src/adapters/graph/graphClient.ts';
import { GraphGroupNames } from '../../../../src/adapters/graph/graphGroupNames.ts';
import type { SignIn } from '../../../../src/core/entra/signIn.ts';
import type { Logger } from '../../../../src/core/logger.ts';
import { aksAdmins, contoso, fabrikam, fabrikamOperators, platformTeam } from '../../../simulator/scenarios/people.ts';
import { ArmFixture, publicCloud } from '../azure/armFixture.ts';
import { assertHoldsNoSecret } from '../azure/assertHoldsNoSecret.ts';

const graphHost = 'graph.microsoft.com';

describe('GraphGroupNames', { timeout: 60_000 }, () => {
  let azure: ArmFixture;
  let lines: string[];
  let logger: Logger;

  before(async () => {
    azure = await ArmFixture.start();
  });
  beforeEach(async () => {
    await azure.signInAs();
    lines = [];
    const write = (line: string): void => void lines.push(line);
    logger = { debug: write, info: write, warn: write, error: write };
  });
  after(() => azure.simulator.close());

  function names(
    tenantId: string,
    ids: readonly string[],
    signIn: SignIn = azure.signIn,
    answerWithinMs?: number,
  ): Promise<ReadonlyMap<string, string>> {
    const graph = new GraphGroupNames(new GraphClient(signIn, () => publicCloud, answerWithinMs), logger);
    return graph.groupNames(azure.signIn.account, tenantId, ids);
  }

  it('reads names by id, leaving out groups that do not exist', async () => {
    const unknown = '99999999-9999-4999-8999-999999999999';
    const found = await names(contoso.tenantId, [aksAdmins.objectId, unknown, platformTeam.objectId]);
    assert.deepEqual(
      [...found],
      [
        [aksAdmins.objectId, 'aks-admins'],
        [platformTeam.objectId, 'platform-team'],
      ],
    );
    assert.deepEqual(azure.simulator.surprises(), []);
    assert.deepEqual(lines, []);
  });

  it('asks silently, for Graph, in the cluster’s tenant', async () => {
    await names(contoso.tenantId, [aksAdmins.objectId]);
    assert.deepEqual(azure.signIn.requests, [
      {
        account: azure.signIn.account,
        tenantId: contoso.tenantId,
        scope: 'https://graph.microsoft.com/.default',
        interaction: 'silent',
      },
    ]);
  });

  it('asks nobody where there is no group', async () => {
    assert.equal((await names(contoso.tenantId, [])).size, 0);
    assert.deepEqual(azure.signIn.requests, []);
  });

  it('goes on without names where nobody consented to Graph', async () => {
    assert.equal((await names(fabrikam.tenantId, [fabrikamOperators.objectId])).size, 0);
    assert.match(lines.join(), /Group names are not readable in tenant .*AADSTS65001/);
    assert.equal(azure.signIn.prompts, 0);
  });

  it('goes on without names where Graph refuses', async () => {
    const tenant = azure.simulator.directory.findTenant(contoso.tenantId);
    assert.ok(tenant);
    tenant.graphAccess = 'forbidden';
    assert.equal((await names(contoso.tenantId, [aksAdmins.objectId])).size, 0);
    assert.match(lines.join(), /Graph answered 403/);
  });

  for (const fault of [
    { kind: 'throttled', host: graphHost },
    { kind: 'serverError', status: 503, host: graphHost },
    { kind: 'hang', host: graphHost },
    { kind: 'dropped', host: graphHost },
  ] as const) {
    it(`goes on without names after a fault: ${fault.kind}`, async () => {
      azure.simulator.faults.set(fault);
      const limitMs = fault.kind === 'hang' ? 500 : undefined;
      assert.equal((await names(contoso.tenantId, [aksAdmins.objectId], undefined, limitMs)).size, 0);
      assert.equal(lines.length, 1);
      assertHoldsNoSecret(lines, azure.signIn.tokens);
    });
  }

  it('goes on without names where the sign-in fails in a way of its own, and logs no token that cannot be sent', async () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln\nX-Injected: yes';
    const signIn: SignIn = {
      currentAccount: () => azure.signIn.currentAccount(),
      chooseAccount: () => azure.signIn.chooseAccount(),
      token: () => Promise.resolve({ token, expiresOnMs: Date.now() + 3_600_000 }),
    };
    assert.equal((await names(contoso.tenantId, [aksAdmins.objectId], signIn)).size, 0);
    assert.equal(lines.length, 1);
    assertHoldsNoSecret(lines, [token]);
  });

  it('asks for no more groups at once than one call may, and for all of them', async () => {
    const many = Array.from(
      { length: 2000 },
      (_unused, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    const found = await names(contoso.tenantId, [...many, aksAdmins.objectId]);
    assert.deepEqual([...found.values()], ['aks-admins']);
    assert.equal(calls(), 3);
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('knows for ten minutes what it read, of groups that are not there too, for each account and tenant', async () => {
    let nowMs = 0;
    const graph = new GraphGroupNames(azure.graph(), logger, () => nowMs);
    const ids = [aksAdmins.objectId.toUpperCase(), '99999999-9999-4999-8999-999999999999'];
    const ask = async (account = azure.signIn.account, more: readonly string[] = []): Promise<string[]> => [
      ...(await graph.groupNames(account, contoso.tenantId, [...ids, ...more])).values(),
    ];
    assert.deepEqual(await ask(), ['aks-admins']);
    nowMs += 10 * 60_000 - 1;
    assert.deepEqual(await ask(), ['aks-admins']);
    assert.equal(calls(), 1);
    assert.deepEqual(await ask(undefined, [platformTeam.objectId]), ['aks-admins', 'platform-team']);
    assert.equal(calls(), 2);
    await ask({ id: 'ben', label: 'ben' });
    assert.equal(calls(), 3);
    nowMs += 1;
    azure.simulator.faults.set({ kind: 'serverError', status: 503, host: graphHost });
    assert.deepEqual(await ask(), ['aks-admins'], 'the name of before');
    azure.simulator.faults.clear();
    await ask();
    assert.equal(calls(), 5);
  });

  function calls(): number {
    return azure.simulator.record.filter(({ path }) => path.endsWith('/getByIds')).length;
  }
});
