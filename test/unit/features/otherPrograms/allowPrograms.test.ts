import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from 'js-yaml';
import { allowPrograms } from '../../../../src/features/otherPrograms/allowPrograms.ts';
import { keyless, keysIn } from '../kubectlSignIn/pluginKubeconfigs.ts';
import { config, KeyedFiles } from './keyedFiles.ts';

const work = '/home/ada/.kube/work';
const beside = '/home/ada/.kube/beside';

interface Contexts {
  readonly contexts: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; readonly user: string };
  }[];
}

/** Of each context, whose cluster and user names stand for themselves. */
function namesIn(text: string | undefined): string[] {
  return (load(text ?? '') as Contexts).contexts.map(({ name, context: { cluster, user } }) =>
    [name, cluster, user].join(' '),
  );
}

type Receipt = Parameters<KeyedFiles['files']['undo']>[0];
type Allowed = Awaited<ReturnType<typeof allowPrograms<Receipt>>>;

async function payments(): Promise<KeyedFiles> {
  return KeyedFiles.of({
    [config]: keyless({ name: 'payments' }, { name: 'shop' }),
    [work]: keyless({ name: 'payments-dev', cluster: 'payments' }),
    [beside]: keyless({ name: 'lab' }),
  });
}

async function allow(keyed: KeyedFiles): Promise<Allowed> {
  return allowPrograms(keyed.files, keyed.kubectlSignIn, keyed.files.snapshot, await keyed.entryOf('payments'));
}

describe('programs that name no cluster', () => {
  it('are allowed an entry, with the files that its contexts are made of, whose names nobody can guess then', async () => {
    const keyed = await payments();
    const keys = keysIn(...keyed.files.snapshot.texts);
    await allow(keyed);
    assert.deepEqual(keyed.allowed, ['payments']);
    const [{ consent } = {}] = keyed.list.clusters;
    assert.deepEqual(consent, { kubeconfigs: [config, work] });
    const [first = '', shop] = namesIn(keyed.files.texts.get(config));
    assert.match(first, /^payments \S*[0-9a-f]{32} \S*[0-9a-f]{32}$/);
    assert.equal(shop, 'shop shop shop');
    assert.match(namesIn(keyed.files.texts.get(work)).join(), /^payments-dev \S*[0-9a-f]{32} \S*[0-9a-f]{32}$/);
    assert.deepEqual(keysIn(...keyed.files.snapshot.texts), keys);
    assert.deepEqual((await keyed.entryOf('payments')).contextNames, ['payments', 'payments-dev']);
  });

  it('are allowed it after the files were looked at as they are, and as they are then', async () => {
    const keyed = await payments();
    await allow(keyed);
    assert.deepEqual(
      keyed.readings.map(({ paths }) => paths),
      [
        [config, work, beside],
        [config, work, beside],
      ],
    );
    assert.ok(keyed.readings.every(({ entries }) => entries.every(({ consent }) => consent?.kubeconfigs.length === 2)));
  });

  it('get new names with each consent: who has seen the former ones, or has chosen them, knows none of these', async () => {
    const keyed = await payments();
    const seen = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const { receipts } = await allow(keyed);
      assert.deepEqual(
        receipts.map(({ path }) => path),
        [config, work],
      );
      const [names = ''] = namesIn(keyed.files.texts.get(config));
      for (const name of names.split(' ').slice(1)) {
        assert.match(name, /^payments-[0-9a-f]{32}$/);
        assert.ok(!seen.has(name));
        seen.add(name);
      }
      await keyed.kubectlSignIn.setConsent((await keyed.entryOf('payments')).key, undefined);
    }
  });

  it('are stopped again by Undo, which takes the names back too', async () => {
    const keyed = await payments();
    const before = keyed.files.files;
    const { receipts, undo } = await allow(keyed);
    await undo();
    for (const receipt of receipts.toReversed()) {
      await keyed.files.undo(receipt);
    }
    assert.deepEqual([keyed.allowed, keyed.files.files], [[], before]);
  });

  for (const [number, when] of [
    [1, 'before anything is written'],
    [2, 'once it is written'],
  ] as const) {
    it(`get nothing where the reading refuses ${when}`, async () => {
      const keyed = await payments();
      const before = keyed.files.files;
      keyed.refusesFrom = number;
      await assert.rejects(allow(keyed), { code: 'kubeconfigsLeadElsewhere' });
      assert.deepEqual([keyed.allowed, keyed.files.files], [[], before]);
    });
  }

  it('get nothing, and no name is another, where the list cannot be changed', async () => {
    const keyed = await payments();
    const before = keyed.files.files;
    keyed.list.isLocked = true;
    await assert.rejects(allow(keyed), /locked/);
    assert.deepEqual([keyed.allowed, keyed.files.files], [[], before]);
  });

  it('get nothing where another window gives the entry a new key meanwhile', async () => {
    const keyed = await payments();
    const before = keyed.files.files;
    const entry = await keyed.entryOf('payments');
    await keyed.list.replaceKey(entry.key, 'f'.repeat(32));
    await assert.rejects(allowPrograms(keyed.files, keyed.kubectlSignIn, keyed.files.snapshot, entry), {
      code: 'contextKeyWrong',
    });
    assert.deepEqual([keyed.allowed, keyed.files.files], [[], before]);
  });

  it('get nothing where another program has written the kubeconfig since it was shown', async () => {
    const keyed = await payments();
    const [snapshot, entry] = [keyed.files.snapshot, await keyed.entryOf('payments')];
    keyed.files.texts.set(work, `# changed\n${keyed.files.texts.get(work) ?? ''}`);
    const before = keyed.files.files;
    await assert.rejects(allowPrograms(keyed.files, keyed.kubectlSignIn, snapshot, entry), {
      code: 'kubeconfigChanged',
    });
    assert.deepEqual([keyed.allowed, keyed.files.files], [[], before]);
  });

  it('keep what they are allowed where a context gets another name, which another entry’s does not take over', async () => {
    const keyed = await payments();
    await allow(keyed);
    const swapped = (keyed.files.texts.get(config) ?? '')
      .replace('name: payments\n', 'name: renamed\n')
      .replace('  - name: shop\n    context', '  - name: payments\n    context');
    keyed.files.texts.set(config, swapped);
    assert.match(namesIn(swapped).join(), /^renamed \S+ \S+,payments shop shop$/);
    const [renamed, payment] = [await keyed.entryOf('renamed'), await keyed.entryOf('payments')];
    assert.deepEqual([renamed.isAllowed, payment.isAllowed], [true, false]);
  });
});
