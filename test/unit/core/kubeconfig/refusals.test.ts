import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError, type AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { removeEntries } from '../../../../src/core/kubeconfigText/editContexts.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { execCredential } from './armCredentials.ts';

interface Refusal {
  readonly text: string;
  readonly code: AksEntraErrorCode;
  readonly line?: number;
  readonly message: RegExp;
}

/** Each is overwritten with the credential of aks1, whose user is clusterUser_rg_aks1. */
const refusals: Readonly<Record<string, Refusal>> = {
  'of several documents': {
    text: 'kind: Config\n---\nkind: Config\n',
    code: 'kubeconfigMultipleDocuments',
    line: 2,
    message: /Keep one document/,
  },
  'indented with tabs': { text: 'users:\n\t- name: a\n', code: 'kubeconfigInvalid', line: 2, message: /a tab where/ },
  'with an unclosed quote': {
    text: 'kind: Config\ncurrent-context: "a\n',
    code: 'kubeconfigInvalid',
    line: 2,
    message: /quotes that are never closed/,
  },
  'with a null byte': { text: 'kind: \0\n', code: 'kubeconfigInvalid', message: /a control character/, line: 1 },
  'with two entries of one name': {
    text: 'users:\n- name: a\n  user: {}\n- name: b\n- {user: {}, name: a}\n',
    code: 'kubeconfigDuplicateName',
    line: 5,
    message: /"users" holds two entries named "a"/,
  },
  'with a section that is a map': {
    text: 'kind: Config\nclusters:\n  a: {server: x}\n',
    code: 'kubeconfigInvalid',
    line: 2,
    message: /"clusters" must be a list/,
  },
  'with an entry that is no map': {
    text: 'contexts:\n- name: a\n- b\n',
    code: 'kubeconfigInvalid',
    line: 3,
    message: /not a map with a name/,
  },
  'that is a list': { text: '- a\n', code: 'kubeconfigInvalid', message: /not a kubeconfig/ },
  'that is null': { text: 'null\n', code: 'kubeconfigInvalid', message: /single empty value/ },
  'with a section twice': {
    text: 'users: []\nkind: Config\nusers: []\n',
    code: 'kubeconfigInvalid',
    line: 3,
    message: /"users" stands twice/,
  },
  'with an explicit key': { text: '? users\n: []\n', code: 'kubeconfigInvalid', line: 1, message: /"key: value"/ },
  'whose section is an alias': {
    text: 'x: &u []\nusers: *u\n',
    code: 'kubeconfigAnchor',
    line: 2,
    message: /an alias \(\*\)/,
  },
  'whose section has an anchor': {
    text: 'users: &u\n- name: a\nother: *u\n',
    code: 'kubeconfigAnchor',
    line: 1,
    message: /an anchor \(&\)/,
  },
  'whose root has an anchor': { text: '&r\nkind: Config\n', code: 'kubeconfigAnchor', message: /whole kubeconfig/ },
  'whose root is merged from elsewhere': {
    text: 'x: &d {kind: Config}\n<<: *d\n',
    code: 'kubeconfigAnchor',
    line: 2,
    message: /a merge key/,
  },
  'whose touched entry is an alias': {
    text: 'x: &s {server: https://x}\nclusters:\n- name: aks1\n  cluster: *s\n',
    code: 'kubeconfigAnchor',
    line: 4,
    message: /an alias/,
  },
  'whose touched entry has a merge key': {
    text: 'x: &s {server: https://x}\nclusters:\n- name: aks1\n  cluster:\n    <<: *s\n    proxy-url: p\n',
    code: 'kubeconfigAnchor',
    line: 5,
    message: /a merge key/,
  },
  'whose touched entry has an anchor inside': {
    text: 'users:\n- name: clusterUser_rg_aks1\n  user:\n    exec: {command: &c a}\n',
    code: 'kubeconfigAnchor',
    line: 4,
    message: /an anchor/,
  },
  'whose touched entry has a key twice': {
    text: 'clusters:\n- name: aks1\n  cluster: {server: https://x, server: https://y}\n',
    code: 'kubeconfigInvalid',
    line: 3,
    message: /"server" stands twice/,
  },
  'that an edit would break': {
    text: '---\n...\n',
    code: 'kubeconfigVerificationFailed',
    message: /nothing was written/,
  },
};

describe('a kubeconfig that cannot be edited safely is refused', () => {
  for (const [name, { text, code, line, message }] of Object.entries(refusals)) {
    it(name, () => {
      const credential = parseCredential(execCredential({ name: 'aks1' }));
      assert.throws(
        () => planMerge({ text, credential, onConflict: 'overwrite', setCurrentContext: true }),
        (error) => {
          assert.ok(error instanceof AksEntraError);
          assert.equal(error.code, code);
          assert.equal(error.line, line);
          assert.match(error.message, message);
          if (line !== undefined) {
            assert.match(error.message, new RegExp(`^Line ${line}: `));
          }
          return true;
        },
      );
    });
  }

  it('where the context to remove is not in it', () => {
    assert.throws(() => removeEntries('contexts: []\n', 'gone'), { code: 'kubeconfigEntryNotFound' });
  });
});
