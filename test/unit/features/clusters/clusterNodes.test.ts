import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GrantListing } from '../../../../src/core/access/existingGrants.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { emptyListing, type InventoryState, listingOf } from '../../../../src/core/clusters/inventory.ts';
import {
  asClusterNode,
  clusterFrom,
  type ClusterNode,
  ClusterRow,
  idOf,
  rootNodes,
} from '../../../../src/features/clusters/clusterNodes.ts';
import { rowsBelow } from '../../../../src/features/clusters/clusterRows.ts';
import { ada, cluster, fabrikam, failed, offline, seen } from '../../core/clusters/listedClusters.ts';

const groupId = '11111111-2222-3333-4444-555555555555';
const managed = cluster('prod', 'web', { aadProfile: { managed: true, adminGroupObjectIDs: [groupId] } });
const state: InventoryState = {
  kind: 'listed',
  ...emptyListing([ada]),
  subscriptions: [seen('broken', offline), seen('empty', []), seen('prod', [managed, cluster('prod', 'static')])],
  tenantFailures: [failed(fabrikam)],
};

/** Names of groups as a directory tells them, and whom it was asked for. */
function groupNames(names: Readonly<Record<string, string>> = {}) {
  const asked: unknown[] = [];
  return {
    asked,
    load: () =>
      Promise.resolve({
        groupNames: (...request: unknown[]) => {
          asked.push(request);
          return Promise.resolve(new Map(Object.entries(names)));
        },
      }),
  };
}

async function nodesBelow(
  node: ClusterNode | undefined,
  groups = groupNames(),
  grants: GrantListing = { grants: [], failures: [] },
): Promise<ClusterNode[]> {
  const row = node === undefined ? undefined : new ClusterRow(node);
  const rows = await rowsBelow(
    row,
    state,
    groups.load,
    () => Promise.resolve(grants),
    () => undefined,
  );
  return rows.map((row) => row.node);
}

/** What a row of a failure, of what helps, or of a cluster is called. */
function told(node: ClusterNode): string {
  return node.kind === 'action'
    ? node.action.remedy.title
    : node.kind === 'subscriptionError'
      ? node.message
      : node.kind === 'cluster'
        ? node.seen.cluster.name
        : node.kind;
}

describe('the rows of the cluster tree', () => {
  it('start with the subscriptions that have clusters or failed, then the tenants that failed', async () => {
    assert.deepEqual(
      (await nodesBelow(undefined)).map((node) =>
        node.kind === 'subscription' ? node.seen.subscription.displayName : node.kind,
      ),
      ['broken', 'prod', 'tenantFailure'],
    );
  });

  it('are the remedies where the listing failed as a whole, a sign-in first where only that helps', () => {
    const titles = (error: unknown): string[] => rootNodes({ kind: 'failed', error }).map(told);
    assert.deepEqual(titles(offline), ['Try Again', 'Sign In to Azure', 'Show Log']);
    assert.deepEqual(titles(new AksEntraError('signInFailed', 'no')), ['Sign In to Azure', 'Try Again', 'Show Log']);
    assert.deepEqual(titles(new Error('a defect')), ['Try Again', 'Sign In to Azure', 'Show Log']);
  });

  it('are one row with the remedies below it where there are rows of a former listing, which stay', async () => {
    const failure: InventoryState = { kind: 'failed', error: offline, kept: listingOf(state) ?? emptyListing([]) };
    const [first, ...others] = rootNodes(failure);
    assert.equal(first?.kind, 'listingFailure');
    assert.deepEqual(others, rootNodes(state));
    assert.deepEqual((await nodesBelow(first)).map(told), ['Try Again', 'Sign In to Azure', 'Show Log']);
  });

  it('offer to retry below a tenant that failed', async () => {
    assert.deepEqual((await nodesBelow(rootNodes(state).at(-1))).map(told), ['Retry']);
  });

  it('have the clusters of before below a subscription that failed, behind why and a way on', async () => {
    const kept = [managed];
    const broken = { ...seen('prod', offline), outcome: { kind: 'failed' as const, error: offline, kept } };
    const below = await nodesBelow({ kind: 'subscription', seen: broken });
    assert.deepEqual(below.map(told), [offline.message, 'Retry', 'web']);
  });

  it('are none before anything is known', () => {
    assert.deepEqual(rootNodes({ kind: 'starting' }), []);
    assert.deepEqual(rootNodes({ kind: 'signedOut' }), []);
    assert.deepEqual(rootNodes({ kind: 'loading', ...emptyListing([ada]) }), []);
  });

  it('say below a subscription that failed why, below others its clusters', async () => {
    const [broken, prod] = rootNodes(state);
    const [error, ...remedies] = await nodesBelow(broken);
    assert.deepEqual(error, { kind: 'subscriptionError', seen: seen('broken', offline), message: offline.message });
    assert.deepEqual(remedies.map(told), ['Retry']);
    const names = (await nodesBelow(prod)).map((node) => (node.kind === 'cluster' ? node.seen.cluster.name : ''));
    assert.deepEqual(names, ['web', 'static']);
  });

  it('have the admin groups of a managed cluster among its facts, and none for a cluster without Entra', async () => {
    const [, prod] = rootNodes(state);
    const [web, plain] = await nodesBelow(prod);
    const kinds = (await nodesBelow(web)).map(({ kind }) => kind);
    assert.equal(kinds.indexOf('adminGroups'), 2);
    assert.ok((await nodesBelow(plain)).every(({ kind }) => kind === 'fact'));
  });

  it('name the groups where the directory tells the names, asked for the account that sees the cluster', async () => {
    const [, prod] = rootNodes(state);
    const [web] = await nodesBelow(prod);
    const groups = (await nodesBelow(web)).find(({ kind }) => kind === 'adminGroups');
    const named = groupNames({ [groupId]: 'aks-admins' });
    const [group] = await nodesBelow(groups, named);
    assert.equal(group?.kind === 'adminGroup' ? group.name : undefined, 'aks-admins');
    assert.deepEqual(named.asked, [[ada, 'contoso', [groupId]]]);
    const [unnamed] = await nodesBelow(groups);
    assert.ok(unnamed?.kind === 'adminGroup' && !('name' in unnamed));
  });
});

