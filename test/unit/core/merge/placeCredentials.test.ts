import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCredential, parsePlaceCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { execCredential } from '../kubeconfig/armCredentials.ts';

const clusterId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop';
const text = execCredential({ name: 'shop', resourceGroup: 'rg' });
const naming = { contextName: 'shop-checkout', namespace: 'checkout' };
const metadata = { clusterId, managedNamespace: 'checkout' };

describe('the credential of a managed namespace', () => {
  it('gets names of its own, and its namespace', () => {
    const { contextName, clusterName, userName, context } = parsePlaceCredential(text, naming);
    assert.deepEqual(
      [contextName, clusterName, userName, context['namespace']],
      ['shop-checkout', 'shop-checkout', 'clusterUser_shop-checkout', 'checkout'],
    );
  });

  it('keeps the namespace that Azure set', () => {
    const set = text.replace('  name: shop\ncurrent-context', '    namespace: other\n  name: shop\ncurrent-context');
    const placed = set.replace(/( {4}user: \S+\n) {4}namespace: other/, '$1    namespace: other');
    assert.equal(parsePlaceCredential(placed, naming).context['namespace'], 'other');
    const empty = placed.replace('namespace: other', 'namespace: ""');
    assert.equal(parsePlaceCredential(empty, naming).context['namespace'], 'checkout');
  });

  it('is the one of the namespace among several contexts, else the current one, and refused where neither is there', () => {
    const entry = (name: string, namespace: string): string =>
      `- context:\n    cluster: shop\n    namespace: ${namespace}\n    user: clusterUser_rg_shop\n  name: ${name}\n`;
    const several = (current: string, ...entries: string[]): string =>
      text.replace(
        /contexts:\n[^]*?current-context: shop\n/,
        `contexts:\n${entries.join('')}current-context: ${current}\n`,
      );
    const namespaceIn = (of: string): unknown => parsePlaceCredential(of, naming).context['namespace'];
    assert.equal(namespaceIn(several('a', entry('a', 'search'), entry('b', 'checkout'))), 'checkout');
    assert.equal(namespaceIn(several('b', entry('a', 'search'), entry('b', 'more'))), 'more');
    assert.throws(() => namespaceIn(several('none', entry('a', 'search'), entry('b', 'more'))), {
      code: 'credentialInvalid',
    });
  });

  it('takes strange names of Azure’s for nothing, and distrusts the same as ever', () => {
    for (const name of ['../x', 'a b', '"$(id)"', 'clusterAdmin_x', 'ns/checkout', '😀']) {
      const odd = text
        .replaceAll('clusterUser_rg_shop', JSON.stringify(name))
        .replaceAll(/: shop$/gm, `: ${JSON.stringify(name)}`);
      const { contextName, userName } = parsePlaceCredential(odd, naming);
      assert.equal(contextName, 'shop-checkout');
      assert.match(userName, /^(clusterAdmin_)?shop-checkout$/);
    }
    assert.throws(() => parsePlaceCredential(text.replace('command: kubelogin', 'command: /tmp/x'), naming), {
      code: 'credentialUntrusted',
    });
  });

  it('stands beside the cluster’s own, in either order, and is the same again', () => {
    const own = { credential: parseCredential(text), metadata: { clusterId } };
    const placed = { credential: parsePlaceCredential(text, naming), metadata };
    for (const order of [
      [own, placed],
      [placed, own],
    ]) {
      let merged: string | undefined;
      for (const item of order) {
        const plan = planMerge({ text: merged, onConflict: 'ask', setCurrentContext: false, ...item });
        assert.equal(plan.kind, 'changed');
        merged = plan.text;
      }
      for (const item of order) {
        const again = planMerge({ text: merged, onConflict: 'ask', setCurrentContext: false, ...item });
        assert.equal(again.kind, 'unchanged');
        assert.equal(again.contextName, item === own ? 'shop' : 'shop-checkout');
      }
    }
  });

  it('asks where the name is another cluster’s or another namespace’s, and keeps no namespace of theirs', () => {
    const first = planMerge({
      text: undefined,
      onConflict: 'ask',
      setCurrentContext: false,
      credential: parsePlaceCredential(text, naming),
      metadata: { clusterId: clusterId.replace(/shop$/, 'shop-check'), managedNamespace: 'out' },
    });
    assert.ok(first.kind === 'changed');
    const credential = parsePlaceCredential(text, { ...naming, namespace: 'mine' });
    const next = { text: first.text, setCurrentContext: false, credential, metadata };
    const taken = planMerge({ ...next, onConflict: 'ask' });
    assert.equal(taken.kind, 'conflict');
    const over = planMerge({ ...next, onConflict: 'overwrite' });
    assert.ok(over.kind === 'changed');
    assert.match(over.text, /namespace: mine/);
    assert.match(over.text, /managedNamespace: checkout/);
    assert.doesNotMatch(over.text, /managedNamespace: out|namespace: checkout\n {4}user/);
  });

  it('leaves nothing of a namespace behind where the cluster’s own credential takes its name', () => {
    const placed = planMerge({
      text: undefined,
      onConflict: 'ask',
      setCurrentContext: false,
      credential: parsePlaceCredential(text, { contextName: 'x', namespace: 'checkout' }),
      metadata,
    });
    assert.ok(placed.kind === 'changed');
    const own = { credential: parseCredential(text), metadata: { clusterId }, contextName: 'x' };
    const over = planMerge({ text: placed.text, onConflict: 'overwrite', setCurrentContext: false, ...own });
    assert.ok(over.kind === 'changed');
    assert.doesNotMatch(over.text, /amespace/);
  });
});

describe('the credentials of two fleets’ hubs', () => {
  it('do not take each other’s place, though Azure calls both hub', () => {
    const hub = execCredential({ name: 'hub', resourceGroup: 'rg' });
    let merged: string | undefined;
    for (const name of ['one', 'two']) {
      const credential = parsePlaceCredential(hub, { contextName: `${name}-hub` });
      assert.equal(credential.context['namespace'], undefined);
      const plan = planMerge({
        text: merged,
        onConflict: 'ask',
        setCurrentContext: false,
        credential,
        metadata: { fleetId: `/fleets/${name}` },
      });
      assert.ok(plan.kind === 'changed');
      merged = plan.text;
    }
    assert.match(merged ?? '', /name: one-hub\n[^]*name: two-hub\n/);
  });
});
