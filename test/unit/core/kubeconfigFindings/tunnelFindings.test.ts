import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import { dependsOnKnownServers } from '../../../../src/core/kubeconfigFindings/tunnelFindings.ts';
import type { KnownServer, KubeconfigFinding } from '../../../../src/core/kubeconfigFindings/kubeconfigFinding.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { clusterIdOf, execCredential } from '../kubeconfig/armCredentials.ts';
import { plainSurroundings } from './plainSurroundings.ts';

const host = 'shop-1a2b.hcp.westeurope.azmk8s.io';
const authority = 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K';
const clusterId = clusterIdOf({ name: 'shop' });
const credential = parseCredential(
  execCredential({ name: 'shop', server: `https://${host}:443`, certificateAuthority: authority }),
);
const merged = planMerge({
  text: undefined,
  credential,
  metadata: { clusterId },
  onConflict: 'ask',
  setCurrentContext: true,
});
assert.ok(merged.kind === 'changed');
const direct = merged.text;

/** As `az aks bastion` leaves it, run twice where the name is localhost. */
function through(server: string, name: string): string {
  return direct.replace(/ {4}server:.*\n/, `    server: ${server}\n    tls-server-name: ${name}\n`);
}
const twice = through('https://localhost:50123/', 'localhost');

function find(text: string, knownServers: readonly KnownServer[] = []): KubeconfigFinding[] {
  return findInKubeconfig(text, { ...plainSurroundings, knownServers }).filter(({ code }) => code === 'tunnelToNobody');
}

function fixed(text: string, knownServers: readonly KnownServer[]): string | undefined {
  const fix = find(text, knownServers)[0]?.fix;
  const [edit] = fix?.kind === 'edit' ? fix.edits : [];
  return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

describe('a tunnel that names its own end as who has to answer', () => {
  for (const [server, name] of [
    ['https://localhost:50123/', 'localhost'],
    ['https://127.0.0.1:50123', '127.0.0.1'],
    ['"https://[::1]:50123"', '"::1"'],
    ['https://localhost:50123', "'LOCALHOST'"],
  ] as const) {
    it(`is marked: ${server}, ${name}`, () => {
      const text = through(server, name);
      assert.ok(dependsOnKnownServers(text));
      const [finding, ...others] = find(text);
      assert.ok(finding);
      assert.deepEqual(others, []);
      assert.equal(text.slice(finding.start, finding.end), name);
      assert.equal(finding.severity, 'warning');
      assert.match(
        finding.message,
        /has to be the host of the cluster’s API server.*no token.*“az aks bastion” writes it/,
      );
    });
  }

  it('gets the host of a cluster that is known by its authority, and no other byte changes', () => {
    const known = [
      { host: 'other.azmk8s.io', authority: 'Q0E=' },
      { host, authority },
    ];
    assert.equal(fixed(twice, known), through('https://localhost:50123/', host));
    assert.equal(find(twice, known)[0]?.fix?.title, `Set it to ${host}`);
    assert.doesNotMatch(find(twice, known)[0]?.message ?? '', /credentials/);
    assert.deepEqual(find(fixed(twice, known) ?? '', known), []);
  });

  it('gets the host of a cluster that is known by the id that we wrote', () => {
    const known = [
      { host: 'other.azmk8s.io', clusterId: clusterIdOf({ name: 'other' }) },
      { host, clusterId: clusterId.toUpperCase() },
    ];
    assert.equal(fixed(twice, known), through('https://localhost:50123/', host));
  });

  it('sends whose cluster is not known to the credentials', () => {
    for (const known of [[], [{ host, authority: 'Q0E=' }], [{ host: 'a: b', authority }]]) {
      const [finding] = find(twice, known);
      assert.equal(finding?.fix?.kind, 'getCredentials');
      assert.match(finding.message, /Get the credentials of the cluster again, then open the tunnel\.$/);
    }
  });

  it('is none that names a host, and no server that is another machine', () => {
    assert.deepEqual(find(through('https://localhost:50123/', host)), []);
    assert.deepEqual(find(through(`https://${host}:443`, 'localhost')), []);
    assert.deepEqual(find(twice.replace(/ {4}tls-server-name.*\n/, '')), []);
    assert.deepEqual(find(direct), []);
    assert.ok(!dependsOnKnownServers(direct));
  });
});
