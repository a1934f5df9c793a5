import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPlainPath, listedKubeconfigs } from '../../../../src/core/programKubeconfigs/listedKubeconfigs.ts';

const linux = { platform: 'linux', home: '/home/ada' };
const windows = { platform: 'win32', home: 'C:\\Users\\ada' };

function refused(kubeconfig: string | undefined, own = linux, home: string | undefined = own.home): void {
  assert.throws(() => listedKubeconfigs({ kubeconfig, home }, own), { code: 'kubeconfigsLeadElsewhere' });
}

describe('the files that a program reads which names no cluster', () => {
  it('are KUBECONFIG’s in its order', () => {
    assert.deepEqual(listedKubeconfigs({ kubeconfig: '/a b:/c~:/a b', home: undefined }, linux), [
      '/a b',
      '/c~',
      '/a b',
    ]);
    assert.deepEqual(listedKubeconfigs({ kubeconfig: 'C:\\a:b;d:/c~1', home: undefined }, windows), [
      'C:\\a:b',
      'd:/c~1',
    ]);
  });

  it('are else the default one of VS Code’s own home folder', () => {
    for (const kubeconfig of [undefined, '']) {
      assert.deepEqual(listedKubeconfigs({ kubeconfig, home: '/home/ada' }, linux), ['/home/ada/.kube/config']);
      assert.deepEqual(listedKubeconfigs({ kubeconfig, home: windows.home }, windows), [
        'C:\\Users\\ada\\.kube\\config',
      ]);
      refused(kubeconfig, linux, '/home/bob');
      refused(kubeconfig, linux, '/home/ada/');
      refused(kubeconfig, linux, '');
      refused(kubeconfig, { ...linux, home: '' }, '');
      refused(kubeconfig, { ...linux, home: 'ada' }, 'ada');
    }
    assert.throws(() => listedKubeconfigs({ kubeconfig: undefined, home: undefined }, linux));
  });

  it('are named by whole paths that no program takes otherwise', () => {
    for (const list of [
      'a',
      './a',
      '~/a',
      '~ada/a',
      '/a/../b',
      '/..',
      '/a:b',
      ':/a',
      '/a:',
      '/a::/b',
      ':',
      ' ',
      '/a: /b',
      '/a ',
    ]) {
      refused(list);
    }
    for (const character of ['"', '\\', "'", ';', '*', '$', '\n', '\r', '\t', '\0', 'ä', '\x7f', '\u2028']) {
      refused(`/a${character}`);
      refused(`/a${character}/b`);
    }
    for (const list of [
      'a',
      '\\a',
      '/a',
      '.\\a',
      'C:a',
      '\\\\server\\a',
      '//server/a',
      '\\\\.\\pipe\\a',
      'C:\\a\\..\\b',
      'C:\\a;',
      ';C:\\a',
      'C:\\a;;C:\\b',
      '"C:\\a"',
      'C:\\a*',
      'C:\\$a',
      'C:\\ä',
    ]) {
      refused(list, windows);
    }
  });

  it('have plain paths without a null byte where we wrote them, of any letters', () => {
    assert.ok(isPlainPath('/home/jörg/.kube/config', 'linux'));
    assert.ok(!isPlainPath('/home/a\0', 'linux'));
    assert.ok(!isPlainPath('/home/../a', 'linux'));
    assert.ok(isPlainPath('/home/..a/a..', 'linux'));
  });
});
