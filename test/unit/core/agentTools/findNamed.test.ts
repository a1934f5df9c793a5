import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedCluster, namedContext } from '../../../../src/core/agentTools/findNamed.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { cluster, seen } from '../clusters/listedClusters.ts';

describe('a cluster that a tool is asked about', () => {
  const clusters = [
    ...seenClusters(seen('prod', [cluster('prod', 'web'), cluster('prod', 'api')])),
    ...seenClusters(seen('test', [cluster('test', 'web')])),
  ];

  it('is found by its id, and by its name where that is its own, in any case', () => {
    assert.equal(
      namedCluster(clusters, 'API'),
      clusters.find(({ cluster: { name } }) => name === 'api'),
    );
    for (const {
      cluster: { id },
    } of clusters) {
      assert.equal(namedCluster(clusters, id.toUpperCase()).cluster.id, id);
    }
  });

  it('is not chosen among several, nor by a part of a name', () => {
    assert.throws(() => namedCluster(clusters, 'web'), /2 clusters are called “web”\. Give the id .*prod.*test/);
    assert.throws(() => namedCluster(clusters, 'we'), /No cluster “we” is listed/);
    assert.throws(() => namedCluster([], '['), /No cluster/);
  });
});

describe('a context that a tool is asked about', () => {
  const named = (...names: string[]) =>
    readContexts(JSON.stringify({ contexts: names.map((name) => ({ name, context: { cluster: 'c', user: 'u' } })) }));

  it('is found by its name, as it is or as an answer has it', () => {
    const facts = named('web', 'odd](x)');
    assert.equal(namedContext(facts, 'web').contextName, 'web');
    assert.equal(namedContext(facts, 'odd](x)').contextName, 'odd](x)');
    assert.equal(namedContext(facts, 'odd]?(x)').contextName, 'odd](x)');
    assert.throws(() => namedContext(facts, 'WEB'), /no context “WEB”/);
    assert.throws(() => namedContext(facts, '__proto__'), /no context/);
  });

  it('is none that only looks like another', () => {
    const facts = named('a\u200bb', 'a\u200cb');
    assert.throws(() => namedContext(facts, 'a?b'), /Several contexts look like/);
    assert.equal(namedContext(named('a?b', 'a\u200bb'), 'a?b').contextName, 'a?b');
  });
});
