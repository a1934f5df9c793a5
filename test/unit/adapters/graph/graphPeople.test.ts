import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GraphPeople } from '../../../../src/adapters/graph/graphPeople.ts';
import { isGuest, principalName } from '../../../../src/core/directory/people.ts';
import { aksAdmins, ben, contoso, danInContoso, fabrikam } from '../../../simulator/scenarios/people.ts';
import { ArmFixture } from '../azure/armFixture.ts';

describe('GraphPeople', { timeout: 60_000 }, () => {
  let azure: ArmFixture;
  let graph: GraphPeople;
  const never = new AbortController().signal;
  before(async () => {
    azure = await ArmFixture.start();
  });
  beforeEach(async () => {
    await azure.signInAs();
    const none = (): void => undefined;
    const logger = { debug: none, info: none, warn: none, error: none };
    graph = new GraphPeople(azure.graph(), logger);
  });
  after(() => azure.simulator.close());

  async function search(text: string, tenantId = contoso.tenantId): Promise<readonly string[] | string> {
    const result = await graph.search(azure.signIn.account, tenantId, text, never);
    return result.kind === 'found' ? result.principals.map(principalName) : `${result.kind}: ${result.why}`;
  }

  it('finds groups and people by words in their names, people by their sign-in name too', async () => {
    assert.deepEqual(await search('admins'), ['aks-admins']);
    assert.deepEqual(await search('orte'), ['Ben Ortega']);
    assert.deepEqual(await search('ben@contoso'), ['Ben Ortega']);
    assert.deepEqual(await search('nobody'), []);
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('tells what object ids are, and who is a guest', async () => {
    const ids = [aksAdmins.objectId.toUpperCase(), ben.objectId, danInContoso, '00000000-0000-4000-8000-000000000000'];
    const found = await graph.byIds(azure.signIn.account, contoso.tenantId, ids, never);
    assert.deepEqual(
      [...found.values()].map(({ kind, name }) => [kind, name]),
      [
        ['Group', 'aks-admins'],
        ['User', 'Ben Ortega'],
        ['User', 'Dan Okafor'],
      ],
    );
    const [guest, member] = [found.get(danInContoso), found.get(ben.objectId)];
    assert.ok(guest && isGuest(guest) && member && !isGuest(member));
    assert.deepEqual(azure.simulator.surprises(), []);
  });

  it('says of an answer that was lost that the next one may come', async () => {
    azure.simulator.faults.set({ kind: 'serverError', status: 503, host: 'graph.microsoft.com' });
    assert.match(String(await search('ben')), /^unanswered: .*Keep typing to ask again/);
    azure.simulator.faults.clear();
  });

  it('asks for an object id where nobody consented, and finds nothing by id there', async () => {
    assert.match(String(await search('ben', fabrikam.tenantId)), /^refused: .*Paste the object id\.$/);
    assert.equal((await graph.byIds(azure.signIn.account, fabrikam.tenantId, [ben.objectId], never)).size, 0);
    assert.equal(azure.signIn.prompts, 0);
  });
});
