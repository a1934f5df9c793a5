import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { contextKeyOf } from '../../../../src/core/login/writtenExec.ts';
import { mapAt } from '../../../../src/core/yamlValue.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { withOwnKeys } from '../../../../src/features/kubectlSignIn/ownKeys.ts';
import { KeyList, plugin } from './keyList.ts';
import { Files, keyless } from './pluginKubeconfigs.ts';

const foreignKey = 'f'.repeat(32);
const env = [{ name: 'AKS_ENTRA_CONTEXT', value: foreignKey }];

/** What becomes of the users of an imported kubeconfig. */
async function imported(text: string, list: KeyList): Promise<(string | undefined)[]> {
  const rules = { resolve: (relative: string) => relative, separator: '/' };
  const { credentials } = splitForeignKubeconfig(text, rules, plugin.command);
  const ports = { kubeconfigs: new Files({}), kubectlSignIn: list };
  const keyed = await withOwnKeys(
    ports,
    credentials.map(({ credential }) => credential),
  );
  assert.ok(!JSON.stringify(keyed).includes(foreignKey));
  return keyed.map(({ user }) => contextKeyOf(mapAt(user, 'exec') ?? {}));
}

describe('an imported context of our own plugin', () => {
  it('has our own key where it leads to a cluster of the list, and none elsewhere, whatever it brought', async () => {
    const list = new KeyList();
    const mine = new Files({ '/home/ada/.kube/config': keyless({ name: 'payments' }) });
    await list.trust((await pluginContextsOf(mine, mine.files)).map(({ cluster }) => cluster));
    const [trusted] = list.clusters;
    const text = keyless({ name: 'payments', env }, { name: 'shop', env });
    assert.deepEqual(await imported(text, list), [trusted?.key, undefined]);
    assert.equal(list.clusters.length, 1);
  });

  it('is all that is looked at', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'kubelogin', args: ['get-token'] };
    const list = new KeyList();
    list.start = () => Promise.reject(new Error('The plugin is not needed.'));
    assert.deepEqual(await imported(keyless({ name: 'lab', exec }), list), [undefined]);
  });
});
