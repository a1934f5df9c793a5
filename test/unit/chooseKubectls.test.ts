import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseKubectls, type Kubectl } from '../chooseKubectls.ts';
import { readVersion } from '../kubectlVersion.ts';

const own = (minor: number): Kubectl => ({ path: `/usr/bin/kubectl.1.${minor}`, minor });
const pinned: Kubectl = { path: '/home/ada/.cache/aks-entra/kubectl-1.35.2/kubectl', minor: 35 };

describe('the kubectls that tests and demo use', () => {
  it('are the machine’s and the pinned one, oldest first', () => {
    assert.deepEqual(chooseKubectls([own(33), own(27), own(9 + 27)], pinned), [own(27), own(33), pinned, own(36)]);
  });

  it('are the pinned one alone where the machine has none', () => {
    assert.deepEqual(chooseKubectls([], pinned), [pinned]);
  });

  it('are the machine’s alone where none is pinned for it', () => {
    assert.deepEqual(chooseKubectls([own(30)]), [own(30)]);
  });

  it('are none that is older than 1.27', () => {
    assert.deepEqual(chooseKubectls([own(20), own(26)]), []);
    assert.deepEqual(chooseKubectls([own(20)], pinned), [pinned]);
  });

  it('are one of each minor version: the pinned one, which everybody has', () => {
    assert.deepEqual(chooseKubectls([own(34), own(35)], pinned), [own(34), pinned]);
  });
});

describe('the version of a kubectl', () => {
  it('is read from what each prints about itself', () => {
    for (const [printed, version] of [
      ['v1.35.2', { name: '1.35.2', minor: 35 }],
      ['v1.20.2', { name: '1.20.2', minor: 20 }],
      ['v1.32.4-dispatcher', { name: '1.32.4-dispatcher', minor: 32 }],
      ['v1.30.5-eks-1a2b3c4', { name: '1.30.5-eks-1a2b3c4', minor: 30 }],
    ] as const) {
      const client = { major: '1', minor: `${version.minor}`, gitVersion: printed, goVersion: 'go1.25.1' };
      const answer = JSON.stringify({ clientVersion: client, kustomizeVersion: 'v5.7.1' }, undefined, 2);
      assert.deepEqual(readVersion(answer), version);
    }
  });

  it('is unknown where something else answers', () => {
    assert.equal(readVersion(''), undefined);
    assert.equal(readVersion('kubectl: not found'), undefined);
    assert.equal(readVersion('{ "clientVersion": {} }'), undefined);
  });
});
