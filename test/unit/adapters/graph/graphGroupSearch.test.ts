import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GraphGroupSearch } from '../../../../src/adapters/graph/graphGroupSearch.ts';
import type { GroupSearchResult } from '../../../../src/core/directory/groupSearch.ts';
import type { Logger } from '../../../../src/core/logger.ts';
import { contoso, fabrikam } from '../../../simulator/scenarios/people.ts';
import { ArmFixture } from '../azure/armFixture.ts';
import { assertHoldsNoSecret } from '../azure/assertHoldsNoSecret.ts';

const graphHost = 'graph.microsoft.com';

describe('GraphGroupSearch', { timeout: 60_000 }, () => {
  let azure: ArmFixture;
  let lines: string[];
  let logger: Logger;
  let graph: GraphGroupSearch;
  const never = new AbortController().signal;

  before(async () => {
    azure = await ArmFixture.start();
  });
  beforeEach(async () => {
    await azure.signInAs();
    lines = [];
    const write = (line: string): void => void lines.push(line);
    logger = { debug: write, info: write, warn: write, error: write };
    graph = new GraphGroupSearch(azure.graph(), logger);
  });
  after(() => azure.simulator.close());

  function search(text: string, tenantId = contoso.tenantId, signal = never): Promise<GroupSearchResult> {
    return graph.search(azure.signIn.account, tenantId, text, signal);
  }

  async function namesOf(text: string): Promise<readonly (string | undefined)[]> {
    const result = await search(text);
    assert.ok(result.kind === 'found');
    return result.groups.map(({ name }) => name);
  }

  it('finds words inside a name, in order, and no more than anybody reads', async () => {
    assert.deepEqual(await namesOf('admins'), ['aks-admins']);
    assert.deepEqual(await namesOf('TEAM plat'), ['platform-team']);
    assert.equal((await namesOf('project')).length, 50);
    assert.deepEqual(await namesOf('nobody-is-called-so'), []);
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('sends what somebody typed as words, whatever characters are among them', async () => {
    const group = azure.simulator.directory.createGroup({
      displayName: 'R&D "core" \\ 100% #900 + é',
      mailNickname: 'rd',
      tenantId: contoso.tenantId,
      memberObjectIds: [],
    });
    for (const text of ['R&D', '"core"', 'core\\', '100%', '#900', 'é', 'R&D "core']) {
      assert.ok((await namesOf(text)).includes(group.displayName), text);
    }
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('lists the account’s own groups, those by other groups included', async () => {
    const result = await graph.ownGroups(azure.signIn.account, contoso.tenantId, never);
    assert.ok(result.kind === 'found');
    assert.deepEqual(
      result.groups.map(({ name }) => name),
      ['aks-admins', 'platform-team'],
    );
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('asks silently, for Graph, in the cluster’s tenant', async () => {
    await search('admins');
    const [request] = azure.signIn.requests;
    assert.deepEqual(
      [request?.tenantId, request?.scope, request?.interaction],
      [contoso.tenantId, 'https://graph.microsoft.com/.default', 'silent'],
    );
  });

  it('says that ids are taken where nobody consented to Graph, and where Graph refuses', async () => {
    for (const result of [await search('admins', fabrikam.tenantId), await forbidden()]) {
      assert.ok(result.kind === 'refused');
      assert.match(result.why, /does not let this sign-in search groups\. Paste the object ids/);
    }
    assert.equal(azure.signIn.prompts, 0);

    async function forbidden(): Promise<GroupSearchResult> {
      const tenant = azure.simulator.directory.findTenant(contoso.tenantId);
      assert.ok(tenant);
      tenant.graphAccess = 'forbidden';
      return search('admins');
    }
  });

  for (const fault of [
    { kind: 'throttled', host: graphHost },
    { kind: 'serverError', status: 503, host: graphHost },
    { kind: 'hang', host: graphHost },
    { kind: 'dropped', host: graphHost },
  ] as const) {
    it(`says that no answer came after a fault: ${fault.kind}`, async () => {
      azure.simulator.faults.set(fault);
      graph = new GraphGroupSearch(azure.graph(fault.kind === 'hang' ? 500 : undefined), logger);
      const result = await search('admins');
      assert.ok(result.kind === 'unanswered');
      assert.match(result.why, /gave no answer/);
      assertHoldsNoSecret(lines, azure.signIn.tokens);
    });
  }

  it('ends on cancel', async () => {
    azure.simulator.faults.set({ kind: 'hang', host: graphHost });
    const controller = new AbortController();
    const searching = search('admins', contoso.tenantId, controller.signal);
    controller.abort();
    await azure.isCancelled(searching);
  });
});
