import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plannedChanges, withTexts, writeAsShownWith } from '../../../../src/core/kubeconfig/writeAsShown.ts';
import { keyContexts } from '../../../../src/features/kubectlSignIn/keyContexts.ts';
import { findMissingKeys } from '../../../../src/features/kubectlSignIn/missingKeys.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { trustContexts } from '../../../../src/features/kubectlSignIn/trustContexts.ts';
import { KeyList } from './keyList.ts';
import { Files, keyless, keysIn } from './pluginKubeconfigs.ts';

const [config, other] = ['/home/ada/.kube/config', '/home/ada/.kube/other'];

/** As "Write Keys to Contexts" does it, with every question answered. */
async function writeKeys(files: Files, list: KeyList): Promise<() => Promise<void>> {
  const { kubeconfigs, all, known, unknown } = await findMissingKeys({ kubeconfigs: files, kubectlSignIn: list });
  const plan = await keyContexts(list, kubeconfigs.texts, all, [...known, ...unknown]);
  const changes = plannedChanges(kubeconfigs.files, plan.texts);
  const { receipts, undo } = await writeAsShownWith(files, changes, () =>
    trustContexts({ kubeconfigs: files, kubectlSignIn: list }, unknown, kubeconfigs.files),
  );
  return async () => {
    for (const receipt of receipts.toReversed()) {
      await files.undo(receipt);
    }
    await undo();
  };
}

async function missing(files: Files, list: KeyList): Promise<Record<'known' | 'unknown', string[]>> {
  const { known, unknown } = await findMissingKeys({ kubeconfigs: files, kubectlSignIn: list });
  const [ofKnown = [], ofUnknown = []] = [known, unknown].map((each) => each.map(({ contextName }) => contextName));
  return { known: ofKnown, unknown: ofUnknown };
}

async function trustAll(files: Files, list: KeyList): Promise<void> {
  await list.trust((await pluginContextsOf(files, files.files)).map(({ cluster }) => cluster));
}

function keysOfList({ clusters }: KeyList): string[] {
  return clusters.map(({ key }) => key);
}

describe('contexts that lack a key', () => {
  it('are those of our plugin: known where they lead to a cluster of the list, unknown elsewhere', async () => {
    const kubelogin = { apiVersion: 'client.authentication.k8s.io/v1', command: 'kubelogin', args: ['get-token'] };
    const files = new Files({
      [config]: keyless({ name: 'payments' }, { name: 'lab', exec: kubelogin }),
      [other]: keyless({ name: 'shop' }),
    });
    const list = new KeyList();
    assert.deepEqual(await missing(files, list), { known: [], unknown: ['payments', 'shop'] });
    await trustAll(files, list);
    assert.deepEqual(await missing(files, list), { known: ['payments', 'shop'], unknown: [] });
    await writeKeys(files, list);
    assert.deepEqual(await missing(files, list), { known: [], unknown: [] });
  });

  it('are known by the certificates in a file too, and one that cannot be read stops none of the others', async () => {
    const text = keyless(
      { name: 'payments', authority: { 'certificate-authority': 'ca.pem' } },
      { name: 'shop', authority: { 'certificate-authority': 'gone.pem' } },
    );
    const files = new Files({ [config]: text }, { '/home/ada/.kube/ca.pem': 'PEM' });
    const list = new KeyList();
    await trustAll(files, list);
    assert.deepEqual(
      list.clusters.map(({ certificateAuthorityData }) => certificateAuthorityData),
      [Buffer.from('PEM').toString('base64'), undefined],
    );
    assert.deepEqual(await missing(files, list), { known: ['payments', 'shop'], unknown: [] });
  });
});

describe('keys', () => {
  it('are the same in the list and in every context of an entry, and Undo takes back both', async () => {
    const files = new Files({
      [config]: keyless({ name: 'payments' }, { name: 'payments-dev', user: 'payments', cluster: 'payments' }),
      [other]: keyless({ name: 'shop' }),
    });
    const [before, list] = [new Map(files.texts), new KeyList()];
    const undo = await writeKeys(files, list);
    const [payments, shop] = keysOfList(list);
    assert.notEqual(payments, shop);
    assert.deepEqual(keysIn(...files.texts.values()), { payments, 'payments-dev': payments, shop });
    await undo();
    assert.deepEqual([files.texts, list.clusters], [before, []]);
  });

  it('split a user that serves several clusters', async () => {
    const files = new Files({ [config]: keyless({ name: 'payments', user: 'me' }, { name: 'shop', user: 'me' }) });
    const list = new KeyList();
    await trustAll(files, list);
    await writeKeys(files, list);
    const [payments, shop] = keysOfList(list);
    assert.deepEqual(keysIn(...files.texts.values()), { payments, shop });
  });

  it('leave a context alone that shares the user and leads to a cluster that nobody agreed to', async () => {
    const files = new Files({
      [config]: keyless({ name: 'payments', user: 'me' }, { name: 'evil', user: 'me', server: 'https://evil.example' }),
    });
    const list = new KeyList();
    const all = await pluginContextsOf(files, files.files);
    const payments = all.filter(({ contextName }) => contextName === 'payments');
    const { texts } = await keyContexts(list, files.snapshot.texts, all, payments);
    const keys = keysIn(...texts);
    assert.equal(keys['evil'], undefined);
    assert.match(keys['payments'] ?? '', /^[0-9a-f]{32}$/);
  });

  it('that somebody else wrote are in neither the list nor the kubeconfig afterwards', async () => {
    const env = [
      { name: 'AKS_ENTRA_CONTEXT', value: 'f'.repeat(32) },
      { name: 'KUBECONFIG', value: '/tmp/evil' },
    ];
    const files = new Files({ [config]: keyless({ name: 'payments', env }) });
    const list = new KeyList();
    await writeKeys(files, list);
    const [text = ''] = files.texts.values();
    assert.doesNotMatch(text + JSON.stringify(list.clusters), /ffffffff|KUBECONFIG/);
    assert.deepEqual(keysIn(text), { payments: keysOfList(list)[0] });
  });

  it('leave the kubeconfig as it was where the list cannot be changed', async () => {
    const files = new Files({ [config]: keyless({ name: 'payments' }), [other]: keyless({ name: 'shop' }) });
    const [before, list] = [new Map(files.texts), new KeyList()];
    list.isLocked = true;
    await assert.rejects(writeKeys(files, list), /locked/);
    assert.deepEqual(files.texts, before);
  });

  it('are not asked for where no context gets one', async () => {
    const files = new Files({ [config]: keyless({ name: 'payments' }) });
    const { texts } = await keyContexts({ start: never, contextKeys: never }, files.snapshot.texts, [], []);
    assert.deepEqual(withTexts(files.files, texts), files.files);
  });
});

function never(): Promise<never> {
  return Promise.reject(new Error('Nothing is asked.'));
}
