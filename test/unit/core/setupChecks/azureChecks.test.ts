import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import type { SetupSignIn } from '../../../../src/core/setupChecks/signInChecks.ts';
import { ada, cluster, offline, seen } from '../clusters/listedClusters.ts';
import { config, kubeconfig, kubelogin, machine, plugin, probeOf, rowOf, rowsOf, tenant } from './setupFixture.ts';

const host = 'aks1-abc.hcp.eastus.azmk8s.io';
const managed = { aadProfile: { managed: true, tenantID: tenant }, fqdn: host, currentKubernetesVersion: '1.33.5' };
const one = cluster('sub', 'aks1', managed);
const ofOurs = `, extensions: [{name: aks-entra, extension: {clusterId: ${one.id}}}]`;
const listed = (...clusters: Cluster[]): InventoryState => ({
  kind: 'listed',
  accounts: [ada],
  subscriptions: [seen('sub', clusters)],
  tenantFailures: [],
});
const notFound = new AksEntraError('notFound', 'Could not read it: Azure does not find it.');

/** @param now what Azure has of the cluster now */
function inAzure(text: string, state: InventoryState, now: Cluster | AksEntraError, asked: string[] = []) {
  const clusterNow = ({ cluster: { id } }: { cluster: Cluster }): Promise<Cluster> => {
    asked.push(id);
    return now instanceof AksEntraError ? Promise.reject(now) : Promise.resolve(now);
  };
  const azure = () => Promise.resolve({ listed: () => Promise.resolve(state), clusterNow });
  return rowsOf(machine({ [config]: text }, { azure }));
}

describe('the clusters behind the contexts', () => {
  it('are as they were, each asked for once, and kubectl is held against their versions', async () => {
    const asked: string[] = [];
    const text = kubeconfig({ a: kubelogin('azurecli'), b: plugin() });
    const rows = await inAzure(text, listed(one), one, asked);
    assert.deepEqual(asked, [one.id]);
    assert.deepEqual([rowOf(rows, 'clusters').state, rowOf(rows, 'clusters').summary], ['ok', '2 unchanged']);
    assert.equal(rowOf(rows, 'kubectl').summary, '1.33.4, in step with 1 cluster');
    const apart = await inAzure(text, listed(one), { ...one, kubernetesVersion: '1.36.0' });
    assert.equal(rowOf(apart, 'kubectl').state, 'warning');
  });

  it('are gone only where Azure was asked and has none of that id', async () => {
    const text = kubeconfig({ a: plugin() }, ofOurs);
    const [row] = rowOf(await inAzure(text, listed(), notFound), 'clusters').rows ?? [];
    assert.deepEqual([row?.state, row?.summary], ['error', 'is gone']);
    // With a backup, and its credential too: kubectl would leave that there.
    const [remove] = row?.remedies ?? [];
    assert.deepEqual(remove?.kind === 'removeContext' && remove.contextName, 'a');
    const failed: InventoryState = { kind: 'failed', error: offline };
    assert.equal(rowOf(await inAzure(text, failed, notFound), 'clusters').state, 'skipped');
    const elsewhere: InventoryState = { ...listed(), subscriptions: [seen('other', [])] } as InventoryState;
    assert.equal(rowOf(await inAzure(text, elsewhere, notFound), 'clusters').state, 'skipped');
    const refused = await inAzure(text, listed(one), new AksEntraError('missingRole', 'Could not read it: no role.'));
    const [unknown] = rowOf(refused, 'clusters').rows ?? [];
    assert.deepEqual([unknown?.state, unknown?.summary], ['note', 'could not be looked at']);
  });

  it('have changed since the credentials were fetched', async () => {
    const changes: [string, string, Cluster, CheckRow['state'], RegExp][] = [
      [
        'another address',
        plugin(),
        cluster('sub', 'aks1', { ...managed, fqdn: 'aks1-new.hcp.eastus.azmk8s.io' }),
        'error',
        /another address/,
      ],
      ['no Entra', plugin(), cluster('sub', 'aks1', { fqdn: host }), 'error', /no Entra any more/],
      [
        'from before Entra',
        '{client-certificate-data: QQ==, client-key-data: QQ==}',
        one,
        'warning',
        /signs in with Entra/,
      ],
      ['migrated', kubelogin('azurecli', tenant, 'former-app'), one, 'error', /other tokens/],
      ['other tenant', kubelogin('azurecli', 'elsewhere'), one, 'error', /another tenant/],
    ];
    for (const [what, user, now, state, summary] of changes) {
      const rows = await inAzure(kubeconfig({ a: user }, ofOurs), listed(one), now);
      const [row] = rowOf(rows, 'clusters').rows ?? [];
      assert.deepEqual([row?.state, row?.remedies?.[0]?.kind], [state, 'onCluster'], what);
      assert.match(row?.summary ?? '', summary);
    }
  });

  it('offer the picker for the context of a managed namespace, whose credential is not the cluster’s', async () => {
    const ofNamespace = ofOurs.replace('clusterId', 'managedNamespace: team, clusterId');
    const moved = cluster('sub', 'aks1', { ...managed, fqdn: 'aks1-new.hcp.eastus.azmk8s.io' });
    const [row] =
      rowOf(await inAzure(kubeconfig({ a: plugin() }, ofNamespace), listed(one), moved), 'clusters').rows ?? [];
    assert.deepEqual([row?.state, row?.remedies?.[0]?.kind], ['error', 'getCredentials']);
  });

  it('raise no alarm for a service account, which Entra does not concern, nor for a host of one’s own before them', async () => {
    const summary = async (text: string) => rowOf(await inAzure(text, listed(one), one), 'clusters').summary;
    assert.equal(await summary(kubeconfig({ a: '{token: of-a-service-account}' }, ofOurs)), '1 unchanged');
    const admin = kubeconfig(
      { clusterAdmin_rg_aks1: '{client-certificate-data: QQ==, client-key-data: QQ==}' },
      ofOurs,
    );
    assert.equal(await summary(admin), '1 unchanged');
    const jump = kubeconfig({ a: plugin() }, ofOurs).replace(
      /server: "[^"]+"/,
      `server: "https://jump.corp:6443", tls-server-name: ${host.toUpperCase()}`,
    );
    assert.equal(await summary(jump), '1 unchanged');
    assert.equal(
      await summary(jump.replace(/tls-server-name: \S+?}/, 'tls-server-name: other.example}')),
      '1 has changed',
    );
  });

  it('are not told as unreachable one by one where the whole machine is offline', async () => {
    const failed: InventoryState = { kind: 'failed', error: offline };
    const azure = () =>
      Promise.resolve({ listed: () => Promise.resolve(failed), clusterNow: () => Promise.reject(notFound) });
    const text = kubeconfig({ a: plugin() });
    const rows = await rowsOf(machine({ [config]: text }, { azure, probe: probeOf({ kind: 'dns' }) }));
    const { summary, rows: each, remedies } = rowOf(rows, 'reach');
    assert.deepEqual([summary, each, remedies?.length], ['this machine seems to be offline', undefined, 1]);
    const refused = await rowsOf(machine({ [config]: text }, { azure, probe: probeOf({ kind: 'refused' }) }));
    assert.equal(rowOf(refused, 'reach').rows?.length, 1);
  });

  it('are not compared while nobody is signed in', async () => {
    const row = rowOf(await inAzure(kubeconfig({ a: plugin() }), { kind: 'signedOut' }, one), 'clusters');
    assert.deepEqual([row.state, row.remedies?.[0]?.kind], ['skipped', 'signIn']);
  });
});

