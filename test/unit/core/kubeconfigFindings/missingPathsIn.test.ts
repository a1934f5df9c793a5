import assert from 'node:assert/strict';
import path from 'node:path';
import { it } from 'node:test';
import { missingPathsIn } from '../../../../src/core/kubeconfigFindings/missingPathsIn.ts';

const own = '/home/ada/.local/share/aks-entra/plugin/aks-entra';
const besideOwn = '/home/ada/.local/share/aks-entra/plugin/package.json';

it('finds what leads to nothing, seen from the kubeconfig’s folder', async () => {
  assert.deepEqual(await missing(['ca.pem', '/etc/key.pem', 'gone.pem'], ['/kube/ca.pem', '/etc/key.pem']), [
    'gone.pem',
  ]);
});

it('takes our plugin for missing where only the file is there that says so', async () => {
  assert.deepEqual(await missing([own], [own, besideOwn]), []);
  assert.deepEqual(await missing([own], [own]), [own]);
  assert.deepEqual(await missing([own], []), [own]);
});

it('asks no more of another program than that it is there', async () => {
  assert.deepEqual(await missing(['/usr/bin/aks-entra'], ['/usr/bin/aks-entra']), []);
});

async function missing(named: readonly string[], present: readonly string[]): Promise<string[]> {
  const exists = (file: string): Promise<boolean> =>
    Promise.resolve(present.includes(path.posix.resolve('/kube', file)));
  return [...(await missingPathsIn(named, exists, own))];
}
