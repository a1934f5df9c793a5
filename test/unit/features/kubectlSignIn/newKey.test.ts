import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { isUnguessable, readableName } from '../../../../src/core/kubeconfig/unguessableName.ts';
import { keyContexts } from '../../../../src/features/kubectlSignIn/keyContexts.ts';
import { formerKeyOf, replaceKey } from '../../../../src/features/kubectlSignIn/newKey.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { KeyList } from './keyList.ts';
import { authorityData, Files, keyless, keysIn } from './pluginKubeconfigs.ts';

const config = '/home/ada/.kube/config';

async function keyed(text: string): Promise<{ readonly files: Files; readonly list: KeyList }> {
  const [files, list] = [new Files({ [config]: text }), new KeyList()];
  const all = await pluginContextsOf(files, files.files);
  const plan = await keyContexts(list, files.snapshot.texts, all, all);
  files.texts.set(config, plan.texts[0] ?? '');
  await list.trust(all.map(({ cluster }) => cluster));
  return { files, list };
}

async function formerOf(files: Files, list: KeyList, name: string): Promise<ReturnType<typeof formerKeyOf>> {
  const all = await pluginContextsOf(files, files.files);
  const [context] = all.filter(({ contextName }) => contextName === name);
  assert.ok(context);
  return formerKeyOf(context, all, list.clusters);
}

describe('a new key', () => {
  const text = keyless(
    { name: 'payments' },
    { name: 'payments-dev', cluster: 'payments' },
    { name: 'proxied', server: 'https://payments.hcp.westeurope.azmk8s.io:443', authority: proxiedAuthority() },
    { name: 'shop' },
  );

  it('goes to all contexts of the entry, whichever way they reach it, and to the list; Undo brings the former back', async () => {
    const { files, list } = await keyed(text);
    const [before, clusters] = [files.texts.get(config) ?? '', list.clusters];
    const former = await formerOf(files, list, 'payments');
    assert.deepEqual(
      former.contexts.map(({ contextName }) => contextName),
      ['payments', 'payments-dev', 'proxied'],
    );
    const { receipts, undo } = await replaceKey(files, list, files.snapshot, former);
    const keys = keysIn(files.texts.get(config) ?? '');
    const now = keys['payments'];
    assert.notEqual(now, former.key);
    assert.deepEqual(keys, { payments: now, 'payments-dev': now, proxied: now, shop: keysIn(before)['shop'] });
    assert.deepEqual(
      list.clusters.map(({ key }) => key),
      clusters.map(({ key }) => (key === former.key ? now : key)),
    );
    for (const receipt of receipts) {
      await files.undo(receipt);
    }
    await undo();
    assert.deepEqual([files.texts.get(config), list.clusters], [before, clusters]);
  });

  it('takes the place of the one that the context has, where two entries have its tunnel’s name', async () => {
    const [host, otherHost] = ['shop.hcp.westeurope.azmk8s.io', 'shop.privatelink.westeurope.azmk8s.io'];
    const { files, list } = await keyed(keyless({ name: 'shop', server: `https://${host}:443` }));
    const [own] = list.clusters;
    assert.ok(own);
    const first = { ...own, server: `https://${otherHost}:443`, otherHost: host, key: 'e'.repeat(32) };
    list.clusters = [first, own];
    const tunnelled = (files.texts.get(config) ?? '').replace(
      /( +)server: .*\n/,
      `$1server: https://localhost:50123\n$1tls-server-name: ${host}\n`,
    );
    files.texts.set(config, tunnelled);
    assert.equal((await formerOf(files, list, 'shop')).key, own.key);
    files.texts.set(config, tunnelled.replace(own.key, 'd'.repeat(32)));
    assert.equal((await formerOf(files, list, 'shop')).key, first.key);
  });

  it('comes with new names of the entries where programs that name no cluster may use them', async () => {
    const { files, list } = await keyed(text);
    const former = await formerOf(files, list, 'payments');
    await list.setConsent(former.key, { kubeconfigs: [config] });
    const namesIn = (): [string, string][] =>
      readContexts(files.texts.get(config) ?? '').contexts.map((context) => [context.clusterName, context.userName]);
    const stems = namesIn();
    await replaceKey(files, list, files.snapshot, former);
    const first = namesIn();
    await replaceKey(files, list, files.snapshot, await formerOf(files, list, 'payments'));
    const second = namesIn();
    assert.deepEqual([first[3], second[3]], [stems[3], stems[3]]);
    for (const index of [0, 1, 2]) {
      const ofFirst = first[index]?.filter(isUnguessable) ?? [];
      const ofSecond = second[index]?.filter(isUnguessable) ?? [];
      assert.deepEqual([ofFirst.length, ofSecond.length], [2, 2]);
      assert.ok(ofSecond.every((name) => !ofFirst.includes(name)));
      assert.deepEqual(ofSecond.map(readableName), stems[index]);
    }
  });

  it('is nowhere where the list cannot be changed', async () => {
    const { files, list } = await keyed(text);
    const before = files.texts.get(config);
    const former = await formerOf(files, list, 'payments');
    list.isLocked = true;
    await assert.rejects(replaceKey(files, list, files.snapshot, former), /locked/);
    assert.equal(files.texts.get(config), before);
  });

  it('is nowhere where another window replaced the former one first', async () => {
    const { files, list } = await keyed(text);
    const before = files.texts.get(config);
    const former = await formerOf(files, list, 'payments');
    await list.replaceKey(former.key, 'e'.repeat(32));
    await assert.rejects(replaceKey(files, list, files.snapshot, former), { code: 'contextKeyWrong' });
    assert.equal(files.texts.get(config), before);
  });

  it('is nowhere where the list cannot be read once it was changed', async () => {
    const { files, list } = await keyed(text);
    const [before, clusters] = [files.texts.get(config), list.clusters];
    const former = await formerOf(files, list, 'payments');
    const unreadable = Object.assign(Object.create(list) as KeyList, {
      start: () => list.start(),
      contextKeys: () => (list.clusters === clusters ? list.contextKeys() : Promise.reject(new Error('unreadable'))),
      replaceKey: (one: string, other: string) => list.replaceKey(one, other),
    });
    await assert.rejects(replaceKey(files, unreadable, files.snapshot, former), /unreadable/);
    assert.deepEqual([files.texts.get(config), list.clusters], [before, clusters]);
  });

  it('needs a cluster that is in the list', async () => {
    const { files, list } = await keyed(text);
    list.clusters = [];
    await assert.rejects(formerOf(files, list, 'payments'), { code: 'contextKeyWrong' });
  });
});

function proxiedAuthority(): object {
  return { 'certificate-authority-data': authorityData, 'proxy-url': 'http://proxy.example:3128' };
}
