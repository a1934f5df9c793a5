import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { rowsOfSubscription } from '../../../../src/core/clusterView/clusterFilter.ts';
import { type SeenSubscription, seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { eachSubscriptionOnce } from '../../../../src/core/listing/subscriptionListings.ts';
import { asOfSentence, asOfText } from '../../../../src/features/clusters/asOfTexts.ts';
import {
  type ClusterNode,
  type PlaceInKubeconfig,
  remedyNodes,
  rootNodes,
} from '../../../../src/features/clusters/clusterNodes.ts';
import { clusterRowTexts } from '../../../../src/features/clusters/clusterRowTexts.ts';
import type { ClusterRowTexts } from '../../../../src/features/clusters/rowTexts.ts';
import { ada, cluster, contoso, fabrikam, failed, noon, offline, seen } from '../../core/clusters/listedClusters.ts';

const running = { powerState: { code: 'Running' }, provisioningState: 'Succeeded', kubernetesVersion: '1.33.2' };
const managed = { ...running, aadProfile: { managed: true, enableAzureRBAC: true } };
const legacy = { ...running, aadProfile: { managed: false } };

function textsOf(
  node: ClusterNode,
  place: PlaceInKubeconfig = 'none',
  isForOtherPrograms = false,
  isCurrent = false,
): ClusterRowTexts {
  return clusterRowTexts(node, () => ({ place, isCurrent, isForOtherPrograms }));
}

function clusterTexts(
  properties: object,
  place: PlaceInKubeconfig = 'none',
  isForOtherPrograms = false,
): ClusterRowTexts {
  const [web] = seenClusters(seen('prod', [cluster('prod', 'web', properties)]));
  assert.ok(web);
  return textsOf({ kind: 'cluster', seen: web }, place, isForOtherPrograms);
}

function subscriptionTexts(subscription: SeenSubscription): ClusterRowTexts {
  return textsOf({ kind: 'subscription', seen: subscription, ...rowsOfSubscription(subscription) });
}

describe('the row of a cluster', () => {
  it('says what is unusual about it, and to a screen reader what its icon says too', () => {
    const { label, description, accessibleLabel, tooltip } = clusterTexts(managed);
    assert.equal(label, 'web');
    assert.equal(description, 'Azure RBAC · 1.33.2');
    assert.equal(accessibleLabel, 'Cluster web, Entra managed, Azure RBAC, 1.33.2');
    assert.ok(typeof tooltip === 'object' && tooltip.lines.includes('Entra integration: managed'));
  });

  it('tells by its icon what state it is in, and of one that can be used its Entra integration', () => {
    const iconOf = (properties: object): unknown => Object.values(clusterTexts(properties).icon);
    assert.deepEqual(iconOf(managed), ['shield', 'aksEntra.healthyIcon']);
    assert.deepEqual(iconOf(legacy), ['warning', 'aksEntra.warningIcon']);
    assert.deepEqual(iconOf(running), ['unlock', 'aksEntra.warningIcon']);
    const states: readonly (readonly [string, string, string])[] = [
      ['Creating', 'add', 'busyIcon'],
      ['Updating', 'sync', 'busyIcon'],
      ['SomethingOf2030', 'sync', 'busyIcon'],
      ['Deleting', 'trash', 'busyIcon'],
      ['Failed', 'error', 'errorIcon'],
      ['Canceled', 'warning', 'warningIcon'],
    ];
    for (const [provisioningState, name, color] of states) {
      assert.deepEqual(iconOf({ ...managed, provisioningState }), [name, `aksEntra.${color}`], provisioningState);
    }
    const stopped = { ...managed, powerState: { code: 'Stopped' } };
    assert.deepEqual(iconOf(stopped), ['debug-pause', 'aksEntra.inactiveIcon']);
    assert.deepEqual(iconOf({ ...stopped, provisioningState: 'Failed' }), ['error', 'aksEntra.errorIcon']);
  });

  it('names its tenant in the hover', () => {
    const inContoso = { ...managed, aadProfile: { managed: true, tenantID: contoso.tenantId } };
    const { tooltip } = clusterTexts(inContoso);
    assert.ok(typeof tooltip === 'object' && tooltip.lines.includes('Tenant: Contoso'));
  });

  it('says why a cluster gives no credential, and offers none', () => {
    const sealed = { ...running, disableLocalAccounts: true };
    const { description, accessibleLabel, tooltip, contextValue, icon } = clusterTexts(sealed);
    assert.equal(description, 'no sign-in possible · No Entra · no local accounts · 1.33.2');
    assert.match(accessibleLabel ?? '', /^Cluster web, no sign-in possible, No Entra/);
    assert.ok(typeof tooltip === 'object');
    assert.match(tooltip.lines[0] ?? '', /^Azure has no credential for web: .*--enable-aad/);
    assert.equal(contextValue, 'clusterWithoutCredential');
    assert.equal(clusterTexts(sealed, 'context').contextValue, 'clusterWithoutCredentialInKubeconfig');
    assert.equal(icon.name, 'circle-slash');
  });

  it('is marked where the kubeconfig has it, and says first where it is the current one', () => {
    const [web] = seenClusters(seen('prod', [cluster('prod', 'web', managed)]));
    assert.ok(web);
    const rows = [
      textsOf({ kind: 'cluster', seen: web }, 'none'),
      textsOf({ kind: 'cluster', seen: web }, 'context'),
      textsOf({ kind: 'cluster', seen: web }, 'vscodeSignIn', false, true),
    ];
    assert.deepEqual(
      rows.map(({ mark, description, accessibleLabel }) => [mark, description, accessibleLabel]),
      [
        [undefined, 'Azure RBAC · 1.33.2', 'Cluster web, Entra managed, Azure RBAC, 1.33.2'],
        ['inKubeconfig', 'Azure RBAC · 1.33.2', 'Cluster web, Entra managed, Azure RBAC, 1.33.2, in your kubeconfig'],
        [
          'current',
          'current · Azure RBAC · 1.33.2',
          'Cluster web, Entra managed, Azure RBAC, 1.33.2, in your kubeconfig, current context',
        ],
      ],
    );
  });

  it('says first what is being done to it, and that it is busy', () => {
    const [web] = seenClusters(seen('prod', [cluster('prod', 'web', running)]));
    assert.ok(web);
    const { description, accessibleLabel, icon } = clusterRowTexts({ kind: 'cluster', seen: web }, () => ({
      place: 'none',
      isCurrent: false,
      isForOtherPrograms: false,
      change: 'enabling Entra… 2m',
    }));
    assert.equal(description, 'enabling Entra… 2m · No Entra · 1.33.2');
    assert.match(accessibleLabel ?? '', /^Cluster web, enabling Entra… 2m, No Entra/);
    assert.equal(icon.name, 'sync~spin');
  });

  it('tells the authorised IP ranges in its hover', () => {
    const { tooltip } = clusterTexts({ ...managed, apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24'] } });
    assert.ok(typeof tooltip === 'object' && tooltip.lines.includes('Authorised IP ranges (1): 192.0.2.0/24'));
  });

  it('has a menu by what can be done with it', () => {
    const menus = [managed, legacy, running].flatMap((properties) => [
      clusterTexts(properties).contextValue,
      clusterTexts(properties, 'context').contextValue,
      clusterTexts(properties, 'vscodeSignIn').contextValue,
    ]);
    assert.deepEqual(menus, [
      'managedCluster',
      'managedClusterInKubeconfig',
      'managedClusterWithKey',
      'legacyCluster',
      'legacyClusterInKubeconfig',
      'legacyClusterInKubeconfig',
      'cluster',
      'clusterInKubeconfig',
      'clusterInKubeconfig',
    ]);
  });

  it('says in the row, the hover and to a screen reader that other programs are allowed, and offers to stop them', () => {
    const { description, accessibleLabel, tooltip, contextValue } = clusterTexts(managed, 'vscodeSignIn', true);
    assert.equal(description, 'Azure RBAC · other programs: allowed · 1.33.2');
    assert.equal(
      accessibleLabel,
      'Cluster web, Entra managed, Azure RBAC, 1.33.2, other programs: allowed, in your kubeconfig',
    );
    assert.ok(typeof tooltip === 'object' && tooltip.lines.some((line) => line.startsWith('Other programs: allowed.')));
    assert.equal(contextValue, 'managedClusterWithConsent');
  });

  it('says so as long as it holds, also where no context leads there any more', () => {
    const { description, contextValue } = clusterTexts(managed, 'none', true);
    assert.match(description ?? '', /other programs: allowed · 1/);
    assert.equal(contextValue, 'managedCluster');
  });

  it('asks about its own cluster what this machine has of it', () => {
    const asked: string[] = [];
    const [web] = seenClusters(seen('prod', [cluster('prod', 'web', managed)]));
    assert.ok(web);
    clusterRowTexts({ kind: 'cluster', seen: web }, ({ id }) => {
      asked.push(id);
      return { place: 'none', isCurrent: false, isForOtherPrograms: false };
    });
    assert.deepEqual(asked, [web.cluster.id]);
  });
});

describe('the row of a subscription', () => {
  it('counts its clusters, beside its tenant and what is unusual about its state', () => {
    const [web, api] = [cluster('prod', 'web'), cluster('prod', 'api')];
    const one = seen('prod', [web]);
    const disabled = { ...one, subscription: { ...one.subscription, state: 'Disabled' } };
    assert.equal(subscriptionTexts(one).description, 'Contoso · 1 cluster');
    assert.equal(subscriptionTexts(seen('prod', [web, api])).description, 'Contoso · 2 clusters');
    assert.equal(subscriptionTexts(disabled).description, 'Contoso · 1 cluster · disabled');
    assert.equal(subscriptionTexts(one).accessibleLabel, 'Subscription prod, Contoso · 1 cluster');
    const below = textsOf({ kind: 'subscription', seen: one, ...rowsOfSubscription(one), isBelowTenant: true });
    assert.equal(below.description, '1 cluster');
    assert.equal(below.accessibleLabel, 'Subscription prod, Contoso · 1 cluster');
  });

  it('counts no clusters beside groups, where they stand, and names its account where several are listed', () => {
    const one = seen('prod', [cluster('prod', 'web')]);
    const beside = { kind: 'subscription' as const, seen: one, ...rowsOfSubscription(one), clusters: [] };
    assert.equal(textsOf({ ...beside, isBesideGroups: true }).description, 'Contoso');
    const named = textsOf({ ...beside, isBesideGroups: true, namesAccount: true });
    assert.equal(named.description, 'Contoso · ada@contoso.com');
    assert.equal(named.accessibleLabel, 'Subscription prod, Contoso · ada@contoso.com');
    assert.equal(textsOf(beside).description, 'Contoso · 0 of 1 cluster');
  });

  it('says that it could not be listed, with an icon that says so too', () => {
    const { description, icon } = subscriptionTexts(seen('prod', offline));
    assert.equal(description, 'Contoso · could not be listed');
    assert.equal(icon.name, 'error');
  });

  it('says that it failed and as of when its clusters are, and why in the hover and to a screen reader', () => {
    const failing = { kind: 'failed' as const, error: offline, kept: [cluster('prod', 'web')] };
    const { description, icon, tooltip, accessibleLabel } = subscriptionTexts({
      ...seen('prod', []),
      outcome: failing,
    });
    assert.equal(description, `${asOfText(noon)} · Contoso · 1 cluster · could not be listed`);
    assert.equal(icon.name, 'error');
    assert.ok(typeof tooltip === 'string');
    assert.deepEqual(tooltip.split('\n').slice(-2), [asOfSentence(noon), offline.message]);
    assert.equal(accessibleLabel, `Subscription prod, ${description}. ${offline.message}`);
  });

  it('says as of when it is where its tenant failed, and so do its clusters', () => {
    const [web] = [cluster('prod', 'web', managed)];
    const old = { ...seen('prod', []), outcome: { kind: 'listed' as const, clusters: [web], isKept: true } };
    const { description, icon, tooltip, accessibleLabel } = subscriptionTexts(old);
    assert.equal(description, `${asOfText(noon)} · Contoso · 1 cluster`);
    assert.equal(accessibleLabel, `Subscription prod, ${description}`);
    assert.equal(icon.name, 'key');
    assert.ok(typeof tooltip === 'string');
    assert.match(tooltip, /As of .*: it was not listed again since\./);
    const row = seenClusters(old).map((each) => textsOf({ kind: 'cluster', seen: each }))[0];
    assert.equal(row?.description, `${asOfText(noon)} · Azure RBAC · 1.33.2`);
    assert.equal(row.accessibleLabel, `Cluster web, ${asOfText(noon)}, Entra managed, Azure RBAC, 1.33.2`);
    assert.ok(typeof row.tooltip === 'object' && row.tooltip.lines[0] === asOfSentence(noon));
  });

  it('shows the tenant that owns it, whoever lists it', () => {
    const delegated = { ...seen('prod', []), tenants: { owner: fabrikam, lister: contoso } };
    const { description, tooltip } = subscriptionTexts(delegated);
    assert.equal(description, 'Fabrikam · 0 clusters');
    assert.equal(tooltip, 'prod\nSubscription prod\nTenant Fabrikam (fabrikam)\nListed in tenant Contoso (contoso)');
  });

  it('stands under the tenant that lists it where the owner is none of the account’s, and says whose it is', () => {
    const tenantId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    const tenants = { owner: { tenantId, displayName: tenantId }, lister: contoso, isOwnerForeign: true };
    const { description, tooltip, accessibleLabel } = subscriptionTexts({ ...seen('prod', []), tenants });
    assert.equal(description, 'Contoso · of 0f1e2d3c… · 0 clusters');
    assert.equal(accessibleLabel, 'Subscription prod, Contoso · of 0f1e2d3c… · 0 clusters');
    assert.equal(
      tooltip,
      `prod\nSubscription prod\nTenant ${tenantId}, which is not one of this account’s\nListed in tenant Contoso (contoso)\nLent with Azure Lighthouse, which gives rights in Azure, not on the clusters: kubectl signs in at the owner’s tenant, which refuses anyone who is not its guest.`,
    );
  });

  it('counts a cluster once that two tenants list', () => {
    const [web, api] = [cluster('prod', 'web'), cluster('prod', 'api')];
    const [both] = eachSubscriptionOnce([seen('prod', [web]), seen('prod', [web, api], { tenant: fabrikam })]);
    assert.ok(both);
    assert.equal(subscriptionTexts(both).description, 'Contoso · 2 clusters');
  });
});

describe('the row of a tenant that failed', () => {
  it('says that a sign-in is missing only where one helps, and has the menu for it', () => {
    const textsFor = (error: AksEntraError): ClusterRowTexts =>
      textsOf({ kind: 'tenantFailure', failure: failed(fabrikam, ada, error) });
    const refused = textsFor(new AksEntraError('signInFailed', 'Sign in again.'));
    assert.deepEqual(
      [refused.label, refused.description, refused.contextValue, refused.tooltip, refused.accessibleLabel],
      [
        'Fabrikam',
        'needs sign-in',
        'tenantNeedsSignIn',
        'Sign in again.',
        'Tenant Fabrikam, needs sign-in. Sign in again.',
      ],
    );
    const unreachable = textsFor(offline);
    assert.deepEqual([unreachable.description, unreachable.contextValue], ['could not be listed', 'tenantFailure']);
  });
});

describe('the rows below a cluster', () => {
  const [web] = seenClusters(seen('prod', [cluster('prod', 'web', managed)]));
  assert.ok(web);

  it('read a fact out with why it matters', () => {
    const fact = {
      id: 'localAccounts' as const,
      label: 'Local accounts',
      value: 'off',
      explanation: 'Everyone signs in.',
    };
    const { description, tooltip, accessibleLabel } = textsOf({ kind: 'fact', seen: web, fact });
    assert.deepEqual(
      [description, tooltip, accessibleLabel],
      ['off', 'Everyone signs in.', 'Local accounts: off. Everyone signs in.'],
    );
  });

  it('show what a list is made of in the hover, one below the other', () => {
    const fact = {
      id: 'ipRanges' as const,
      label: 'Ranges (2)',
      value: 'a, b',
      explanation: 'From these only.',
      items: ['a', 'b'],
    };
    const { description, tooltip } = textsOf({ kind: 'fact', seen: web, fact });
    assert.deepEqual([description, tooltip], ['a, b', 'From these only.\na\nb']);
  });

  it('count the admin groups, and open only where there are some', () => {
    const groupsOf = (...groupObjectIds: string[]): ClusterRowTexts =>
      textsOf({ kind: 'adminGroups', seen: web, groupObjectIds });
    const [none, two] = [groupsOf(), groupsOf('a', 'b')];
    assert.deepEqual([none.description, none.below, two.description, two.below], ['none', 'nothing', '2', 'collapsed']);
    assert.match(none.accessibleLabel ?? '', /^Admin groups: none\. No Entra group/);
    assert.match(two.accessibleLabel ?? '', /^Admin groups: 2\. Members/);
  });

  it('name an admin group with its id beside it, or say that its name is not readable', () => {
    const named = textsOf({ kind: 'adminGroup', seen: web, groupObjectId: 'id', name: 'sre' });
    assert.deepEqual([named.label, named.description, named.accessibleLabel], ['sre', 'id', 'Admin group sre']);
    const nameless = textsOf({ kind: 'adminGroup', seen: web, groupObjectId: 'id' });
    assert.deepEqual(
      [nameless.label, nameless.description, nameless.accessibleLabel],
      ['id', undefined, 'Admin group id'],
    );
    assert.equal(nameless.tooltip, 'Group id. Its name is not readable with this sign-in.');
  });

  it('say of an admin group whether one is a member, as far as that is known', () => {
    const group = { kind: 'adminGroup', seen: web, groupObjectId: 'id' } as const;
    const member = textsOf({ ...group, name: 'sre', isMember: true });
    assert.deepEqual(
      [member.description, member.accessibleLabel, member.tooltip, member.icon.name],
      [
        'you are a member · id',
        'Admin group sre, you are a member',
        `sre (id)\nYou are a member, as ${web.account.label}.`,
        'verified',
      ],
    );
    assert.equal(textsOf({ ...group, isMember: true }).description, 'you are a member');
    const other = textsOf({ ...group, isMember: false });
    assert.deepEqual([other.description, other.accessibleLabel], [undefined, 'Admin group id']);
    assert.ok(typeof other.tooltip === 'string');
    assert.match(other.tooltip, /\nYou are not a member, as .*\. Refresh the token if you joined/);
    const groups = textsOf({ kind: 'adminGroups', seen: web, groupObjectIds: ['a', 'b'], isMember: true });
    assert.equal(groups.description, '2 · you are a member');
    assert.match(groups.accessibleLabel ?? '', /^Admin groups: 2, you are a member\. Members/);
  });
});

describe('the rows of a listing that failed', () => {
  it('do what they say', () => {
    const actions = rootNodes({ kind: 'failed', error: offline }).map((node) => textsOf(node));
    assert.deepEqual(
      actions.map(({ label, accessibleLabel, remedy, icon }) => [label, accessibleLabel, remedy?.kind, icon.name]),
      [
        ['Try Again', 'Try Again', 'refreshClusters', 'refresh'],
        ['Sign In to Azure', 'Sign In to Azure', 'signIn', 'account'],
        ['Show Log', 'Show Log', 'showLog', 'output'],
      ],
    );
  });

  it('sign in where they stand', () => {
    const failure = failed(fabrikam, ada, new AksEntraError('signedOut', 'no'));
    const [first] = remedyNodes({ kind: 'tenantFailure', failure });
    assert.ok(first);
    const { label, command, remedy } = textsOf(first);
    assert.deepEqual([label, command, remedy], ['Sign In to This Tenant', 'aksEntra.signInToTenant', undefined]);
  });

  it('say in one row above those of before that nothing was refreshed, and why', () => {
    const { label, description, tooltip, accessibleLabel, below } = textsOf({ kind: 'listingFailure', error: offline });
    assert.deepEqual(
      [label, description, tooltip, accessibleLabel, below],
      ['Not refreshed', offline.message, offline.message, `Not refreshed. ${offline.message}`, 'expanded'],
    );
  });

  it('tell in a subscription why it failed', () => {
    const { label, tooltip, icon } = textsOf({
      kind: 'subscriptionError',
      seen: seen('prod', offline),
      message: offline.message,
    });
    assert.deepEqual([label, tooltip, icon.name], [offline.message, offline.message, 'error']);
  });
});
