import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readsOnlyOurs } from '../../../../src/features/otherPrograms/requestedFiles.ts';

const ours = ['/home/ada/.kube/config', '/home/ada/work'];

const files = [{ inode: '1', size: 1 }];
const machine = { platform: 'linux', home: '/home/ada' };

function isOurs(
  kubeconfig: string | undefined,
  home: string | undefined = '/home/ada',
  count = kubeconfig?.split(':').length ?? 1,
): boolean {
  return readsOnlyOurs({ kubeconfig, home, files: Array(count).fill({ inode: '1', size: 1 }) }, ours, machine);
}

describe('a program that is refused', () => {
  it('reads our kubeconfigs, be it some of them, in another order, or the one in its home folder', () => {
    for (const kubeconfig of [
      undefined,
      ...ours,
      '/home/ada/work:/home/ada/.kube/config',
      '/home/ada//.kube/./config',
    ]) {
      assert.ok(isOurs(kubeconfig), kubeconfig);
    }
    assert.ok(isOurs(ours[0], '/home/somebody'), 'its home folder does not matter then');
  });

  it('reads another one, of which only it speaks', () => {
    for (const kubeconfig of ['/tmp/theirs', `${ours[0] ?? ''}:/tmp/theirs`, 'work', '~/work', ':']) {
      assert.ok(!isOurs(kubeconfig), kubeconfig);
    }
    for (const home of ['/home/somebody', '', undefined]) {
      assert.ok(!readsOnlyOurs({ kubeconfig: undefined, home, files }, ours, machine), home);
    }
    assert.ok(!readsOnlyOurs({ kubeconfig: undefined, home: '/home/ada', files }, ['/home/ada/work'], machine));
  });

  it('has a list that would be refused with a consent, too', () => {
    const [first = '', second = ''] = ours;
    for (const list of [`${first}::${second}`, `${first}:`, `${first}:/home/ada/x/../work`, `${first}:${second}*`]) {
      assert.ok(!isOurs(list), list);
    }
    assert.ok(!isOurs(`${first}:${second}`, '/home/ada', 1), 'one of them is not there, as in a container');
    assert.ok(!isOurs(undefined, '/home/ada', 0));
    const elsewhere = { platform: 'linux', home: '/home/other' };
    assert.ok(!readsOnlyOurs({ kubeconfig: undefined, home: '/home/ada', files }, ours, elsewhere));
  });
});
