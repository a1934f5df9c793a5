import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOpen, reachSteps, whyUnreached } from '../../../../src/core/privateClusters/reachLadder.ts';
import { cluster } from '../clusters/listedClusters.ts';

const fqdn = 'web-1.hcp.westeurope.azmk8s.io';
const privateFQDN = 'web-1.0.privatelink.westeurope.azmk8s.io';
const enablePrivateCluster = true;

describe('the ladder to a cluster', () => {
  const table: readonly (readonly [string, object, readonly string[], RegExp])[] = [
    ['public', { fqdn }, ['runCommand'], /^Nothing in Azure is in the way: “web”/],
    [
      'private, without a public name',
      { privateFQDN, apiServerAccessProfile: { enablePrivateCluster } },
      ['bastion', 'cloudShell', 'runCommand'],
      /^“web” is private/,
    ],
    [
      'private, with a public name',
      { fqdn, privateFQDN, apiServerAccessProfile: { enablePrivateCluster } },
      ['publicName', 'bastion', 'cloudShell', 'runCommand'],
      /^“web” is private/,
    ],
    [
      'public for some addresses',
      { fqdn, apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24'] } },
      ['ranges', 'cloudShell', 'runCommand'],
      /authorised IP ranges only: connections from elsewhere time out/,
    ],
    [
      'public for its own nodes',
      { fqdn, apiServerAccessProfile: { authorizedIPRanges: ['0.0.0.0/32'] } },
      ['ranges', 'cloudShell', 'runCommand'],
      /only its own nodes/,
    ],
    [
      'stopped and private',
      { fqdn, powerState: { code: 'Stopped' }, apiServerAccessProfile: { enablePrivateCluster } },
      ['start'],
      /^“web” is stopped: it has no address/,
    ],
    [
      'private, with run command turned off',
      { privateFQDN, apiServerAccessProfile: { enablePrivateCluster, disableRunCommand: true } },
      ['bastion', 'cloudShell'],
      /private/,
    ],
  ];
  for (const [what, properties, fitting, why] of table) {
    it(`has for one that is ${what} what fits first, and tells why the rest does not`, () => {
      const steps = reachSteps(cluster('prod', 'web', properties), true);
      assert.deepEqual(
        steps.slice(0, fitting.length).map(({ way }) => way),
        fitting,
      );
      assert.ok(steps.slice(fitting.length).every(({ fits, reason }) => !fits && reason !== ''));
      assert.equal(steps.length, 6);
      assert.match(whyUnreached(cluster('prod', 'web', properties)), why);
    });
  }

  it('says that az is missing, and offers Bastion all the same: it is installed from there', () => {
    const hidden = cluster('prod', 'web', { privateFQDN, apiServerAccessProfile: { enablePrivateCluster } });
    for (const hasAz of [false, undefined]) {
      const [first] = reachSteps(hidden, hasAz);
      assert.deepEqual([first?.way, first?.fits], ['bastion', true]);
      assert.match(first?.reason ?? '', /az \(2\.85 or newer\) is missing/);
    }
  });

  it('has nothing in the way of one that everybody reaches', () => {
    assert.equal(isOpen(cluster('prod', 'web', { fqdn })), true);
    assert.equal(isOpen(cluster('prod', 'web', { fqdn, powerState: { code: 'Stopped' } })), false);
  });
});
