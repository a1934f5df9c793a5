import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planRemoval, textsWithout } from '../../../../src/core/merge/planRemoval.ts';
import { withTexts } from '../../../../src/core/kubeconfig/writeAsShown.ts';
import { forgetClusters } from '../../../../src/features/kubectlSignIn/forgetClusters.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { KeyList } from './keyList.ts';
import { Files, keyless } from './pluginKubeconfigs.ts';

const [config, other] = ['/home/ada/.kube/config', '/home/ada/.kube/other'];

async function trusted(files: Files): Promise<KeyList> {
  const list = new KeyList();
  await list.trust((await pluginContextsOf(files, files.files)).map(({ cluster }) => cluster));
  return list;
}

function serversOf({ clusters }: KeyList): string[] {
  return clusters.map(({ server }) => server.replace(/^https:\/\/([\w-]+)\..*$/, '$1'));
}

describe('a cluster', () => {
  it('is forgotten with the last context that leads there, and Undo brings it back with its key', async () => {
    const files = new Files({ [config]: keyless({ name: 'payments' }, { name: 'shop' }) });
    const list = await trusted(files);
    const { clusters } = list;
    const after = withTexts(files.files, textsWithout(files.files, planRemoval(files.snapshot.texts, 'payments')));
    const undo = await forgetClusters({ kubeconfigs: files, kubectlSignIn: list }, files.files, after);
    assert.deepEqual(serversOf(list), ['shop']);
    await undo();
    assert.deepEqual(list.clusters, clusters);
  });

  it('stays as long as another context leads there, in another file too', async () => {
    const files = new Files({
      [config]: keyless({ name: 'payments' }),
      [other]: keyless({ name: 'mine', server: 'https://payments.hcp.westeurope.azmk8s.io' }),
    });
    const list = await trusted(files);
    const after = withTexts(files.files, textsWithout(files.files, planRemoval(files.snapshot.texts, 'payments')));
    await forgetClusters({ kubeconfigs: files, kubectlSignIn: list }, files.files, after);
    assert.deepEqual(serversOf(list), ['payments']);
  });

  it('is forgotten with every way to it, which all have its key, and not while a context takes one of them', async () => {
    const proxied = 'https://payments.hcp.westeurope.azmk8s.io:443\n      proxy-url: http://proxy.contoso.com';
    const direct = keyless({ name: 'payments' });
    const files = new Files({ [config]: direct });
    const list = await trusted(files);
    files.texts.set(config, direct.replace('https://payments.hcp.westeurope.azmk8s.io:443', proxied));
    await list.trust((await pluginContextsOf(files, files.files)).map(({ cluster }) => cluster));
    assert.deepEqual(serversOf(list), ['payments', 'payments']);
    const [first, second] = list.clusters;
    assert.equal(first?.key, second?.key);
    const ports = { kubeconfigs: files, kubectlSignIn: list };
    const undoOne = await forgetClusters(ports, files.files, [{ path: config, text: direct }]);
    assert.deepEqual(list.clusters, [first]);
    await undoOne();
    const undo = await forgetClusters(ports, files.files, [{ path: config, text: '' }]);
    assert.deepEqual(list.clusters, []);
    await undo();
    assert.deepEqual(list.clusters, [first, second]);
  });

  it('stays where another window has led a context there since the kubeconfigs were read', async () => {
    const files = new Files({ [config]: keyless({ name: 'payments' }), [other]: keyless({ name: 'shop' }) });
    const list = await trusted(files);
    const before = files.files;
    const after = withTexts(before, textsWithout(before, planRemoval(files.snapshot.texts, 'payments')));
    files.texts.set(other, keyless({ name: 'shop' }, { name: 'mine', cluster: 'payments' }));
    await forgetClusters({ kubeconfigs: files, kubectlSignIn: list }, before, after);
    assert.deepEqual(serversOf(list), ['payments', 'shop']);
    files.texts.set(other, 'kind: [');
    await forgetClusters({ kubeconfigs: files, kubectlSignIn: list }, before, after);
    assert.deepEqual(serversOf(list), ['shop']);
  });

  it('is forgotten where two windows take its last two contexts away at the same time', async () => {
    const files = new Files({
      [config]: keyless({ name: 'payments' }),
      [other]: keyless({ name: 'mine', cluster: 'payments' }),
    });
    const list = await trusted(files);
    const before = files.files;
    const after = withTexts(before, textsWithout(before, planRemoval(files.snapshot.texts, 'payments')));
    files.texts.set(other, 'apiVersion: v1\nkind: Config\n');
    await forgetClusters({ kubeconfigs: files, kubectlSignIn: list }, before, after);
    assert.deepEqual(serversOf(list), []);
  });

  it('is forgotten where its contexts sign in otherwise now', async () => {
    const files = new Files({ [config]: keyless({ name: 'payments' }) });
    const list = await trusted(files);
    const exec = { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'kubelogin', args: ['get-token'] };
    const after = [{ path: config, text: keyless({ name: 'payments', exec }) }];
    await forgetClusters({ kubeconfigs: files, kubectlSignIn: list }, files.files, after);
    assert.deepEqual(serversOf(list), []);
  });

  it('is no reason to load anything where nothing used VS Code’s sign-in', async () => {
    const files = new Files({ [config]: 'apiVersion: v1\nkind: Config\n' });
    const never = (): Promise<never> => Promise.reject(new Error('Nothing is forgotten.'));
    await (
      await forgetClusters({ kubeconfigs: files, kubectlSignIn: { forget: never } }, files.files, [])
    )();
  });
});
