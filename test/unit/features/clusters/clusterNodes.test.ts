import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GrantListing } from '../../../../src/core/access/existingGrants.ts';
import type { SilentGroupsPorts } from '../../../../src/core/access/silentOwnGroups.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import { type InventoryState, listingOf } from '../../../../src/core/listing/inventory.ts';
import type { SeenSubscription } from '../../../../src/core/clusters/seenCluster.ts';
import type { Account } from '../../../../src/core/entra/signIn.ts';
import type { Claims } from '../../../../src/core/entra/accessToken.ts';
import { clusterScope } from '../../../../src/core/entra/scopes.ts';
import { type ClusterLevel, clusterLevels } from '../../../../src/core/clusterView/clusterGrouping.ts';
import { type ClusterView, plainView } from '../../../../src/core/clusterView/clusterView.ts';
import { rowsOfSubscription } from '../../../../src/core/clusterView/clusterFilter.ts';
import {
  asClusterNode,
  clusterFrom,
  type ClusterNode,
  ClusterRow,
  copiedOf,
  rootNodes,
} from '../../../../src/features/clusters/clusterNodes.ts';
import { clusterRowId } from '../../../../src/features/clusters/clusterRowIds.ts';
import { clusterRowTexts } from '../../../../src/features/clusters/clusterRowTexts.ts';
import { rowsBelow } from '../../../../src/features/clusters/clusterRows.ts';
import { ada, ben, cluster, fabrikam, failed, offline, seen } from '../../core/clusters/listedClusters.ts';
import { unsignedToken } from '../../core/entra/unsignedToken.ts';

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

/** Tokens for clusters that say this, as they are in memory and as they are asked for; undefined: there is none. */
function ownGroups(held: Claims | undefined, given: Claims | undefined = held) {
  const asked: unknown[] = [];
  const signIn: SilentGroupsPorts['signIn'] = {
    claimsOf: () => held,
    token: (request) => {
      asked.push(request);
      return given === undefined
        ? Promise.reject(new AksEntraError('signedOut', 'no'))
        : Promise.resolve({ token: unsignedToken(given), expiresOnMs: 0 });
    },
  };
  return { asked, signIn, groupMembership: () => Promise.reject(new Error('nobody asks the directory')) };
}

const noGrants = () => Promise.resolve({ grants: [], failures: [] });

