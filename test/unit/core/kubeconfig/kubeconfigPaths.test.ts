import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HomeFacts, homeOfKubeconfig, listedPaths } from '../../../../src/core/kubeconfig/kubeconfigPaths.ts';

describe('the KUBECONFIG list', () => {
  const lists: readonly (readonly [string, string, readonly string[] | undefined])[] = [
    ['linux', '', undefined],
    ['linux', ':', []],
    ['linux', '::', []],
    ['linux', ' ', [' ']],
    ['linux', '/a', ['/a']],
    ['linux', ':/a:', ['/a']],
    ['linux', '/a;b:~/c', ['/a;b', '~/c']],
    ['darwin', '"/a:/b"', ['"/a', '/b"']],
    ['win32', '', undefined],
    ['win32', ';', []],
    ['win32', '""', []],
    ['win32', '";"', [';']],
    ['win32', String.raw`C:\a;D:\b c`, [String.raw`C:\a`, String.raw`D:\b c`]],
    ['win32', String.raw`"C:\a;b";C:\c`, [String.raw`C:\a;b`, String.raw`C:\c`]],
    ['win32', String.raw`C:\"a;b"\c;;C:\d`, [String.raw`C:\a;b\c`, String.raw`C:\d`]],
    ['win32', String.raw`C:\a";C:\b;C:\c`, [String.raw`C:\a;C:\b;C:\c`]],
    ['win32', String.raw`"C:\a""C:\b";"C:\c"`, [String.raw`C:\aC:\b`, String.raw`C:\c`]],
    ['win32', String.raw`'C:\a;b'`, [String.raw`'C:\a`, "b'"]],
  ];
  for (const [platform, value, expected] of lists) {
    it(`${JSON.stringify(value)} is ${JSON.stringify(expected ?? 'the home folder’s')} on ${platform}`, () => {
      assert.deepEqual(listedPaths({ KUBECONFIG: value }, platform), expected);
    });
  }

  it('is absent without the variable', () => {
    assert.equal(listedPaths({}, 'linux'), undefined);
    assert.equal(listedPaths({}, 'win32'), undefined);
  });
});

/** @param states the folders that there are; `kubeconfig` is a writable one that has the file */
function disk(states: Readonly<Record<string, 'kubeconfig' | 'readOnly' | 'writable'>>): HomeFacts {
  return {
    hasKubeconfig: (home) => Promise.resolve(states[home] === 'kubeconfig'),
    stateOf: (home) => {
      const state = states[home] ?? 'absent';
      return Promise.resolve(state === 'kubeconfig' ? 'writable' : state);
    },
  };
}

describe('the home folder of kubectl', () => {
  const windows = { HOME: 'home', HOMEDRIVE: 'H:', HOMEPATH: '\\x', USERPROFILE: 'profile' };
  const withoutHome = { ...windows, HOME: '' };
  const onWindows: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    Parameters<typeof disk>[0],
    string,
  ])[] = [
    [
      'HOME, where each has the file',
      windows,
      { home: 'kubeconfig', 'H:\\x': 'kubeconfig', profile: 'kubeconfig' },
      'home',
    ],
    [
      'the drive before the profile, where both have the file',
      windows,
      { home: 'writable', 'H:\\x': 'kubeconfig', profile: 'kubeconfig' },
      'H:\\x',
    ],
    [
      'the profile, where it alone has the file',
      windows,
      { home: 'writable', 'H:\\x': 'writable', profile: 'kubeconfig' },
      'profile',
    ],
    ['HOME, where none has the file', windows, { home: 'writable', 'H:\\x': 'writable', profile: 'writable' }, 'home'],
    [
      'the profile before the drive, where none has the file',
      withoutHome,
      { 'H:\\x': 'writable', profile: 'writable' },
      'profile',
    ],
    ['the one that can be written', windows, { home: 'readOnly', 'H:\\x': 'writable', profile: 'readOnly' }, 'H:\\x'],
    [
      'the first that exists, where none can be written',
      windows,
      { 'H:\\x': 'readOnly', profile: 'readOnly' },
      'profile',
    ],
    ['the first that is set, where none exists', windows, {}, 'home'],
    ['the profile, where HOME is not set and none exists', withoutHome, {}, 'profile'],
    ['the drive with its path, where nothing else is set', { HOMEDRIVE: 'H:', HOMEPATH: '\\x' }, {}, 'H:\\x'],
    ['no drive without a path', { HOMEDRIVE: 'H:', HOMEPATH: '', USERPROFILE: '' }, {}, ''],
    ['none, where nothing is set', {}, {}, ''],
  ];
  for (const [what, env, states, expected] of onWindows) {
    it(`is on Windows ${what}`, async () => {
      assert.equal(await homeOfKubeconfig(env, 'win32', disk(states)), expected);
    });
  }

  it('is HOME and nothing else on other systems, whatever stands there', async () => {
    const states = disk({ profile: 'kubeconfig', 'H:\\x': 'kubeconfig' });
    for (const platform of ['linux', 'darwin']) {
      assert.equal(await homeOfKubeconfig(windows, platform, states), 'home');
      assert.equal(await homeOfKubeconfig(withoutHome, platform, states), '');
    }
  });
});