describe('the sign-in of a setup', () => {
  const brokerProblem = new AksEntraError(
    'signInFailed',
    'Could not sign in. The operating system’s sign-in broker did not complete the sign-in.',
  );
  const signedIn: SetupSignIn = {
    accounts: () => Promise.resolve([{ id: 'ada', label: 'ada@contoso.com' }]),
    currentAccount: () => Promise.resolve({ id: 'ada', label: 'ada@contoso.com' }),
    hasChosen: () => true,
    usesBroker: () => true,
    tokenProblem: () => Promise.resolve(undefined),
  };
  const with_ = (parts: Partial<SetupSignIn>, text = kubeconfig({ a: plugin() })) =>
    rowsOf(machine({ [config]: text }, { signIn: { ...signedIn, ...parts } }));

  it('is in order where each tenant gives a token, and no row names the account', async () => {
    const rows = await with_({});
    assert.deepEqual([rowOf(rows, 'signIn').state, rowOf(rows, 'tenants').state], ['ok', 'ok']);
    assert.doesNotMatch(JSON.stringify(rows), /ada@/);
  });

  it('is asked for where a tenant gives none, or another account is wanted', async () => {
    const signedOut = new AksEntraError('signedOut', 'A sign-in to tenant t is needed.');
    const tenants = rowOf(await with_({ tokenProblem: () => Promise.resolve(signedOut) }), 'tenants');
    assert.deepEqual([tenants.state, tenants.rows?.[0]?.remedies?.[0]?.kind], ['warning', 'signIn']);
    const gone = rowOf(await with_({}, kubeconfig({ a: plugin('ben') })), 'tenants');
    assert.match(gone.rows?.[0]?.details?.[0] ?? '', /no longer signed in to VS Code/);
    const guest = new AksEntraError('signInFailed', 'This account does not exist in that tenant. (AADSTS50020)');
    assert.equal(rowOf(await with_({ tokenProblem: () => Promise.resolve(guest) }), 'tenants').state, 'error');
    const asked: string[] = [];
    const ofOthers = { tokenProblem: (_: unknown, tenantId: string) => Promise.resolve(void asked.push(tenantId)) };
    await with_(ofOthers, kubeconfig({ a: kubelogin('azurecli') }));
    assert.deepEqual(asked, []);
  });

  it('offers to do without the broker only where there is a sign of it, and where it is used', async () => {
    const kinds = (rows: readonly CheckRow[]) => rowOf(rows, 'signIn').remedies?.map(({ kind }) => kind) ?? [];
    assert.deepEqual(kinds(await with_({})), []);
    assert.deepEqual(kinds(await with_({ tokenProblem: () => Promise.resolve(brokerProblem) })), [
      'signIn',
      'openSetting',
    ]);
    const dropped = { currentAccount: () => Promise.resolve(undefined), accounts: () => Promise.resolve([]) };
    assert.deepEqual(kinds(await with_(dropped)), ['signIn', 'openSetting']);
    assert.deepEqual(kinds(await with_({ ...dropped, usesBroker: () => false })), ['signIn']);
    assert.deepEqual(kinds(await with_({ ...dropped, hasChosen: () => false })), ['signIn']);
  });
});