async function nodesBelow(
  node: ClusterNode | undefined,
  groups = groupNames(),
  grants: GrantListing = { grants: [], failures: [] },
  own: SilentGroupsPorts = ownGroups(undefined),
): Promise<ClusterNode[]> {
  const row = node === undefined ? undefined : new ClusterRow(node);
  const rows = await rowsBelow(
    row,
    state,
    groups.load,
    () => Promise.resolve(grants),
    () => undefined,
    () => Promise.resolve([]),
    own,
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

  it('offer a sign-in below what failed for want of one: there, with that account, or to all of Azure', async () => {
    const error = new AksEntraError('signedOut', 'A sign-in is needed.');
    const challenged = seen('prod', error);
    const below = async (node: ClusterNode): Promise<string[]> =>
      (await nodesBelow(node)).filter(({ kind }) => kind === 'action').map(told);
    assert.deepEqual(await below({ kind: 'tenantFailure', failure: failed(fabrikam, ada, error) }), [
      'Sign In to This Tenant',
      'Retry',
    ]);
    assert.deepEqual(await below({ kind: 'accountFailure', failure: { account: ada, error } }), [
      'Sign In with This Account',
      'Retry',
    ]);
    assert.deepEqual(await below({ kind: 'subscription', seen: challenged, clusters: [], hidden: [], fleets: [] }), [
      'Sign In to Azure',
      'Retry',
    ]);
    const [here] = await nodesBelow({ kind: 'tenantFailure', failure: failed(fabrikam, ada, error) });
    assert.ok(here?.kind === 'action' && here.below?.kind === 'tenantFailure');
  });

  it('have the clusters of before below a subscription that failed, behind why and a way on', async () => {
    const kept = [managed];
    const broken = { ...seen('prod', offline), outcome: { kind: 'failed' as const, error: offline, kept } };
    const below = await nodesBelow({ kind: 'subscription', seen: broken, ...rowsOfSubscription(broken) });
    assert.deepEqual(below.map(told), [offline.message, 'Retry', 'web']);
  });

  it('are one way out where the filter leaves no cluster', () => {
    const [first] = rootNodes(state, { ...plainView, filter: { text: 'nowhere' } });
    assert.equal(first?.kind, 'clearFilter');
    assert.equal(
      rootNodes({ kind: 'listed', ...emptyListing([ada]) }, { ...plainView, filter: { text: 'a' } }).length,
      0,
    );
  });

  it('keep their ids when they are grouped otherwise, but for those of the favourites, which stand there twice', async () => {
    const idsIn = async (view: ClusterView): Promise<string[]> => {
      const open = async (row?: ClusterRow): Promise<ClusterRow[]> => {
        const below = await rowsBelow(
          row,
          state,
          groupNames().load,
          noGrants,
          () => undefined,
          () => Promise.resolve([]),
          ownGroups(undefined),
          view,
        );
        const nested = await Promise.all(below.filter(({ node }) => node.kind !== 'cluster').map(open));
        return [...below, ...nested.flat()];
      };
      return (await open()).filter(({ node }) => node.kind === 'cluster').map(clusterRowId);
    };
    const plain = await idsIn(plainView);
    const byLocation = await idsIn({ ...plainView, grouping: 'location' });
    assert.deepEqual(byLocation.toSorted(), plain.toSorted());
    const favourites = await idsIn({ ...plainView, favourites: [managed.id.toLowerCase()] });
    assert.equal(new Set(favourites).size, plain.length + 1);
  });

  it('of an account open once there is something below: VS Code leaves closed what it drew with nothing below it', () => {
    const idOf = (below: readonly ClusterLevel[]): string =>
      clusterRowId(new ClusterRow({ kind: 'account', account: ada, below }));
    const [level] = clusterLevels(listingOf(state) ?? emptyListing([]), plainView).levels;
    assert.ok(level);
    assert.notEqual(idOf([]), idOf([level]));
    const failure = { kind: 'accountFailure' as const, failure: { account: ada, error: offline } };
    assert.equal(clusterRowId(new ClusterRow(failure)), idOf([level]));
  });

  it('say whose they are, in groups and favourites, where two accounts see the same', async () => {
    const both = [seen('prod', [managed]), seen('prod', [managed], { account: ben })];
    const of = (accounts: readonly Account[], subscriptions: readonly SeenSubscription[]): InventoryState => ({
      kind: 'listed',
      ...emptyListing(accounts),
      subscriptions,
      tenantFailures: [failed(fabrikam), failed(fabrikam, ben)],
    });
    const told = async (at: InventoryState, view: ClusterView): Promise<string[]> => {
      const open = async (row?: ClusterRow): Promise<string[]> => {
        const rows = await rowsBelow(
          row,
          at,
          groupNames().load,
          noGrants,
          () => undefined,
          () => Promise.resolve([]),
          ownGroups(undefined),
          view,
        );
        const lines = rows.map(async (each) => {
          const { label, description = '' } = clusterRowTexts(each.node, () => ({
            place: 'none',
            isCurrent: false,
            isForOtherPrograms: false,
          }));
          const below = each.node.kind === 'group' || each.node.kind === 'favourites' ? await open(each) : [];
          return [`${label}: ${description.replace(' · unknown', '')}`, ...below];
        });
        return (await Promise.all(lines)).flat();
      };
      return open();
    };
    const view: ClusterView = { ...plainView, grouping: 'entra', favourites: [managed.id.toLowerCase()] };
    const lines = await told(of([ada, ben], both), view);
    assert.equal(new Set(lines).size, 6, lines.join('\n'));
    assert.deepEqual(
      lines.filter((line) => line.includes('cluster')),
      ['Favourites: 1 cluster', 'Entra managed: 1 cluster'],
    );
    assert.deepEqual(
      lines.filter((line) => line.startsWith('Fabrikam')),
      ['Fabrikam: ada@contoso.com · could not be listed', 'Fabrikam: ben@contoso.com · could not be listed'],
    );
    const alone = await told(of([ada], both.slice(0, 1)), view);
    assert.ok(
      alone.every((line) => !line.includes('@')),
      alone.join('\n'),
    );
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

  it('tell who is in an admin group by a token that is there, and ask for one when the groups are opened only', async () => {
    const [, prod] = rootNodes(state);
    const [web] = await nodesBelow(prod);
    const isMember = (node: ClusterNode | undefined): boolean | undefined =>
      node?.kind === 'adminGroups' || node?.kind === 'adminGroup' ? node.isMember : undefined;
    const below = (node: ClusterNode | undefined, own: SilentGroupsPorts): Promise<ClusterNode[]> =>
      nodesBelow(node, undefined, undefined, own);
    const groupsRow = async (own: SilentGroupsPorts): Promise<ClusterNode | undefined> =>
      (await below(web, own)).find(({ kind }) => kind === 'adminGroups');
    const [member, stranger] = [{ oid: 'ada', groups: [groupId.toUpperCase()] }, { oid: 'ada' }];
    for (const [held, expected] of [
      [undefined, undefined],
      [member, true],
      [stranger, false],
    ] as const) {
      const own = ownGroups(held, member);
      const row = await groupsRow(own);
      assert.equal(isMember(row), expected);
      assert.deepEqual(own.asked, []);
      assert.equal(isMember((await below(row, own))[0]), true);
      assert.deepEqual(own.asked, [
        { account: ada, tenantId: 'contoso', scope: clusterScope(), interaction: 'silent' },
      ]);
    }
    const [unknown] = await below(await groupsRow(ownGroups(undefined)), ownGroups(undefined));
    assert.ok(unknown?.kind === 'adminGroup' && !('isMember' in unknown));
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
    assert.equal(row && copiedOf(row), 'g');
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
    const ids = [prod, failure, web, fact, group, groups, error].map((node) =>
      node === undefined ? '?' : copiedOf(node),
    );
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
