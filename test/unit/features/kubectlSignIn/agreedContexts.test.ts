import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agreedContexts } from '../../../../src/features/kubectlSignIn/agreedContexts.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { KeyList } from './keyList.ts';
import { Files, keyless } from './pluginKubeconfigs.ts';

const [foreign, config] = ['/srv/shared/config', '/home/ada/.kube/config'];
/** The first file is somebody else's: its context has my user, and a cluster of his that runs in Azure too. */
const files = new Files({
  [foreign]: keyless({ name: 'lab', user: 'me', cluster: 'his' }),
  [config]: keyless({ name: 'payments', user: 'me' }, { name: 'web', user: 'me', cluster: 'payments' }),
});

async function judge(
  list: KeyList,
  chosen: readonly string[],
  { files: read }: Pick<Files, 'files'> = files,
): Promise<Record<'agreed' | 'unknown', string[]>> {
  const all = await pluginContextsOf(files, read);
  const [own, others] = [true, false].map((is) => all.filter((each) => chosen.includes(each.contextName) === is));
  const { agreed, unknown } = await agreedContexts(list, own ?? [], others ?? []);
  const names = (contexts: typeof agreed) => contexts.map(({ contextName }) => contextName);
  return { agreed: names(agreed), unknown: names(unknown) };
}

describe('a context that shares the user of a chosen one', () => {
  it('gets tokens where it leads to the same cluster, and is asked about where it leads elsewhere', async () => {
    assert.deepEqual(await judge(new KeyList(), ['payments']), { agreed: ['payments', 'web'], unknown: ['lab'] });
  });

  it('needs no question where its cluster is in the list', async () => {
    const list = new KeyList();
    await list.trust((await pluginContextsOf(files, files.files)).map(({ cluster }) => cluster));
    assert.deepEqual(await judge(list, ['web']), { agreed: ['web', 'lab', 'payments'], unknown: [] });
  });

  it('is all that may be asked about, where the user chose no cluster', async () => {
    assert.deepEqual(await judge(new KeyList(), []), { agreed: [], unknown: ['lab', 'payments', 'web'] });
  });

  it('is not asked about where nobody can tell which cluster is behind a port of this machine', async () => {
    const lost = files.files.map(({ path, text }) => ({
      path,
      text: path === foreign ? text.replace(/server: \S+?([,}\n])/, 'server: "https://localhost:50123"$1') : text,
    }));
    assert.notDeepEqual(lost, files.files);
    assert.deepEqual(await judge(new KeyList(), ['payments'], { files: lost }), {
      agreed: ['payments', 'web'],
      unknown: [],
    });
  });
});
