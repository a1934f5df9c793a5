import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadRefusalOf } from '../../../../src/core/diagnosis/loadRefusal.ts';

describe('loadRefusalOf', () => {
  it('says with its line why kubectl loads no such file, and nothing of what it loads', () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ['users:\n- name: 08\n', /^Line 2: name of the user number 1 has to be text/],
      ['users: [{name: a}, {name: a}]\n', /^Line 1: .*twice under the same name/],
      ['# c\n%YAML 1.2\n---\nkind: Config\n', /^Line 2: .*YAML 1\.1 only/],
      ['kind: Config\nusers: [{name: "a\\/b"}]\n', /^Line 2: /],
    ];
    for (const [text, message] of refused) {
      assert.match(loadRefusalOf(text) ?? '', message, text);
    }
    for (const text of ['', 'users: [{name: a, name: b}]\n', 'users: []\n---\n[\n', 'clusters: null\n']) {
      assert.equal(loadRefusalOf(text), undefined, text);
    }
    assert.throws(() => loadRefusalOf('- a\n'), { code: 'kubeconfigInvalid' });
  });
});
