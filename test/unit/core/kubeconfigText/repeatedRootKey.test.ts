import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import { applyChanges } from '../../../../src/core/kubeconfigText/applyChanges.ts';
import { openKubeconfig, sectionOf } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { readFirstModel, readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import type { YamlMap } from '../../../../src/core/yamlValue.ts';
import { oldestAndNewestKubectl, runKubectl } from '../../../kubectl.ts';
import { plainSurroundings } from '../kubeconfigFindings/plainSurroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'repeated-key-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const one = '- name: one\n  user: {token: one}';
const two = '- name: two\n  user: {token: two}';
const block = `kind: Config\nusers:\n${one}\nusers:\n${two}\n`;
const flow = 'users: [{name: one, user: {token: one}}],\nusers: [{name: two, user: {token: two}}]}\n';
const json = `"users": [{"name": "one", "user": {"token": "one"}}],\n"users": [{"name": "two", "user": {"token": "two"}}]}\n`;

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

/** Each says `users` twice: what the second one says is all that kubectl reads (1.27 to 1.35). */
const layouts: Readonly<Record<string, readonly [text: string, line: number]>> = {
  'at the margin': [block, 5],
  'at the margin, once in quotes': [block.replace('\nusers', '\n"users"'), 5],
  'at the margin, once with a tag': [block.replace('\nusers', '\n!!str users'), 5],
  'at the margin, once with an anchor': [block.replace('\nusers', '\n&a users'), 5],
  'at the margin, once with an escape': [block.replace('\nusers', String.raw`${'\n'}"\x75sers"`), 5],
  'at the margin, once behind a question mark': [`kind: Config\nusers:\n${one}\n? users\n:\n${two}\n`, 5],
  'at the margin with CRLF': [block.replaceAll('\n', '\r\n'), 5],
  indented: [indented(block), 5],
  'indented with CRLF': [indented(block).replaceAll('\n', '\r\n'), 5],
  'indented behind a marker and a comment': [`# c\n---\n\n${indented(block)}`, 8],
  'indented behind a marker with a tag': [`--- !!map\n${indented(block)}`, 6],
  'in brackets': [`{kind: Config,\n${flow}`, 3],
  'in brackets behind a byte order mark': [`\uFEFF{kind: Config,\n${flow}`, 3],
  'in brackets behind a marker': [`--- {kind: Config,\n${flow}`, 3],
  'in brackets behind a comment': [`# c\n{kind: Config,\n${flow}`, 4],
  'in brackets that are indented': [`\n  {kind: Config,\n${flow}`, 4],
  'in brackets with a tag': [`!!map {kind: Config,\n${flow}`, 3],
  'in JSON': [`{"kind": "Config",\n${json}`, 3],
  'in JSON in one line': [`{"kind": "Config",\n${json}`.replaceAll('\n', ' '), 1],
};

suite('A key that stands twice at the root', () => {
  for (const [layout, [text, line]] of Object.entries(layouts)) {
    test(`${layout} is read, found with its line, and never edited`, () => {
      const users = readFirstModel(text)['users'];
      assert.deepEqual(users, [{ name: 'two', user: { token: 'two' } }]);
      assert.throws(() => openKubeconfig(text), {
        code: 'kubeconfigInvalid',
        line,
        message: `Line ${line}: the key "users" stands twice in the same place. Remove one of the two, then try again.`,
      });
      const [finding] = findInKubeconfig(text, plainSurroundings).filter(({ code }) => code === 'repeatedKey');
      assert.equal(finding && text.slice(0, finding.start).split('\n').length, line);
    });
  }

  test('is read by kubectl as if only the last one stood there', async () => {
    for (const kubectl of oldestAndNewestKubectl()) {
      for (const [layout, [text]] of Object.entries(layouts)) {
        const path = join(folder, 'config');
        writeFileSync(path, text);
        const args = ['config', 'view', '--raw', '-o', 'jsonpath={.users[*].name}'];
        const { stdout, stderr } = await runKubectl(kubectl, args, { KUBECONFIG: path, HOME: folder });
        assert.equal(stdout, 'two', `${layout}, ${kubectl.path}: ${stderr}`);
      }
    }
  });

  test('that is none is edited: within a text, in a value over several lines, in an entry, a merge key', () => {
    for (const text of [
      'note: |\n  users: a\n  users: b\n',
      'note: "a\nusers: b\nusers: c"\n',
      `users:\n${one}\n  note:\n    users: a\n`,
      '  <<: {a: b}\n  <<: {c: d}\n  users: []\n',
    ]) {
      const result = withUser(text);
      assert.ok(JSON.stringify(readModel(result)['users']).includes('new'), result);
    }
  });
});

function withUser(text: string): string {
  const entry = { name: 'new', user: { token: 't' } };
  return applyChanges(openKubeconfig(text), [{ kind: 'put', section: 'users', name: 'new', entry }]);
}

suite('What only our edit cannot do is told with its line, or done:', () => {
  test('a merge key at the root that brings the list itself', () => {
    for (const [text, line] of [
      [`users:\n${one}\n<<: {users: [{name: m}]}\n`, 4],
      [`  users: []\n  <<: {users: [{name: m}]}\n`, 2],
      ['x: &q {users: [{name: q}]}\nusers: []\n<<: *q\n', 3],
      ['{users: [{name: one}],\n<<: {users: [{name: m}]}}\n', 2],
    ] as const) {
      assert.throws(() => withUser(text), { code: 'kubeconfigAnchor', line, message: /a merge key \(<<\)/ });
    }
  });

  test('a key without a value as the last one in brackets keeps its name', () => {
    for (const [text, key] of [
      ['{kind: Config,\nz: # c\n}\n', 'z'],
      ['{kind: Config,\nz:\n}\n', 'z'],
      ['{kind: Config, "z":}\n', 'z'],
      ['{kind: Config, z:}\n', 'z:'],
      ['{kind: Config, z:,}\n', 'z:'],
      ['{kind: Config, z: , }\n', 'z'],
    ] as const) {
      assert.deepEqual(readModel(text), { kind: 'Config', [key]: null });
      const result = withUser(text);
      assert.equal(readModel(result)[key], null, result);
      const removed = applyChanges(openKubeconfig(result), [{ kind: 'remove', section: 'users', name: 'new' }]);
      assert.deepEqual(readModel(removed), { kind: 'Config', [key]: null, users: [] });
    }
  });

  test('an item with a tag loses it with its value', () => {
    for (const [args, written] of [
      ['[a, !!str 2, b]', '[a, null, b]'],
      ['[!!binary aHVzaA==, b]', '[null, b]'],
      ['\n- a\n- !!str 2\n- b', '\n- a\n- null\n- b'],
      ['\n- !!binary aHVzaA== # c', '\n- null # c'],
    ] as const) {
      const text = `users:\n- name: one\n  args: ${args.replaceAll('\n', '\n  ')}\n`;
      const kubeconfig = openKubeconfig(text);
      const [entry] = sectionOf(kubeconfig.model, 'users') as [YamlMap & { readonly args: readonly string[] }];
      const values = entry.args.map((value) => (/^(?:2|hush)$/.test(value) ? null : value));
      const change = { kind: 'put', section: 'users', name: 'one', entry: { ...entry, args: values } } as const;
      assert.equal(
        applyChanges(kubeconfig, [change]),
        text.replace(args.replaceAll('\n', '\n  '), written.replaceAll('\n', '\n  ')),
      );
    }
  });

  test('a value that is nothing but a tag keeps it, and what is added behind it is no part of it', () => {
    const own = '{z: !!str }\n';
    assert.deepEqual(readModel(withUser(own)), { z: '', users: [{ name: 'new', user: { token: 't' } }] });
    const text = 'users: [{name: x, args: [a, !!str ]}]\n';
    const entry = { name: 'x', args: ['a', '', 'b'] };
    const result = applyChanges(openKubeconfig(text), [{ kind: 'put', section: 'users', name: 'x', entry }]);
    assert.equal(result, 'users: [{name: x, args: [a, !!str , "b" ]}]\n');
  });

  test('a key that is nothing but a tag', () => {
    for (const tag of ['!', '!!str']) {
      const text = `contexts: [{name: x, context: {cluster: c,\n${tag} }}]\n`;
      const kubeconfig = openKubeconfig(text);
      assert.deepEqual(kubeconfig.model['contexts'], [{ name: 'x', context: { cluster: 'c', '': null } }]);
      const entry = { name: 'x', context: { '': null } };
      const change = { kind: 'put', section: 'contexts', name: 'x', entry } as const;
      assert.throws(() => applyChanges(kubeconfig, [change]), { code: 'kubeconfigInvalid', line: 2 });
    }
  });
});
