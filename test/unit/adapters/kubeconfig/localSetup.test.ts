import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localSetup } from '../../../../src/adapters/kubeconfig/localSetup.ts';

describe('what this machine tells of a setup', () => {
  it('takes the proxy that kubectl takes: an empty variable is none', () => {
    const env = {
      HTTPS_PROXY: '',
      https_proxy: 'http://proxy.example:8080',
      NO_PROXY: '',
      no_proxy: '.example',
    };
    const { proxies } = localSetup({
      files: { env, platform: process.platform, home: () => Promise.resolve('/nowhere'), backupDirectory: '/nowhere' },
      homeDirectory: '/nowhere',
      command: 'aks-entra',
      ownPlugin: '/nowhere/aks-entra',
      foreignFolders: () => [],
    });
    assert.deepEqual(proxies(), {
      environment: 'http://proxy.example:8080',
      exceptions: '.example',
      editor: undefined,
    });
  });
});
