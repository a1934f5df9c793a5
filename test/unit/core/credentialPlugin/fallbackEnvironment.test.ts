import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fallbackEnvironment } from '../../../../src/core/credentialPlugin/fallbackEnvironment.ts';

const user = { homeDirectory: '/home/a', uid: 1000 };

describe('the environment of a fallback', () => {
  it('has the user’s own home and fixed folders, whatever a kubeconfig says', () => {
    const evil = {
      PATH: '/evil',
      HOME: '/evil',
      XDG_RUNTIME_DIR: '/evil',
      NODE_OPTIONS: '--import=data:x',
      BROWSER: '/evil',
    };
    const { PATH: path, ...rest } = fallbackEnvironment(evil, user, 'linux');
    assert.deepEqual(rest, { HOME: '/home/a', XDG_RUNTIME_DIR: '/run/user/1000' });
    assert.match(path ?? '', /^\/home\/a\/\.local\/bin:\/home\/a\/bin:\/usr\/local\/bin:\/usr\/bin:/);
  });

  it('takes over a display and a proxy, where they are no more than that', () => {
    const good = {
      DISPLAY: ':0',
      WAYLAND_DISPLAY: 'wayland-0',
      HTTPS_PROXY: 'http://proxy.contoso.example:8080',
      NO_PROXY: 'localhost,.contoso.example,10.0.0.0/8',
      WSL_DISTRO_NAME: 'Ubuntu-24.04',
    };
    const received = fallbackEnvironment(good, user, 'linux');
    assert.deepEqual({ ...received, ...good }, received);
    const bad = {
      DISPLAY: 'evil.example:0',
      WAYLAND_DISPLAY: '/evil/socket',
      HTTPS_PROXY: 'http://user:secret@proxy',
      https_proxy: 'file:///evil',
      NO_PROXY: 'a\nb',
      DBUS_SESSION_BUS_ADDRESS: 'unixexec:path=/evil',
    };
    assert.deepEqual(Object.keys(fallbackEnvironment(bad, user, 'darwin')).toSorted(), ['HOME', 'PATH']);
  });

  it('does without a user that the system does not know', () => {
    const environment = fallbackEnvironment({}, { homeDirectory: undefined, uid: undefined }, 'linux');
    assert.deepEqual(Object.keys(environment), ['PATH']);
  });
});
