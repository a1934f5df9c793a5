import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { clusterPosture } from '../../../../src/core/posture/clusterPosture.ts';
import { rawCluster } from '../entraIntegration/rawClusters.ts';
import { postureOf, seenOf } from './postures.ts';

describe('what a fresh answer says of a cluster', () => {
  it('takes run command for on unless it was turned off', () => {
    const on = [{}, { apiServerAccessProfile: null }, { apiServerAccessProfile: { disableRunCommand: false } }];
    assert.deepEqual(
      on.map((properties) => postureOf(properties).hasRunCommand),
      [true, true, true],
    );
    assert.equal(postureOf({ apiServerAccessProfile: { disableRunCommand: true } }).hasRunCommand, false);
  });

  it('tells how people get onto nodes, each way once', () => {
    const agentPoolProfiles = [
      { securityProfile: { sshAccess: 'EntraId' } },
      { securityProfile: { sshAccess: 'LocalUser' } },
      { securityProfile: {} },
      { securityProfile: { sshAccess: 'entraid' } },
    ];
    assert.deepEqual(postureOf({ agentPoolProfiles }).nodeSsh, {
      kind: 'checked',
      access: ['entraid', 'localuser', 'unset'],
    });
    assert.deepEqual(postureOf({ agentPoolProfiles: null }).nodeSsh, { kind: 'checked', access: [] });
  });

  for (const apiVersion of ['2025-10-01', '2026-03-01']) {
    it(`says that nobody checked that in version ${apiVersion}, whatever stands there`, () => {
      const agentPoolProfiles = [{ securityProfile: { sshAccess: 'EntraId' } }];
      assert.deepEqual(postureOf({ agentPoolProfiles }, {}, apiVersion).nodeSsh, { kind: 'notChecked' });
    });
  }

  it('is of the cluster as it is now, not as it was listed', () => {
    const seen = seenOf(rawCluster());
    const body = rawCluster({ disableLocalAccounts: true });
    const posture = clusterPosture(seen, { body, apiVersion: '2026-06-01' });
    assert.deepEqual([seen.cluster.hasLocalAccounts, posture.cluster.hasLocalAccounts], [true, false]);
    assert.equal(posture.seen.cluster, posture.cluster);
  });

  it('is an error where the answer is no cluster', () => {
    assert.throws(
      () => clusterPosture(seenOf(rawCluster()), { body: { id: '/x' }, apiVersion: '2026-06-01' }),
      (error) => error instanceof AksEntraError && error.code === 'unexpectedAnswer',
    );
  });
});
