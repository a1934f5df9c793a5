import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { looksLikeKubeconfig } from '../../../../src/core/kubeconfigFindings/looksLikeKubeconfig.ts';

describe('looksLikeKubeconfig', () => {
  it('holds for a kubeconfig in either order, quoted, with either line ends and with one section only', () => {
    for (const text of [
      'apiVersion: v1\nkind: Config\nclusters: []\n',
      'users:\n- name: a\nkind: "Config"\n',
      "contexts: []\r\nkind: 'Config'\r\n",
    ]) {
      assert.equal(looksLikeKubeconfig(text), true, text);
    }
  });

  it('holds for no other YAML of Kubernetes, nor for one that only speaks of a kubeconfig', () => {
    for (const text of [
      'kind: ConfigMap\nclusters: []\n',
      'kind: Config\nmetadata: {}\n',
      'kind: ConfigMap\ndata:\n  config: |\n    kind: Config\n    clusters: []\n',
      '# kind: Config\nclusters: []\n',
      '',
    ]) {
      assert.equal(looksLikeKubeconfig(text), false, text);
    }
  });
});
