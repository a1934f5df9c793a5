import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import type { KubeconfigFinding } from '../../../../src/core/kubeconfigFindings/kubeconfigFinding.ts';
import { applyEdits } from '../../../../src/core/yaml/textEdit.ts';
import { plainSurroundings } from './plainSurroundings.ts';

const own = `apiVersion: v1\nkind: Config\ncontexts:\n- name: x\n  context: {cluster: c, user: u}\ncurrent-context: x\n`;

function find(text: string): KubeconfigFinding[] {
  return findInKubeconfig(text, plainSurroundings);
}

function marked(text: string): string[] {
  return find(text).map(({ code, start, end }) => `${code} ${JSON.stringify(text.slice(start, end))}`);
}

function fixed(text: string): string {
  const edits = find(text).flatMap(({ fix }) => (fix?.kind === 'edit' ? fix.edits : []));
  return applyEdits(text, [...edits]);
}

suite('what kubectl refuses though it is YAML or JSON', () => {
  test('is a directive but for %YAML 1.1 and %TAG, and the line goes', () => {
    for (const directive of ['%YAML 1.2', '%YAML 1.3', '%FOO x']) {
      const text = `# ours\n${directive}\n---\n${own}`;
      assert.deepEqual(marked(text), [`refusedDirective "${directive}"`]);
      assert.equal(fixed(text), `# ours\n---\n${own}`);
    }
    assert.deepEqual(marked(`%YAML 1.1\r\n---\r\n${own}`), []);
    assert.deepEqual(marked(`%TAG ! tag:x,2000:\n---\n${own}`), []);
    assert.deepEqual(marked(`---\n${own}note: |\n %YAML 1.2\n`), []);
  });

  test('is an escape that JSON knows and YAML 1.1 does not, and the character takes its place', () => {
    const json = String.raw`{"kind": "Config", "current-context": "a\/b\ud83d\ude00\\/\u00e9\"\/"}`;
    assert.deepEqual(marked(json), [
      String.raw`refusedEscape "\\/"`,
      String.raw`refusedEscape "\\ud83d\\ude00"`,
      String.raw`refusedEscape "\\/"`,
    ]);
    assert.equal(fixed(json), String.raw`{"kind": "Config", "current-context": "a/b😀\\/\u00e9\"/"}`);
    assert.deepEqual(
      find(String.raw`{"current-context": "\ud83d"}`).map(({ fix }) => fix),
      [undefined],
    );
    assert.deepEqual(marked(`${own}note: 'a\\/b'\n`), []);
  });

  test('is a control character', () => {
    assert.deepEqual(marked(`${own}note: a\u0001b\n`), ['controlCharacter "\\u0001"']);
  });

  test('is a name that two entries have, or two that have none', () => {
    const users = 'users:\n- name: u\n- name: v\n- name: u\n';
    assert.deepEqual(marked(own + users), ['duplicateName "u"']);
    assert.equal(find(own + users)[0]?.start, (own + users).lastIndexOf('u\n'));
    assert.deepEqual(marked(`${own}users:\n- user: {}\n- user: {token: t}\n`), ['duplicateName "users"']);
  });
});

test('A key that stands twice is marked where it stands again, for kubectl drops what was before', () => {
  assert.deepEqual(marked(own + own), [
    'repeatedKey "apiVersion"',
    'repeatedKey "kind"',
    'repeatedKey "contexts"',
    'repeatedKey "current-context"',
  ]);
  assert.equal(find(own + own)[0]?.start, own.length);
  assert.deepEqual(marked(`${own}users: [{name: u, name: v}]\n`), ['repeatedKey "name"']);
});

test('Places are right where the layout is one that only kubectl reads, and before a second document', () => {
  const text = `contexts:\n- name: x\n  context: {\n\tcluster: c,\n\tnamespace: 012\n  }\n---\na: b\n`;
  assert.deepEqual(marked(text), ['unquotedValue "012"']);
  assert.match(fixed(text), /^\tnamespace: "012"$/m);
  assert.deepEqual(marked(`contexts:\n- name: x\n  context: {cluster: c, user: u, namespace: 12e4567}\n`), []);
  assert.deepEqual(marked(`contexts:\n- name: 12:30\n  context: {cluster: 1:30, user: 8021e12}\n`), [
    'unquotedValue "8021e12"',
  ]);
});
