import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clouds } from '../../../../src/core/azure/clouds.ts';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { selectSigningIn } from '../../../../src/features/accounts/selectSigningIn.ts';
import { ClusterRow } from '../../../../src/features/clusters/clusterNodes.ts';
import { rowsBelow } from '../../../../src/features/clusters/clusterRows.ts';
import { ada, ben, cluster, contoso, fabrikam, seen } from '../../core/clusters/listedClusters.ts';

const groupId = '11111111-2222-3333-4444-555555555555';

describe('a tenant that is left out', () => {
  it('is asked for no token where the admin groups of a lent cluster of it are opened', async () => {
    const web = cluster('prod', 'web', {
      aadProfile: { managed: true, adminGroupObjectIDs: [groupId], tenantID: fabrikam.tenantId.toUpperCase() },
    });
    const state: InventoryState = {
      kind: 'listed',
      ...emptyListing([ada]),
      tenants: [
        { account: ada, tenant: contoso },
        { account: ada, tenant: fabrikam, isDeselected: true },
      ],
      subscriptions: [seen('prod', [web])],
    };
    const [one] = state.subscriptions.flatMap(seenClusters);
    assert.ok(one);
    const nobody = () => Promise.reject(new Error('Nobody should ask.'));
    const rows = await rowsBelow(
      new ClusterRow({ kind: 'adminGroups', seen: one, groupObjectIds: [groupId] }),
      state,
      nobody,
      nobody,
      () => undefined,
      nobody,
      { signIn: { token: nobody, claimsOf: () => undefined }, groupMembership: nobody },
    );
    assert.deepEqual(
      rows.map(({ node }) => node),
      [{ kind: 'adminGroup', seen: one, groupObjectId: groupId }],
    );
  });

  it('is not signed in to when its account is selected again', async () => {
    const home = '22222222-2222-3333-4444-555555555555';
    const account = { id: `99999999-2222-3333-4444-555555555555.${home}`, label: 'cleo@contoso.com' };
    const asked: string[] = [];
    const selected: (readonly string[])[] = [];
    const signIn = {
      token: ({ tenantId }: { tenantId: string }) => {
        asked.push(tenantId);
        return Promise.resolve({ token: 'a token', expiresOnMs: 0 });
      },
      select: (ids: readonly string[]) => {
        selected.push(ids);
        return Promise.resolve();
      },
    };
    let choices: unknown = [{ tenantId: home, displayName: 'Contoso', isDeselected: true }, fabrikam];
    const ports = { signIn, cloud: () => clouds.public, memory: { tenantChoicesOf: () => ({ get: () => choices }) } };
    await selectSigningIn(ports, [ben], [account]);
    choices = [];
    await selectSigningIn(ports, [], [account]);
    assert.deepEqual(asked, [fabrikam.tenantId, home]);
    assert.deepEqual(selected, [[ben.id, account.id], [account.id]]);
  });
});
