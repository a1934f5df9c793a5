import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readKubeconfigs } from '../../../../src/features/kubeconfig/readKubeconfigs.ts';

/** A KUBECONFIG list of three paths, of which the last two are there, and a file beside it. */
const present: Readonly<Record<string, string>> = { '/b': 'kind: Config\n', '/c': 'kind: List\n', '/own': 'own: 1\n' };

function store() {
  const asked: string[] = [];
  const paths = ['/a', '/b', '/c'];
  return {
    asked,
    paths: () => Promise.resolve(paths),
    writePath: () => {
      asked.push('writePath');
      return Promise.resolve('/b');
    },
    read: (path: string) => {
      asked.push(`read ${path}`);
      return Promise.resolve(present[path]);
    },
    readAll: () => {
      asked.push('readAll');
      return Promise.resolve(['/b', '/c'].map((path) => ({ path, text: present[path] ?? '' })));
    },
  };
}

describe('readKubeconfigs', () => {
  for (const file of [undefined, '/c', '/a']) {
    it(`reads each file of the list once (asked for ${file ?? 'none'})`, async () => {
      const files = store();
      const snapshot = await readKubeconfigs(files, file);
      assert.deepEqual(snapshot.texts, ['kind: Config\n', 'kind: List\n']);
      assert.deepEqual([snapshot.paths, snapshot.defaultPath, snapshot.isListed], [['/a', '/b', '/c'], '/b', true]);
      assert.deepEqual(files.asked, ['readAll', 'writePath']);
    });
  }

  it('reads a file beside the list alone, which need not be there', async () => {
    const files = store();
    const own = await readKubeconfigs(files, '/own');
    assert.deepEqual(
      [own.paths, own.files, own.defaultPath, own.isListed],
      [['/own'], [{ path: '/own', text: 'own: 1\n' }], '/own', false],
    );
    assert.deepEqual((await readKubeconfigs(files, '/new')).files, []);
    assert.deepEqual(files.asked, ['read /own', 'read /new']);
  });

  it('reads a list without a file as empty: only whoever asks where to write is refused', async () => {
    const empty = { ...store(), paths: () => Promise.resolve([]), readAll: () => Promise.resolve([]) };
    empty.writePath = () => Promise.reject(new Error('not asked'));
    const snapshot = await readKubeconfigs(empty);
    assert.deepEqual([snapshot.files, snapshot.isListed, snapshot.facts.contexts], [[], true, []]);
    assert.throws(() => snapshot.defaultPath, { code: 'kubeconfigListEmpty', message: /KUBECONFIG/ });
    assert.throws(() => snapshot.withWritten([]).defaultPath, { code: 'kubeconfigListEmpty' });
    const own = await readKubeconfigs(empty, '/own');
    assert.equal(own.defaultPath, '/own');
  });
});
