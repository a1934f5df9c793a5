import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  keyQuestion,
  keysWritten,
  newKeyDetail,
  unknownClusters,
  writeKeysButton,
} from '../../../../src/features/kubectlSignIn/keyTexts.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { Files, keyless } from './pluginKubeconfigs.ts';

describe('what is said about keys', () => {
  it('tells why, and to how many contexts', () => {
    assert.match(
      keyQuestion(),
      /^AKS Entra now puts a key into your contexts, .* Until then kubectl gets no token for them\.$/,
    );
    assert.deepEqual([1, 3].map(writeKeysButton), ['Write Keys to 1 Context', 'Write Keys to 3 Contexts']);
    assert.equal(keysWritten(['a', 'b']), '“a” and “b” have their keys now: kubectl gets tokens for them.');
  });

  it('names the server of each context that is to be trusted, cleaned, and what speaks against it', async () => {
    const files = new Files({
      '/home/ada/.kube/config': keyless({ name: 'payments' }, { name: 'lab\n[x](y)', server: 'https://lab.example' }),
    });
    const detail = unknownClusters(await pluginContextsOf(files, files.files));
    assert.match(detail, /^“payments”: https:\/\/payments\.hcp\.westeurope\.azmk8s\.io:443\n“lab/);
    assert.match(detail, /its server https:\/\/lab\.example is not an address of Azure Kubernetes Service\.$/);
    assert.ok(!detail.includes('lab\n'));
    const faked = 'payments”: https://payments.hcp.westeurope.azmk8s.io:443 “';
    const foreign = new Files({ '/home/ada/.kube/config': keyless({ name: faked, cluster: 'mine', user: 'ada' }) });
    const told = unknownClusters(await pluginContextsOf(foreign, foreign.files));
    assert.match(told, /^“[^“”]*”: https:\/\/mine\.hcp\.westeurope\.azmk8s\.io:443$/m);
  });

  it('tells what a new key breaks', () => {
    assert.match(newKeyDetail(['a']), /“a” gets the new key[^]*backups, copies of your kubeconfig/);
    assert.match(newKeyDetail(['a', 'b']), /“a” and “b” get the new key/);
  });
});
