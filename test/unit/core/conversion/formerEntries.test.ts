import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withFormerEntries } from '../../../../src/core/conversion/formerEntries.ts';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { chosenLogins, loginResets, type LoginReset } from '../../../../src/core/conversion/loginResets.ts';
import { convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { planConversion } from '../../../../src/core/conversion/planConversion.ts';
import { planUnguessableNames } from '../../../../src/core/credentialPlugin/unguessableNames.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { applyChanges } from '../../../../src/core/kubeconfigText/applyChanges.ts';
import { openKubeconfig } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import type { PluginLogin } from '../../../../src/core/login/pluginLogin.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { clusterIdOf, execCredential } from '../kubeconfig/armCredentials.ts';

const shop = { name: 'shop' };
const metadata = { clusterId: clusterIdOf(shop), loginMode: 'vscode' };
const hex = '5'.repeat(32);
const ours = [`shop-${hex}`, `clusterUser_rg_shop-${hex}`];
const azs = ['shop', 'clusterUser_rg_shop'];
const fetched = parseCredential(execCredential(shop));
const login: PluginLogin = {
  mode: 'vscode',
  plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
  accountId: 'ada.home',
  environment: 'AzurePublicCloud',
  key: '0123456789abcdef0123456789abcdef',
};
const plan = planMerge({
  text: undefined,
  credential: applyLoginMode(fetched, login),
  metadata,
  onConflict: 'ask',
  setCurrentContext: false,
});
assert.ok(plan.kind === 'changed');
const guessable = plan.text;
const written = planUnguessableNames([guessable], ['shop'], () => hex)[0] ?? '';

/** As `az aks get-credentials --overwrite-existing` does it: entries of its own names, and the whole context. */
function fetchedByAz(text: string, server?: string): string {
  const { cluster, user } = parseCredential(execCredential({ ...shop, ...(server === undefined ? {} : { server }) }));
  const [clusterName = '', name = ''] = azs;
  const context = { cluster: clusterName, user: name };
  return applyChanges(openKubeconfig(text), [
    { kind: 'put', section: 'clusters', name: clusterName, entry: { cluster, name: clusterName } },
    { kind: 'put', section: 'contexts', name: 'shop', entry: { context, name: 'shop' } },
    { kind: 'put', section: 'users', name, entry: { name, user } },
  ]);
}

function resetsOf(texts: readonly string[], before: readonly string[] = [written]): LoginReset[] {
  return loginResets(readContexts(texts).contexts, chosenLogins(readContexts(before).contexts));
}

function namesOf(texts: readonly string[]): readonly string[] {
  const [context] = readContexts(texts).contexts;
  return [context?.clusterName ?? '', context?.userName ?? ''];
}

describe('a context that az led to entries of its own beside ours with unguessable names', () => {
  const after = fetchedByAz(written);
  const resets = resetsOf([after]);

  it('is led back to ours, and nothing else changes', () => {
    assert.equal(resets.length, 1);
    assert.deepEqual(namesOf([after]), azs);
    const [back = ''] = withFormerEntries([after], resets);
    assert.deepEqual(namesOf([back]), ours);
    const named = (text: string): string => text.replaceAll(/^ {4}(cluster|user): .*$/gm, '    $1: x');
    assert.equal(named(back), named(after));
  });

  it('then signs in through our user again, whatever login mode az set', () => {
    const back = withFormerEntries([after], resets);
    const { texts } = planConversion(back, [{ contextName: 'shop', options: {}, target: login }]);
    assert.deepEqual(namesOf(texts), ours);
    assert.equal(readContexts(texts).contexts[0]?.entra?.login, 'vscode');
    const azsUser = (text = ''): string => text.slice(text.indexOf(`- name: ${azs[1]}\n`));
    assert.equal(azsUser(texts[0]), azsUser(after));
  });

  it('is led back too where kubelogin converted our user as well', () => {
    const converted = convertUsers(after, { loginMode: 'azurecli', users: [...azs.slice(1), ...ours.slice(1)] }).text;
    assert.deepEqual(namesOf(withFormerEntries([converted], resetsOf([converted]))), ours);
  });

  it('stays where our entries are gone, or lead elsewhere by now', () => {
    for (const text of [
      after.replace(`name: ${ours[1]}`, 'name: renamed'),
      after.replace(`name: ${ours[0]}`, 'name: renamed'),
      after.replace('server: https://shop-1234.hcp', 'server: https://other.hcp'),
    ]) {
      assert.notEqual(text, after);
      assert.deepEqual(withFormerEntries([text], resets), [text]);
    }
    const elsewhere = fetchedByAz(written, 'https://new.azmk8s.io');
    assert.deepEqual(withFormerEntries([elsewhere], resetsOf([elsewhere])), [elsewhere]);
  });

  it('stays where it had names that anybody could guess, or was not seen with others', () => {
    const overwritten = fetchedByAz(guessable);
    assert.deepEqual(withFormerEntries([overwritten], resetsOf([overwritten], [guessable])), [overwritten]);
    assert.deepEqual(withFormerEntries([after], resetsOf([after], [])), [after]);
    const converted = convertUsers(written, { loginMode: 'azurecli', users: ours }).text;
    assert.deepEqual(withFormerEntries([converted], resetsOf([converted])), [converted]);
  });

  it('is led back in the file of the list that kubectl takes it from', () => {
    const hidden = after.replaceAll('- context:', '- context: # hidden');
    const back = withFormerEntries(['', after, hidden], resetsOf(['', after, hidden]));
    assert.deepEqual(namesOf(back), ours);
    assert.deepEqual([back[0], back[2]], ['', hidden]);
  });
});
