import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiServerFacts } from '../../../../src/core/clusters/apiServerFacts.ts';
import { cluster } from './listedClusters.ts';

const fqdn = 'web-1.hcp.westeurope.azmk8s.io';
const ranges = (...authorizedIPRanges: string[]): object => ({ fqdn, apiServerAccessProfile: { authorizedIPRanges } });

describe('who reaches an API server', () => {
  const stopped = { powerState: { code: 'Stopped' } };
  const table: readonly (readonly [string, object, RegExp])[] = [
    ['a public one without ranges', { fqdn }, /over the internet from every address/],
    [
      'a public one with null for ranges',
      { fqdn, apiServerAccessProfile: { authorizedIPRanges: null } },
      /every address/,
    ],
    ['a public one with ranges', ranges('192.0.2.0/24'), /over the internet from its authorised IP ranges only/],
    ['one that lets in its own nodes only', ranges('0.0.0.0/32'), /its own nodes only|cluster’s own nodes only/],
    ['a private one', { apiServerAccessProfile: { enablePrivateCluster: true } }, /virtual network only/],
    ['a stopped one', { fqdn, ...stopped }, /^Not reachable while the cluster is stopped\.$/],
    ['a stopped private one', { apiServerAccessProfile: { enablePrivateCluster: true }, ...stopped }, /^Not reachable/],
    ['one without an address', {}, /^Azure names no address for it\.$/],
  ];
  for (const [what, properties, expected] of table) {
    it(`is told of ${what}`, () => {
      const [server] = apiServerFacts(cluster('prod', 'web', properties));
      assert.match(server?.explanation ?? '', expected);
    });
  }
});

describe('authorised IP ranges', () => {
  it('are a fact with their number, all of them and what they mean', () => {
    const [, fact, ...more] = apiServerFacts(cluster('prod', 'web', ranges('192.0.2.0/24', '198.51.100.7/32')));
    assert.deepEqual(more, []);
    assert.deepEqual(fact, {
      id: 'ipRanges',
      label: 'Authorised IP ranges (2)',
      value: '192.0.2.0/24, 198.51.100.7/32',
      explanation:
        'kubectl reaches the API server from these addresses and from the cluster’s own outbound address only.',
      items: ['192.0.2.0/24', '198.51.100.7/32'],
    });
  });

  it('let nobody in but the cluster itself where they are 0.0.0.0/32, and more where they are not only that', () => {
    const explanationOf = (...all: string[]): string =>
      apiServerFacts(cluster('prod', 'web', ranges(...all)))[1]?.explanation ?? '';
    assert.match(explanationOf('0.0.0.0/32'), /^Only the cluster’s own outbound address is let in/);
    assert.match(explanationOf('0.0.0.0/32', '192.0.2.0/24'), /from these addresses/);
  });

  it('are no fact where there are none', () => {
    assert.equal(apiServerFacts(cluster('prod', 'web', ranges())).length, 1);
  });
});
