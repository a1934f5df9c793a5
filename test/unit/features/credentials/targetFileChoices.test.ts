import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { targetFileChoices } from '../../../../src/features/credentials/targetFileChoices.ts';

const kubeconfigs = {
  paths: () => Promise.resolve(['/there', '/new', '/locked']),
  read: (path: string): Promise<string | undefined> =>
    path === '/locked'
      ? Promise.reject(new AksEntraError('kubeconfigUnreadable', 'No access.'))
      : Promise.resolve(path === '/there' ? '' : undefined),
};

describe('a picker of the kubeconfig to merge into', () => {
  it('says of each file of the list whether it is there, also of one that cannot be read', async () => {
    const rows = await targetFileChoices(kubeconfigs, '/new');
    assert.deepEqual(rows, [
      { label: '/there', description: 'exists', value: { path: '/there' } },
      { label: '$(check) /new', description: 'does not exist yet', value: { path: '/new' } },
      { label: '/locked', description: 'cannot be read', value: { path: '/locked' } },
    ]);
  });

  it('marks none where a file elsewhere is chosen', async () => {
    const rows = await targetFileChoices(kubeconfigs, '/elsewhere');
    assert.ok(rows.every(({ label }) => !label.includes('$(check)')));
  });
});
