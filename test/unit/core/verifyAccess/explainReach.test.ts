import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { explainReach, type ReachFacts } from '../../../../src/core/verifyAccess/explainReach.ts';
import type { ProbeResult } from '../../../../src/core/verifyAccess/serverProbe.ts';

const nowMs = Date.UTC(2026, 10, 30);
const url = new URL('https://shop.hcp.westeurope.azmk8s.io:443');

function seen(cluster: Partial<Cluster>): SeenCluster {
  return { cluster: { isPrivate: false, power: 'Running', ...cluster } } as SeenCluster;
}

function row(result: ProbeResult, facts: Partial<ReachFacts> = {}) {
  const {
    state,
    summary,
    details = [],
    remedies = [],
  } = explainReach(result, {
    server: { url },
    seen: undefined,
    nowMs,
    ...facts,
  });
  const offers = remedies.map((one) => (one.kind === 'onCluster' ? one.command : one.kind));
  return { state, summary, text: details.join(' '), offers };
}

describe('why an API server cannot be reached', () => {
  it('tells private, stopped, deleted and limited clusters apart', () => {
    const hidden = row({ kind: 'dns' }, { seen: seen({ isPrivate: true }) });
    assert.deepEqual([hidden.summary, hidden.offers], ['a private cluster', ['reachCluster']]);
    assert.equal(row({ kind: 'timeout' }, { seen: seen({ isPrivate: true }) }).summary, 'a private cluster');
    assert.equal(row({ kind: 'dns' }, { seen: seen({ power: 'Stopped' }) }).summary, 'the cluster is stopped');
    assert.equal(row({ kind: 'dns' }, { isGone: true }).summary, 'the cluster is gone');
    const limited = { seen: seen({ authorizedIpRanges: ['203.0.113.0/24'] }) };
    assert.match(row({ kind: 'timeout' }, limited).text, /203\.0\.113\.0\/24/);
    assert.equal(row({ kind: 'dns' }, limited).summary, 'no such host');
    assert.deepEqual(row({ kind: 'dns' }).offers, ['getCredentials']);
    const tunnel = { server: { url: new URL('https://localhost:41234') } };
    assert.match(row({ kind: 'refused' }, tunnel).text, /to a tunnel, and that has ended/);
  });

  it('tells a cluster that was recreated from a proxy that reads along', () => {
    const anew = row({ kind: 'tls', problem: 'unknownAuthority', issuer: 'ca' }, { seen: seen({}) });
    assert.match(anew.text, /recreated/);
    assert.deepEqual(anew.offers, ['getCredentials']);
    const along = row({ kind: 'tls', problem: 'unknownAuthority', issuer: 'Contoso Inspection' }, { seen: seen({}) });
    assert.match(along.summary ?? '', /Contoso Inspection/);
    assert.match(along.text, /Never turn the check off/);
  });

  it('offers something with every certificate that is refused, and for a check that is off', () => {
    const names = { subscriptionId: 's-1', resourceGroup: 'rg(eu)', name: 'shop' };
    const { remedies = [] } = explainReach(
      { kind: 'tls', problem: 'expired' },
      { server: { url }, seen: seen(names), nowMs },
    );
    assert.deepEqual(
      remedies.map((one) => one.kind === 'copyLine' && one.line),
      ["az aks rotate-certs --subscription s-1 --resource-group 'rg(eu)' --name shop"],
    );
    assert.deepEqual(row({ kind: 'tls', problem: 'expired' }).offers, ['copyLine']);
    const off = row({ kind: 'answered', status: 401 }, { server: { url, insecure: true } });
    assert.deepEqual(off.offers, ['getCredentials']);
  });

  it('blames a proxy where one stands between, by its name', () => {
    const dead = row({ kind: 'refused', viaProxy: 'proxy.example:8080' }, { seen: seen({ isPrivate: true }) });
    assert.match(dead.text, /“proxy\.example:8080”: nobody listens there.*HTTPS_PROXY/);
    assert.match(row({ kind: 'proxy', status: 407, viaProxy: 'proxy.example:8080' }).text, /answered 407/);
    // Such as one of SOCKS, through which kubectl may well come.
    assert.equal(row({ kind: 'proxy', viaProxy: 'proxy.example:1080' }).state, 'note');
    const own = { server: { url, proxyUrl: 'http://localhost:1' } };
    assert.match(row({ kind: 'refused', viaProxy: 'localhost:1' }, own).text, /proxy-url/);
  });

  it('takes any answer for an answer, but sees a clock that is wrong and a check that is off', () => {
    assert.deepEqual(row({ kind: 'answered', status: 401, serverTimeMs: nowMs + 60_000 }).state, 'ok');
    const slow = row({ kind: 'answered', status: 401, serverTimeMs: nowMs + 10 * 60_000 });
    assert.deepEqual([slow.state, slow.summary], ['warning', 'this clock is 10 minutes slow']);
    assert.equal(row({ kind: 'answered', status: 401 }, { server: { url, insecure: true } }).state, 'warning');
  });
});
