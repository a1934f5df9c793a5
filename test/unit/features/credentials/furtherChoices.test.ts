import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { furtherChoices } from '../../../../src/features/credentials/furtherChoices.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';

const aadProfile = { managed: true };
const web = cluster('prod', 'web', { aadProfile });
const usual = { address: 'default', isShownOnly: false } as const;

const valuesFor = (...clusters: [Cluster, ...Cluster[]]): unknown[] =>
  furtherChoices(clusters, usual, '/config').map(({ value }) => value);
const privateCluster = (fqdn: string | undefined): Cluster =>
  cluster('prod', 'web', {
    aadProfile,
    apiServerAccessProfile: { enablePrivateCluster: true },
    fqdn,
    privateFQDN: 'web-1.guid.privatelink.westeurope.azmk8s.io',
  });

describe('the further choices of a credential', () => {
  it('are its name, its file, to be shown only, and the admin credential', () => {
    assert.deepEqual(valuesFor(web), ['name', 'file', 'show', 'admin']);
  });

  it('are an admin credential only where there is one that the other is not already', () => {
    assert.ok(!valuesFor(cluster('prod', 'web', { aadProfile, disableLocalAccounts: true })).includes('admin'));
    assert.ok(!valuesFor(cluster('prod', 'static')).includes('admin'));
  });

  it('are the public address only of a private cluster that has one', () => {
    assert.ok(valuesFor(privateCluster('web-1.hcp.westeurope.azmk8s.io')).includes('address'));
    assert.ok(!valuesFor(privateCluster(undefined)).includes('address'));
    assert.ok(!valuesFor(cluster('prod', 'web', { fqdn: 'web-1.hcp.westeurope.azmk8s.io' })).includes('address'));
  });

  it('are the file alone for several clusters', () => {
    assert.deepEqual(valuesFor(web, web), ['file']);
  });

  it('say what has been chosen', () => {
    const rows = (chosen: Parameters<typeof furtherChoices>[1]): unknown[] =>
      furtherChoices([privateCluster('web-1.hcp.westeurope.azmk8s.io')], chosen, '/config').map(
        ({ label, description }) => (description === undefined ? label : `${label} ${description}`),
      );
    assert.deepEqual(rows(usual), [
      'Context name… web',
      'Target file… /config',
      'Public address',
      'Show instead of merging',
      'Admin credential…',
    ]);
    assert.deepEqual(rows({ contextName: 'prod', address: 'public', isShownOnly: true }).slice(0, 4), [
      'Context name… prod',
      'Target file… /config',
      '$(check) Public address',
      '$(check) Show instead of merging',
    ]);
  });
});
