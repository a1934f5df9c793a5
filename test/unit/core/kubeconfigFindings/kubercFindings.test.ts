import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planKeys } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import type { PluginRefusal } from '../../../../src/core/kuberc/pluginAllowlist.ts';
import { kubeconfigOf, plugin } from '../credentialPlugin/pluginKubeconfig.ts';
import { plainSurroundings } from './plainSurroundings.ts';

const plain = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u'] });
const [text = ''] = planKeys([plain], plugin, new Map([['a', '0123456789abcdef0123456789abcdef']])).texts;
const { command } = plugin;
const change = { path: '/home/ada/.kube/kuberc', before: 'a', after: 'b' };
const refusal: PluginRefusal = { command, message: 'kubectl does not run it.', change };

describe('kubectl’s own policy in an open kubeconfig', () => {
  it('is told at the command of our plugin, with the way out where we can write it', () => {
    const [{ start, end, ...finding } = assert.fail(), ...others] = find(refusal);
    assert.equal(text.slice(start, end), command);
    assert.deepEqual(others, []);
    assert.deepEqual(finding, {
      code: 'refusedPlugin',
      severity: 'warning',
      message: 'kubectl does not run it.',
      fix: { kind: 'allowPlugin', title: 'Add to kubectl’s Allowlist…' },
    });
  });

  it('is told without a fix where only the user can change it', () => {
    const [finding] = find({ command, message: 'kubectl does not run it.' });
    assert.deepEqual([finding?.code, finding?.fix], ['refusedPlugin', undefined]);
  });

  it('says nothing where it allows our plugin, and nothing of another program', () => {
    assert.deepEqual(find(undefined), []);
    assert.deepEqual(find({ ...refusal, command: '/usr/bin/aks-entra/plugin/aks-entra' }), []);
  });

  function find(pluginRefusal: PluginRefusal | undefined) {
    return findInKubeconfig(text, { ...plainSurroundings, pluginPath: command, pluginRefusal });
  }
});
