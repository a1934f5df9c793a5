import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pipelineEntra } from '../../../src/core/conversion/pipelineKubeconfig.ts';
import { convertUsers } from '../../../src/core/conversion/convertUsers.ts';
import { applyChanges } from '../../../src/core/kubeconfigText/applyChanges.ts';
import { setCurrentContext } from '../../../src/core/kubeconfigText/editContexts.ts';
import { openKubeconfig } from '../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { splitForeignKubeconfig } from '../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { singleContextKubeconfig } from '../../../src/core/kubeconfig/singleContext.ts';
import { planRemoval } from '../../../src/core/merge/planRemoval.ts';

/** As a kubeconfig writes it, and as it is. */
const written = '"a\\u202E\\n[b](command:c)"';
const evil = 'a\u202E\n[b](command:c)';
const clean = 'a??[b]?(command:c)';

const user = (args: string): string => `users:
- name: ${written}
  user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, env: [], args: [get-token${args}]}}
contexts:
- {name: a, context: {cluster: c, user: ${written}}}
- {name: ${written}, context: {cluster: c, user: ${written}}}
`;
const rules = { resolve: (path: string) => path, separator: '/' };

/** What throws, or returns texts to show. */
const told: Readonly<Record<string, () => readonly string[]>> = {
  'two entries of one name': () => [openKubeconfig(`users: [{name: ${written}}, {name: ${written}}]`).text],
  'no such context to switch to': () => [setCurrentContext('', evil)],
  'no such context to remove': () => [planRemoval([''], evil).contextName],
  'no such context for a terminal': () => [
    singleContextKubeconfig([''], evil, { ...rules, resolve: (_, path) => path }),
  ],
  'an entry that is gone': () => [applyChanges(openKubeconfig(''), [{ kind: 'remove', section: 'users', name: evil }])],
  'a user that cannot be converted': () => convertUsers(user(''), { loginMode: 'spn', users: [evil] }).warnings,
  'a user that others share': () =>
    convertUsers(user(', --server-id, s'), { loginMode: 'azurecli', contexts: ['a'] }).warnings,
  'a secret that was not carried over': () =>
    convertUsers(user(', --server-id, s, --client-secret, x'), { loginMode: 'azurecli' }).warnings,
  'a cluster that is not in the file': () =>
    splitForeignKubeconfig(`contexts: [{name: a, context: {cluster: ${written}, user: u}}]`, rules).incomplete.map(
      ({ reason }) => reason,
    ),
  'a key that we do not know': () =>
    splitForeignKubeconfig(
      `clusters: [{name: c, cluster: {server: "https://c", ? ${written} : x}}]
contexts: [{name: a, context: {cluster: c, user: u}}]
users: [{name: u, user: {token: t}}]`,
      rules,
    ).credentials.flatMap(({ distrust }) => distrust),
  'a cluster without Entra': () => [
    pipelineEntra({
      clusterName: evil,
      contextName: '',
      userName: '',
      cluster: {},
      context: {},
      user: {},
      kind: 'static',
      entra: undefined,
    }).tenantId ?? '',
  ],
};

function textOf(tell: () => readonly string[]): string {
  try {
    return tell().join(' ');
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
}

describe('a name out of a kubeconfig', () => {
  for (const [what, tell] of Object.entries(told)) {
    it(`is clean in what is told of ${what}`, () => {
      const text = textOf(tell);
      assert.ok(text.includes(clean), text);
      assert.ok(!text.includes(evil), text);
      assert.doesNotMatch(text, /[\p{Cc}\p{Cf}]|\]\(/u);
    });
  }
});
