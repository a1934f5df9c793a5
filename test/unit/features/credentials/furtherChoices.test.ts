import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { chosenSoFar, furtherChoices, toggles } from '../../../../src/features/credentials/furtherChoices.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';

const aadProfile = { managed: true };
const web = cluster('prod', 'web', { aadProfile });
const usual = { address: 'default', isShownOnly: false } as const;

const valuesFor = (...clusters: [Cluster, ...Cluster[]]): unknown[] =>
  furtherChoices(clusters, usual, '/config', true).map(({ value }) => value);
const togglesFor = (...clusters: [Cluster, ...Cluster[]]): unknown[] =>
  toggles(clusters, usual).map(({ value }) => value);
const privateCluster = (fqdn: string | undefined): Cluster =>
  cluster('prod', 'web', {
    aadProfile,
    apiServerAccessProfile: { enablePrivateCluster: true },
    fqdn,
    privateFQDN: 'web-1.guid.privatelink.westeurope.azmk8s.io',
  });

describe('the further choices of a credential', () => {
  it('are the old format, its name, its file, the admin credential, and to be shown only', () => {
    assert.deepEqual(valuesFor(web), ['azure', 'name', 'file', 'show', 'admin']);
    assert.deepEqual(togglesFor(web), ['show']);
  });

  it('are the old format only with Entra, and where Azure can be asked for it', () => {
    assert.deepEqual(valuesFor(cluster('prod', 'static')), ['name', 'file', 'show']);
    const place = furtherChoices([web], usual, '/config', false);
    assert.deepEqual(
      place.map(({ value }) => value),
      ['name', 'file', 'show', 'admin'],
    );
  });

  it('are an admin credential only where there is one that the other is not already', () => {
    assert.ok(!valuesFor(cluster('prod', 'web', { aadProfile, disableLocalAccounts: true })).includes('admin'));
    assert.ok(!valuesFor(cluster('prod', 'static')).includes('admin'));
  });

  it('are the public address only of a private cluster that has one', () => {
    const of = privateCluster('web-1.hcp.westeurope.azmk8s.io');
    assert.deepEqual(valuesFor(of), ['azure', 'name', 'file', 'address', 'show', 'admin']);
    assert.deepEqual(togglesFor(of), ['address', 'show']);
    assert.deepEqual(togglesFor(privateCluster(undefined)), ['show']);
    assert.deepEqual(togglesFor(cluster('prod', 'web', { fqdn: 'web-1.hcp.westeurope.azmk8s.io' })), ['show']);
  });

  it('are the old format and the file alone for several clusters', () => {
    assert.deepEqual(valuesFor(web, web), ['azure', 'file']);
    assert.deepEqual(valuesFor(cluster('prod', 'static'), cluster('prod', 'other')), ['file']);
    assert.deepEqual(togglesFor(web, web), []);
  });

  it('say what has been chosen, by icon and words', () => {
    const of = privateCluster('web-1.hcp.westeurope.azmk8s.io');
    const chosen = { contextName: 'prod', targetFile: '/other', address: 'public', isShownOnly: true } as const;
    const described = (so: Parameters<typeof furtherChoices>[1]): unknown[] =>
      furtherChoices([of], so, '/config', true).map(({ description }) => description);
    assert.deepEqual(described(usual), ['old', 'web', '/config', 'off', 'off', undefined]);
    assert.deepEqual(described(chosen), ['old', 'prod', '/other', 'on', 'on', undefined]);
    const shown = (so: Parameters<typeof toggles>[1]): unknown[] =>
      toggles([of], so).map(({ icon, tooltip }) => `${icon} ${tooltip.replace(/\..*/, '')}`);
    assert.deepEqual(shown(usual), ['lock Public address: off', 'eye-closed Show instead of merging: off']);
    assert.deepEqual(shown(chosen), ['globe Public address: on', 'eye Show instead of merging: on']);
    assert.deepEqual(chosenSoFar(usual), []);
    assert.deepEqual(chosenSoFar(chosen), [
      'context “prod”',
      'into /other',
      'by its public address',
      'shown only, nothing is written',
    ]);
  });
});
