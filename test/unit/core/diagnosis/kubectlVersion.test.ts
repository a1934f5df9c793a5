import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { kubectlVersionOf } from '../../../../src/core/diagnosis/kubectlVersion.ts';
import { findKubectls } from '../../../kubectl.ts';

const answer = (gitVersion: unknown): string => JSON.stringify({ clientVersion: { major: '1', gitVersion } });

describe('the version of a kubectl', () => {
  it('is read from what every kubectl of this machine says', () => {
    const kubectls = findKubectls();
    assert.ok(kubectls.length > 0);
    for (const { path, minor } of kubectls) {
      const output = execFileSync(path, ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
      assert.equal(kubectlVersionOf(output)?.minor, minor, output);
    }
  });

  it('is that of the release, whatever a vendor appends', () => {
    assert.deepEqual(kubectlVersionOf(answer('v1.35.2')), { name: '1.35.2', minor: 35 });
    assert.deepEqual(kubectlVersionOf(answer('v1.29.0-eks-036c24b')), { name: '1.29.0', minor: 29 });
    assert.deepEqual(kubectlVersionOf(answer('v1.28.4+k3s1')), { name: '1.28.4', minor: 28 });
    assert.deepEqual(kubectlVersionOf(answer('v1.25.16-gke.1')), { name: '1.25.16', minor: 25 });
  });

  it('is not known of a build of somebody, a preview, a dispatcher, and what says anything else', () => {
    for (const version of [
      'v0.0.0-master+$Format:%H$',
      'v1.26.0-alpha.1',
      'v1.26.0-beta.0',
      'v1.26.0-rc.1',
      'v1.32.4-dispatcher',
      'v2.0.0',
      'v1.26',
      '1.26.0',
      'v1.26.0 ',
      'v1.26.0\nv1.27.0',
      '',
      undefined,
      26,
    ]) {
      assert.equal(kubectlVersionOf(answer(version)), undefined, String(version));
    }
    for (const output of ['', 'Client Version: v1.35.2', '{', 'null', '[]', '{"clientVersion":"v1.35.2"}']) {
      assert.equal(kubectlVersionOf(output), undefined, output);
    }
  });
});
