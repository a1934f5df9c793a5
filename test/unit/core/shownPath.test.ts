import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownPath, shownPaths } from '../../../src/core/shownPath.ts';

describe('a path as it is shown', () => {
  it('begins with ~ in the home folder, and nowhere else', () => {
    assert.equal(shownPath('/home/ada/.kube/config', '/home/ada'), '~/.kube/config');
    assert.equal(shownPath('C:\\Users\\ada\\.kube\\config', 'C:\\Users\\ada'), '~\\.kube\\config');
    assert.equal(shownPath('/home/ada', '/home/ada'), '~');
    for (const path of ['/home/adam/config', '/home/ada.old/x', '/mnt/home/ada/x', '/srv/x']) {
      assert.equal(shownPath(path, '/home/ada'), path);
    }
    assert.equal(shownPath('/root/x', '/'), '/root/x');
  });

  it('is shown so in every sentence', () => {
    assert.equal(
      shownPaths('“a” is in /home/ada/.kube/config; (/home/ada/b) is not, nor is /home/ada.', '/home/ada'),
      '“a” is in ~/.kube/config; (~/b) is not, nor is ~.',
    );
    const entry = 'It needs the entry "- name: /home/ada/plugin" in ';
    assert.equal(shownPaths(`${entry}/home/ada/kuberc.`, '/home/ada'), `${entry}~/kuberc.`);
  });
});
