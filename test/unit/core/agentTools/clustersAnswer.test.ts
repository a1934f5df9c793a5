import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerText } from '../../../../src/core/agentTools/answerText.ts';
import { clustersAnswer } from '../../../../src/core/agentTools/clustersAnswer.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import { ada, ben, cluster, contoso, failed, fabrikam, offline, seen } from '../clusters/listedClusters.ts';

interface Told {
  readonly clusters: readonly Record<string, unknown>[];
  readonly count: number;
  readonly ofAll?: number;
  readonly leftOut?: number;
  readonly toSeeThem?: string;
  readonly notListed?: readonly string[];
  readonly isStillListing?: string;
}

const aadProfile = {
  managed: true,
  enableAzureRBAC: true,
  adminGroupObjectIDs: ['9a000000-0000-4000-8000-000000000001'],
};
const web = cluster('prod', 'web', { aadProfile, disableLocalAccounts: true, kubernetesVersion: '1.33.5' });

function listed(...subscriptions: ReturnType<typeof seen>[]): InventoryState {
  return { kind: 'listed', accounts: [ada, ben], subscriptions, tenantFailures: [] };
}

function told(...given: Parameters<typeof clustersAnswer>): Told {
  return JSON.parse(answerText(clustersAnswer(...given))) as Told;
}

describe('the clusters that a tool tells', () => {
  it('come with their Entra facts, and where they stand in the kubeconfig', () => {
    const kubeconfig = readContexts(`
contexts:
- name: mine
  context:
    cluster: web
    user: web
    extensions: [{name: aks-entra, extension: {clusterId: ${web.id}}}]
current-context: mine
`);
    const { clusters, count } = told(listed(seen('prod', [web])), kubeconfig, undefined);
    assert.equal(count, 1);
    const [one = {}] = clusters;
    assert.equal(one['id'], web.id);
    assert.deepEqual(
      [one['entra'], one['authorization'], one['hasLocalAccounts'], one['kubernetesVersion'], one['seenBy']],
      ['managed', 'azureRbac', false, '1.33.5', ada.label],
    );
    assert.deepEqual(one['adminGroupIds'], aadProfile.adminGroupObjectIDs);
    assert.deepEqual(one['tenant'], { id: contoso.tenantId, name: contoso.displayName });
  });

  it('are each told once, though several accounts see them', () => {
    const state = listed(seen('prod', [web]), seen('prod', [web], { account: ben }));
    assert.equal(told(state, undefined, undefined).count, 1);
  });

  it('are found by words, each of which has to occur', () => {
    const state = listed(seen('prod', [web, cluster('prod', 'api')]), seen('test', [cluster('test', 'web')]));
    const names = (search: string) => told(state, undefined, search).clusters.map(({ id }) => String(id).split('/')[2]);
    assert.deepEqual(names('WEB'), ['prod', 'test']);
    assert.deepEqual(names('web prod'), ['prod']);
    assert.deepEqual(names('azure rbac'), ['prod']);
    assert.deepEqual(names('nothing'), []);
    assert.equal(told(state, undefined, 'web').ofAll, 3);
  });

  it('are bounded, and the rest is counted', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => cluster('prod', `web-${index}`));
    const { clusters, count, leftOut, toSeeThem = '' } = told(listed(seen('prod', many)), undefined, undefined);
    assert.deepEqual([clusters.length, count, leftOut], [50, 3_000, 2_950]);
    assert.match(toSeeThem, /narrower search/);
  });

  it('say what could not be listed, and that more is coming', () => {
    const state: InventoryState = {
      kind: 'loading',
      accounts: [ada],
      subscriptions: [seen('prod', offline)],
      tenantFailures: [failed(fabrikam)],
    };
    const { notListed, isStillListing, count } = told(state, undefined, undefined);
    assert.equal(count, 0);
    assert.deepEqual(notListed, [
      'Subscription prod: Could not list: no network.',
      'Tenant Fabrikam: Could not list: no network.',
    ]);
    assert.match(isStillListing ?? '', /still being listed/);
  });
});
