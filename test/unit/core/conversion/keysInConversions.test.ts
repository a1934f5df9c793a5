import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { pipelineKubeconfig, type PipelineLogin } from '../../../../src/core/conversion/pipelineKubeconfig.ts';
import { planKeys } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { pluginContexts } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
import { credentialOfContext } from '../../../../src/core/kubeconfig/contextCredential.ts';
import { sectionOf } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import type { PluginLogin } from '../../../../src/core/login/pluginLogin.ts';
import { account, kubeconfigOf, plugin } from '../credentialPlugin/pluginKubeconfig.ts';

const [key, foreignKey] = ['1'.repeat(32), 'f0'.repeat(16)];
const login: PluginLogin = { mode: 'vscode', plugin, ...account };
const plain = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u'] });
const keyed = (of: string): string => planKeys([plain], plugin, new Map([['a', of]])).texts[0] ?? '';
const foreign = keyed(foreignKey);
const withVariable = foreign.replace('env:\n', 'env:\n      - {name: LD_PRELOAD, value: /tmp/x.so}\n');
const options = { clientId: '80faf920-1908-4b52-b5ef-a8e7bedfc67a', tenantId: account.tenantId };

describe('a key in a user that is converted', () => {
  for (const mode of loginModeNames) {
    it(`is gone after a conversion to ${mode}, and not told of as lost`, () => {
      const { text, warnings } = convertUsers(foreign, { loginMode: mode, options, contexts: ['a'] });
      assert.doesNotMatch(text, /AKS_ENTRA_CONTEXT|KUBERNETES_EXEC_INFO|f0f0/);
      assert.ok(!warnings.join().includes('no longer sets'), warnings.join());
    });
  }

  it('is gone after a conversion to VS Code’s sign-in too, with every other variable, which is told of', () => {
    const one = convertUsers(foreign, { loginMode: login, contexts: ['a'] });
    assert.doesNotMatch(one.text, /AKS_ENTRA_CONTEXT|f0f0/);
    assert.deepEqual(one.warnings, []);
    const other = convertUsers(withVariable, { loginMode: login, contexts: ['a'] });
    assert.equal(other.text, one.text);
    assert.match(other.warnings.join(), /no longer sets LD_PRELOAD,/);
    assert.equal(convertUsers(other.text, { loginMode: login, contexts: ['a'] }).text, other.text);
  });

  it('is the one that the conversion was given, where it was', () => {
    for (const text of [foreign, withVariable, plain]) {
      const after = convertUsers(text, { loginMode: { ...login, key }, contexts: ['a'] }).text;
      const [context] = pluginContexts([after], ['a']);
      assert.deepEqual([context?.key, context?.isAsWritten], [key, true]);
      assert.ok(!after.includes(foreignKey));
    }
  });

  it('is in no pipeline’s kubeconfig', () => {
    const [entry = {}] = sectionOf(readModel(withVariable), 'contexts');
    const credential = credentialOfContext(readModel(withVariable), entry);
    assert.ok(typeof credential !== 'string');
    for (const mode of ['workloadidentity', 'msi', 'spn'] satisfies PipelineLogin[]) {
      const text = pipelineKubeconfig(credential, { login: mode, clientId: options.clientId });
      assert.doesNotMatch(text, /AKS_ENTRA_CONTEXT|KUBERNETES_EXEC_INFO|LD_PRELOAD|f0f0/);
    }
  });
});
