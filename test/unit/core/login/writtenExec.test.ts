import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';
import { contextKeyOf, hasKeylessEnvironment, isAsWeWrite } from '../../../../src/core/login/writtenExec.ts';
import type { YamlMap, YamlValue } from '../../../../src/core/yamlValue.ts';

const key = '00112233445566778899aabbccddeeff';
const ofKey = { name: 'AKS_ENTRA_CONTEXT', value: key };
const ofElectron = { name: 'ELECTRON_RUN_AS_NODE', value: '1' };
const execInfo = {
  name: 'KUBERNETES_EXEC_INFO',
  value: '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false}}',
};
const args = renderPluginArguments({
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
});

function exec(env: YamlValue, others: YamlMap = {}): YamlMap {
  const command = '/home/ada/.local/share/aks-entra/plugin/aks-entra';
  return { apiVersion: 'client.authentication.k8s.io/v1beta1', args, command, env, ...others };
}

const ofWindows = {
  command: 'C:\\Code.exe',
  args: ['C:\\Users\\ada\\AppData\\Local\\aks-entra\\plugin\\plugin.cjs', ...args],
};

describe('the key in the exec of a user of our plugin', () => {
  it('is found where its environment is exactly what we write, in any order', () => {
    assert.equal(contextKeyOf(exec([ofKey, execInfo])), key);
    assert.equal(contextKeyOf(exec([execInfo, ofKey])), key);
    assert.equal(contextKeyOf(exec([ofElectron, ofKey, execInfo], ofWindows)), key);
  });

  const odd: Readonly<Record<string, YamlMap>> = {
    'there is none': exec([execInfo]),
    'there is no environment': exec(null),
    'its KUBERNETES_EXEC_INFO is missing': exec([ofKey]),
    'its KUBERNETES_EXEC_INFO says something else': exec([ofKey, { ...execInfo, value: '{}' }]),
    'the key is there twice': exec([ofKey, ofKey, execInfo]),
    'there are two keys': exec([ofKey, { ...ofKey, value: key.replace('0', '1') }, execInfo]),
    'KUBERNETES_EXEC_INFO is there twice': exec([ofKey, execInfo, execInfo]),
    'KUBERNETES_EXEC_INFO stands in place of the key': exec([execInfo, execInfo]),
    'there is another variable': exec([ofKey, execInfo, { name: 'LD_PRELOAD', value: '/tmp/x.so' }]),
    'ELECTRON_RUN_AS_NODE has no script': exec([ofElectron, ofKey, execInfo]),
    'a script has no ELECTRON_RUN_AS_NODE': exec([ofKey, execInfo], ofWindows),
    'the key is too short': exec([{ ...ofKey, value: key.slice(1) }, execInfo]),
    'the key is too long': exec([{ ...ofKey, value: `${key}0` }, execInfo]),
    'the key is in upper case': exec([{ ...ofKey, value: key.toUpperCase() }, execInfo]),
    'the key ends with a line break': exec([{ ...ofKey, value: `${key}\n` }, execInfo]),
    'the key is a number': exec([{ ...ofKey, value: 12 }, execInfo]),
    'the key is empty': exec([{ ...ofKey, value: '' }, execInfo]),
    'a variable says more': exec([{ ...ofKey, valueFrom: 'x' }, execInfo]),
    'there is something that is no variable': exec([ofKey, execInfo, null]),
    'the environment is no list': exec({ AKS_ENTRA_CONTEXT: key }),
    'it runs another program': exec([ofKey, execInfo], { command: '/tmp/aks-entra' }),
    'it has other arguments': exec([ofKey, execInfo], { args: [...args, '--authority-host', 'https://evil'] }),
  };
  for (const [what, each] of Object.entries(odd)) {
    it(`is not taken where ${what}`, () => {
      assert.equal(contextKeyOf(each), undefined);
      assert.equal(isAsWeWrite(each), false);
    });
  }

  it('makes it as we write it with v1beta1 alone', () => {
    assert.equal(isAsWeWrite(exec([ofKey, execInfo])), true);
    assert.equal(isAsWeWrite(exec([ofKey, execInfo], { apiVersion: 'client.authentication.k8s.io/v1' })), false);
  });

  it('may be missing from an environment that is ours apart from that', () => {
    assert.equal(hasKeylessEnvironment(exec([execInfo])), true);
    assert.equal(hasKeylessEnvironment(exec([ofElectron, execInfo], ofWindows)), true);
    for (const env of [null, [], [ofKey, execInfo], [execInfo, execInfo], [execInfo, ofElectron]]) {
      assert.equal(hasKeylessEnvironment(exec(env)), false);
    }
  });
});