describe('the row of who has access', () => {
  it('stands below managed clusters, and has what was read, what could not be read, or that there is nothing', async () => {
    const [, prod] = rootNodes(state);
    const [web, plain] = await nodesBelow(prod);
    const access = (await nodesBelow(web)).find(({ kind }) => kind === 'access');
    assert.ok(access !== undefined && !(await nodesBelow(plain)).some(({ kind }) => kind === 'access'));
    const kinds = async (listing: GrantListing): Promise<string[]> =>
      (await nodesBelow(access, groupNames(), listing)).map(({ kind }) => kind);
    assert.deepEqual(await kinds({ grants: [], failures: [] }), ['noGrants']);
    assert.deepEqual(await kinds({ grants: [], failures: [], others: 3 }), ['otherRoles']);
    const failure = { part: 'cluster', error: offline } as const;
    assert.deepEqual(await kinds({ grants: [], failures: [failure] }), ['grantFailure', 'grantRetry']);
    const grant = {
      kind: 'binding',
      id: '/readers/Group/g',
      who: { kind: 'Group', id: 'g' },
      subject: { kind: 'Group', name: 'g' },
      binding: {
        name: 'readers',
        uid: 'u',
        resourceVersion: '1',
        role: { kind: 'ClusterRole', name: 'view' },
        subjects: [],
      },
    } as const;
    assert.deepEqual(await kinds({ grants: [grant, grant], failures: [failure] }), [
      'grantFailure',
      'grantRetry',
      'grant',
    ]);
    const [row] = await nodesBelow(access, groupNames(), { grants: [grant], failures: [] });
    assert.equal(row && idOf(row), 'g');
    assert.equal(row && clusterFrom(new ClusterRow(row))?.cluster.name, 'web');
  });
});

describe('a command that is asked for from a row', () => {
  it('gets the cluster from the cluster’s own rows, with who sees it, and from no other', async () => {
    const [broken, prod, failure] = rootNodes(state);
    const [web] = await nodesBelow(prod);
    const [fact] = await nodesBelow(web);
    for (const node of [web, fact]) {
      assert.ok(node);
      assert.equal(clusterFrom(new ClusterRow(node))?.cluster.name, 'web');
      assert.equal(clusterFrom(new ClusterRow(node))?.account, ada);
    }
    for (const node of [broken, prod, failure]) {
      assert.ok(node);
      assert.equal(clusterFrom(new ClusterRow(node)), undefined);
    }
  });

  it('takes nothing for a row that is none of ours', () => {
    for (const argument of [undefined, null, 'web', { node: { kind: 'cluster' } }]) {
      assert.equal(asClusterNode(argument), undefined);
      assert.equal(clusterFrom(argument), undefined);
    }
  });

  it('copies the id of a row, on a fact its value, and nothing where there is neither', async () => {
    const [broken, prod, failure] = rootNodes(state);
    const [error] = await nodesBelow(broken);
    const [web] = await nodesBelow(prod);
    const children = await nodesBelow(web);
    const [fact] = children;
    const groups = children.find(({ kind }) => kind === 'adminGroups');
    const [group] = await nodesBelow(groups);
    const ids = [prod, failure, web, fact, group, groups, error].map((node) => (node === undefined ? '?' : idOf(node)));
    assert.deepEqual(ids, [
      'prod',
      'fabrikam',
      managed.id,
      fact?.kind === 'fact' ? fact.fact.value : '?',
      groupId,
      undefined,
      undefined,
    ]);
  });
});
