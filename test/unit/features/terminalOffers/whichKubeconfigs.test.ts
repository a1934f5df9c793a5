import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { glassMark } from '../../../../src/core/breakGlass/glassMark.ts';
import {
  hasOwner,
  type KubeconfigHints,
  whichKubeconfigs,
} from '../../../../src/features/terminalOffers/whichKubeconfigs.ts';

const own = ['/home/a/.kube/config', '/home/a/.kube/more'];
const copy = '/home/a/.local/share/aks-entra/terminals/1.yaml';
const none: KubeconfigHints = {
  named: undefined,
  ofTerminal: undefined,
  inShell: undefined,
  isChanged: false,
  cwd: '/work',
  home: '/home/a',
  platform: 'linux',
  own,
};

describe('the kubeconfigs that a command of a terminal read', () => {
  const cases: readonly (readonly [string, Partial<KubeconfigHints>, ReturnType<typeof whichKubeconfigs>])[] = [
    ['nothing says another', {}, { paths: 'all', whose: 'own' }],
    ['the shell has the user’s own', { inShell: own.join(':') }, { paths: 'all', whose: 'own' }],
    ['the shell has another', { inShell: '/tmp/a' }, { paths: ['/tmp/a'], whose: 'other' }],
    ['the shell has one of the user’s own', { inShell: own[0] }, { paths: [own[0] ?? ''], whose: 'own' }],
    ['the terminal has a private one', { ofTerminal: { KUBECONFIG: copy } }, { paths: [copy], whose: 'private' }],
    [
      'the terminal has a private one, and its shell says so',
      { ofTerminal: { KUBECONFIG: copy }, inShell: copy },
      { paths: [copy], whose: 'private' },
    ],
    [
      'the shell has the one of the workspace',
      { ofWorkspace: copy, inShell: copy },
      { paths: [copy], whose: 'private' },
    ],
    ['the shell has another than the one of the workspace', { ofWorkspace: copy }, { paths: 'all', whose: 'own' }],
    ['somebody set one in the terminal', { isChanged: true }, undefined],
    ['somebody set one in a private terminal', { isChanged: true, ofTerminal: { KUBECONFIG: copy } }, undefined],
    ['the line names a file', { named: { file: '/tmp/a' }, isChanged: true }, { paths: ['/tmp/a'], whose: 'other' }],
    [
      'the line names a file in a private terminal',
      { named: { file: '/tmp/a' }, ofTerminal: { KUBECONFIG: copy } },
      { paths: ['/tmp/a'], whose: 'other' },
    ],
    [
      'the line names the private file',
      { named: { file: copy }, ofTerminal: { KUBECONFIG: copy } },
      { paths: [copy], whose: 'private' },
    ],
    [
      'the line names the user’s own in a private terminal',
      { named: { file: '~/.kube/config' }, ofTerminal: { KUBECONFIG: copy } },
      { paths: [own[0] ?? ''], whose: 'own' },
    ],
    ['the line names a file with a colon', { named: { file: '/tmp/a:b' } }, { paths: ['/tmp/a:b'], whose: 'other' }],
    [
      'the line names a list',
      { named: { list: `${own.join(':')}:/tmp/a` } },
      { paths: [...own, '/tmp/a'], whose: 'other' },
    ],
    ['the line names the whole own list', { named: { list: own.join(':') } }, { paths: 'all', whose: 'own' }],
    [
      'the line names it the other way round, and the first one wins',
      { named: { list: own.toReversed().join(':') } },
      { paths: own.toReversed(), whose: 'own' },
    ],
    ['the line names a relative file', { named: { file: 'a/../b' } }, { paths: ['/work/b'], whose: 'other' }],
    ['the line names a relative file, and nobody knows where', { named: { file: 'b' }, cwd: undefined }, undefined],
    [
      'Windows',
      { platform: 'win32', cwd: 'C:\\work', named: { list: 'a;"D:\\b"' }, own: ['C:\\Users\\a\\.kube\\config'] },
      { paths: ['C:\\work\\a', 'D:\\b'], whose: 'other' },
    ],
  ];
  for (const [what, hints, expected] of cases) {
    it(`are known where ${what}: ${expected === undefined ? 'not' : JSON.stringify(expected)}`, () => {
      assert.deepEqual(whichKubeconfigs({ ...none, ...hints }), expected);
    });
  }
});

describe('a terminal whose owner tells what is to be told', () => {
  it('is one that has a mark of ours, and no other', () => {
    assert.equal(hasOwner({ AKS_ENTRA_BREAK_GLASS: '/subscriptions/x', KUBECONFIG: copy }), true);
    assert.equal(hasOwner({ KUBECONFIG: copy, VSCODE_ENV_REPLACE: 'x' }), false);
    assert.equal(hasOwner({ AKS_ENTRA_BREAK_GLASS: null }), false);
    assert.equal(hasOwner(undefined), false);
  });

  it('is one with an admin credential', () => {
    assert.equal(hasOwner({ [glassMark]: 'x' }), true);
  });
});
