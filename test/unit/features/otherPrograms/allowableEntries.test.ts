import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allowableEntries } from '../../../../src/features/otherPrograms/allowableEntries.ts';
import { entriesInUse } from '../../../../src/features/otherPrograms/entriesInUse.ts';
import { keyless } from '../kubectlSignIn/pluginKubeconfigs.ts';
import { config, KeyedFiles } from './keyedFiles.ts';

const text = keyless({ name: 'payments' }, { name: 'shop' });

async function namesOf(keyed: KeyedFiles): Promise<string[]> {
  const { kubectlSignIn, files } = keyed;
  const entries = await allowableEntries(kubectlSignIn, await entriesInUse({ kubeconfigs: files, kubectlSignIn }));
  return entries.flatMap(({ contextNames }) => contextNames);
}

describe('what can be allowed', () => {
  it('is each entry whose key and reading are right, and that is not allowed yet', async () => {
    const keyed = await KeyedFiles.of({ [config]: text });
    assert.deepEqual(await namesOf(keyed), ['payments', 'shop']);
    await keyed.list.setConsent((await keyed.entryOf('payments')).key, { kubeconfigs: [config] });
    assert.deepEqual(await namesOf(keyed), ['shop']);
    keyed.refusesFrom = keyed.readings.length + 2;
    await keyed.list.setConsent((await keyed.entryOf('payments')).key, undefined);
    assert.deepEqual(await namesOf(keyed), ['payments'], 'one that is refused does not keep another from it');
  });

  it('is nothing where all is allowed', async () => {
    const keyed = await KeyedFiles.of({ [config]: text });
    for (const { key } of keyed.list.clusters) {
      await keyed.list.setConsent(key, { kubeconfigs: [config] });
    }
    assert.deepEqual(await namesOf(keyed), []);
  });

  it('is nothing without a context of ours, without a key, or where the reading refuses, and it says which', async () => {
    await assert.rejects(namesOf(await KeyedFiles.of({ [config]: 'kind: Config\n' })), {
      code: 'kubeconfigEntryNotFound',
      message: /^No context in your kubeconfig uses VS Code’s sign-in/,
    });
    const keyed = await KeyedFiles.of({ [config]: text });
    const withKeys = keyed.files.texts.get(config) ?? '';
    keyed.files.texts.set(config, text);
    await assert.rejects(namesOf(keyed), { code: 'contextKeyWrong', message: /Write Keys to Contexts” first/ });
    keyed.files.texts.set(config, withKeys);
    keyed.refusesFrom = 1;
    await assert.rejects(namesOf(keyed), { code: 'kubeconfigsLeadElsewhere', message: /leads elsewhere/ });
  });
});
