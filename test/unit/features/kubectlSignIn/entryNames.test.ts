import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnguessable } from '../../../../src/core/kubeconfig/unguessableName.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { withEntryNames } from '../../../../src/core/merge/nameEntries.ts';
import { entryNames, stopWhereRenamed } from '../../../../src/features/kubectlSignIn/entryNames.ts';
import { keyContexts } from '../../../../src/features/kubectlSignIn/keyContexts.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { KeyList } from './keyList.ts';
import { Files, keyless } from './pluginKubeconfigs.ts';

const config = '/home/ada/.kube/config';
const text = keyless({ name: 'payments' }, { name: 'shop' });

/** The list with both clusters, of which programs that name no cluster may use the first. */
async function allowedList(files: Files): Promise<KeyList> {
  const list = new KeyList();
  await list.trust((await pluginContextsOf(files, files.files)).map(({ cluster }) => cluster));
  await list.setConsent(list.clusters[0]?.key ?? '', { kubeconfigs: [config] });
  return list;
}

function unguessableIn(texts: readonly string[]): Record<string, readonly [boolean, boolean]> {
  return Object.fromEntries(
    readContexts(texts).contexts.map(({ contextName, clusterName, userName }) => [
      contextName,
      [isUnguessable(clusterName), isUnguessable(userName)],
    ]),
  );
}

describe('the entries of a context that programs which name no cluster may use', () => {
  const onlyPayments = { payments: [true, true], shop: [false, false] };

  it('have unguessable names once keys were written, and keep them', async () => {
    const files = new Files({ [config]: text });
    const list = await allowedList(files);
    const all = await pluginContextsOf(files, files.files);
    const { texts } = await keyContexts(list, [text], all, all);
    assert.deepEqual(unguessableIn(texts), onlyPayments);
    const written = new Files({ [config]: texts[0] ?? '' });
    const now = await pluginContextsOf(written, written.files);
    assert.deepEqual((await keyContexts(list, texts, now, now)).texts, texts);
  });

  it('are named anew where they had not the key: somebody else may have chosen names that only look unguessable', async () => {
    const chosen = `payments-${'0'.repeat(32)}`;
    const handedOver = text.replaceAll(/(cluster|user|name): payments$/gm, `$1: ${chosen}`);
    const files = new Files({ [config]: handedOver });
    const list = await allowedList(files);
    const all = await pluginContextsOf(files, files.files);
    const { texts } = await keyContexts(list, [handedOver], all, all, all);
    assert.deepEqual(Object.values(unguessableIn(texts))[0], [true, true]);
    const { clusterName, userName } = readContexts(texts).contexts[0] ?? {};
    assert.ok(clusterName !== chosen && userName !== chosen, texts[0]);
    const written = new Files({ [config]: texts[0] ?? '' });
    const now = await pluginContextsOf(written, written.files);
    assert.deepEqual((await keyContexts(list, texts, now, now, now)).texts, texts);
  });

  it('have them once they were merged, be it under another context’s name', async () => {
    const list = await allowedList(new Files({ [config]: text }));
    const name = await entryNames(list);
    const merged = withEntryNames(text, [], ['payments', 'shop'], name);
    assert.deepEqual(unguessableIn([merged]), onlyPayments);
    assert.equal(withEntryNames(merged, [], ['payments'], name), merged);
    assert.equal(withEntryNames(text, [], ['shop'], name), text);
  });

  it('are named anew by a merge where the context had not the key before, and keep their names where it had', async () => {
    const chosen = `payments-${'0'.repeat(32)}`;
    const handedOver = text.replaceAll(/(cluster|user|name): payments$/gm, `$1: ${chosen}`);
    const files = new Files({ [config]: handedOver });
    const list = await allowedList(files);
    const name = await entryNames(list);
    const merged = withEntryNames(handedOver, [], [chosen], name, handedOver);
    const { clusterName = '', userName = '' } = readContexts([merged]).contexts[0] ?? {};
    assert.ok(isUnguessable(clusterName) && isUnguessable(userName));
    assert.ok(clusterName !== chosen && userName !== chosen, merged);
    const now = new Files({ [config]: merged });
    const all = await pluginContextsOf(now, now.files);
    const [keyed = ''] = (await keyContexts(list, [merged], all, all)).texts;
    assert.equal(withEntryNames(keyed, [], [chosen], name, keyed), keyed);
    assert.notEqual(withEntryNames(keyed, [], [chosen], name, ''), keyed);
  });

  it('keep the names that they have in another file, which is not written', async () => {
    const list = await allowedList(new Files({ [config]: text }));
    const users = text.indexOf('users:');
    assert.ok(users > 0);
    const [own, beside] = [text.slice(0, users), text.slice(users)];
    assert.equal(withEntryNames(own, [beside], ['payments'], await entryNames(list)), own);
  });

  it('keep them where nothing is allowed', async () => {
    const files = new Files({ [config]: text });
    const list = await allowedList(files);
    await list.setConsent(list.clusters[0]?.key ?? '', undefined);
    const all = await pluginContextsOf(files, files.files);
    assert.deepEqual(Object.values(unguessableIn((await keyContexts(list, [text], all, all)).texts)).flat(), [
      false,
      false,
      false,
      false,
    ]);
    assert.equal(withEntryNames(text, [], ['payments'], await entryNames(list)), text);
  });

  it('are no more than before a restored backup gave the entries names that can be guessed', async () => {
    const files = new Files({ [config]: text });
    const list = await allowedList(files);
    const shop = list.clusters[1]?.key ?? '';
    const all = await pluginContextsOf(files, files.files);
    const { texts } = await keyContexts(list, [text], all, all);
    const named = new Files({ [config]: texts[0] ?? '' });
    await stopWhereRenamed({ kubeconfigs: named, kubectlSignIn: list }, named.files, named.files);
    const isAllowed = () => list.clusters.map(({ consent }) => consent !== undefined);
    assert.deepEqual(isAllowed(), [true, false]);
    await list.setConsent(shop, { kubeconfigs: [config] });
    await stopWhereRenamed({ kubeconfigs: named, kubectlSignIn: list }, named.files, named.files);
    assert.deepEqual(isAllowed(), [true, false]);
    await stopWhereRenamed({ kubeconfigs: files, kubectlSignIn: list }, files.files, files.files);
    assert.deepEqual(isAllowed(), [false, false]);

    // The names of a former consent may have been seen.
    await list.setConsent(list.clusters[0]?.key ?? '', { kubeconfigs: [config] });
    const later = new Files({ [config]: (texts[0] ?? '').replaceAll(/-[0-9a-f]{32}\b/g, `-${'e'.repeat(32)}`) });
    await stopWhereRenamed({ kubeconfigs: named, kubectlSignIn: list }, later.files, named.files);
    assert.deepEqual(isAllowed(), [false, false]);
  });
});
