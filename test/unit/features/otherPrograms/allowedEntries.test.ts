import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { allowedEntries, namesOf } from '../../../../src/features/otherPrograms/allowedEntries.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';
import { keyless } from '../kubectlSignIn/pluginKubeconfigs.ts';
import { config, KeyedFiles } from './keyedFiles.ts';

const web = cluster('prod', 'web', { fqdn: 'payments.hcp.westeurope.azmk8s.io' });

async function allowed(): Promise<KeyedFiles> {
  const keyed = await KeyedFiles.of({ [config]: keyless({ name: 'payments' }, { name: 'shop' }, { name: 'lab' }) });
  for (const name of ['payments', 'shop']) {
    await keyed.list.setConsent((await keyed.entryOf(name)).key, { kubeconfigs: [config] });
  }
  return keyed;
}

async function names(keyed: KeyedFiles, of?: typeof web): Promise<readonly string[]> {
  const { kubectlSignIn, files } = keyed;
  return (await allowedEntries({ kubeconfigs: files, kubectlSignIn }, of)).flatMap(namesOf);
}

describe('what can be taken back', () => {
  it('is what is allowed, or that of one cluster', async () => {
    const keyed = await allowed();
    assert.deepEqual(await names(keyed), ['payments', 'shop']);
    assert.deepEqual(await names(keyed, web), ['payments']);
    assert.deepEqual(await names(keyed, cluster('prod', 'api', { fqdn: 'api.hcp.westeurope.azmk8s.io' })), []);
  });

  it('is known by its cluster’s id where its address is another, and called by it where no context leads there', async () => {
    const keyed = await allowed();
    keyed.list.clusters = keyed.list.clusters.map((each) => ({
      ...each,
      server: each.server.replace('payments', 'private'),
      ...(each.server.includes('payments') ? { clusterId: web.id.toUpperCase() } : {}),
    }));
    assert.deepEqual(await names(keyed, web), ['WEB']);
  });

  it('can be taken back where no kubeconfig can be read, or none leads there any more', async () => {
    const keyed = await allowed();
    keyed.files.texts.set(config, 'kind: Config\n');
    const servers = ['payments.hcp.westeurope.azmk8s.io', 'shop.hcp.westeurope.azmk8s.io'];
    assert.deepEqual(await names(keyed), servers);
    keyed.files.readAll = () => Promise.reject(new AksEntraError('kubeconfigUnreadable', 'It cannot be read.'));
    assert.deepEqual(await names(keyed), servers);
  });
});
