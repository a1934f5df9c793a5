import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kubeloginOfVersion } from '../../../../src/core/login/kubeloginVersion.ts';

describe('kubeloginOfVersion', () => {
  it('tells Azure’s from int128’s by what they say of themselves', () => {
    // kubelogin 0.2.21 and 0.2.22, built from the Go proxy on 2026-11-29; a release has a hash behind the version.
    const azure =
      'kubelogin version \ngit hash: v0.2.22\nGo version: go1.26.11\nBuild time: unknown\nPlatform: linux/amd64\n';
    assert.equal(kubeloginOfVersion(azure), 'azure');
    assert.equal(kubeloginOfVersion(azure.replaceAll('\n', '\r\n')), 'azure');
    for (const other of [
      'kubelogin version v1.32.4\n',
      'kubelogin version v1.32.4 (go1.24.1 linux_amd64)\r\n',
      'kubelogin version HEAD',
    ]) {
      assert.equal(kubeloginOfVersion(other), 'oidc', other);
    }
    for (const unknown of [
      '',
      'kubelogin version \n',
      'v1.2.3',
      'kubelogin version v1\nmore\n',
      'error: unknown flag',
    ]) {
      assert.equal(kubeloginOfVersion(unknown), undefined, unknown);
    }
  });
});
