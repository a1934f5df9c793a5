import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyChanges } from '../../../../src/core/kubeconfigText/applyChanges.ts';
import { openKubeconfig, sectionOf } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { readFirstModel, readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { mapAt, stringAt, type YamlMap } from '../../../../src/core/yamlValue.ts';

const head = 'apiVersion: v1\nkind: Config\n';
const own = `${head}contexts:\n- name: x\n  context:\n    cluster: c\n    user: u\ncurrent-context: x\n`;
const added: YamlMap = { name: 'new', context: { cluster: 'n', user: 'n' } };

/** What kubectl reads (`config view --raw`, 1.27 to 1.35) and YAML's grammar does not allow. */
const layouts: Readonly<Record<string, string>> = {
  'a list that closes in the column of its key': `${head}contexts: [\n{name: x, context: {cluster: c, user: u}}\n]\ncurrent-context: x\n`,
  'a map that closes in the column of its key': `${head}contexts:\n- name: x\n  context: {\n  cluster: c,\n  user: u\n  }\ncurrent-context: x\n`,
  'a map whose lines begin at the margin': `${head}contexts:\n- name: x\n  context: {\ncluster: c,\nuser: u\n}\ncurrent-context: x\n`,
  'tabs within brackets': `${head}contexts:\n- name: x\n  context: {\n\tcluster: c,\n\tuser: u\n  }\ncurrent-context: x\n`,
  'tabs behind blanks within brackets': `${head}contexts:\n- name: x\n  context: {\n  \tcluster: c, # one\n  \tuser: u}\ncurrent-context: x\n`,
  'a comment right behind a bracket': `${head}contexts: [{name: x, context: {cluster: c, user: u}}]#c\ncurrent-context: x\n`,
  'quotes that go on at the margin': `${own}other: "a\nb"\n`,
  'a separator at the end': `${own}---\n`,
  'a separator at the end without a line break': `${own}---`,
  'an end mark at the end': `${own}...\n`,
  'several marks and comments at the end': `${own}---\n# nothing\n...\n---\n`,
  'marks at the end with CRLF': `${own}---\n`.replaceAll('\n', '\r\n'),
};

suite('a layout that kubectl reads', () => {
  for (const [name, text] of Object.entries(layouts)) {
    test(`is read and edited: ${name}`, () => {
      const model = readModel(text);
      assert.deepEqual(model['contexts'], [{ name: 'x', context: { cluster: 'c', user: 'u' } }]);
      assert.equal(model['current-context'], 'x');
      assert.deepEqual(readFirstModel(text), model);
      const changed = applyChanges(openKubeconfig(text), [
        { kind: 'put', section: 'contexts', name: 'new', entry: added },
        { kind: 'put', section: 'users', name: 'n', entry: { name: 'n', user: { token: 't' } } },
        { kind: 'setCurrentContext', contextName: 'new' },
      ]);
      assert.deepEqual(readModel(changed), {
        ...model,
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }, added],
        users: [{ name: 'n', user: { token: 't' } }],
        'current-context': 'new',
      });
      for (const line of text.split('\n').filter((part) => !/current-context|contexts: \[|^\{name|^---$/.test(part))) {
        assert.ok(changed.includes(line), `${JSON.stringify(line)} stands in ${changed}`);
      }
      const back = applyChanges(openKubeconfig(changed), [
        { kind: 'remove', section: 'contexts', name: 'new' },
        { kind: 'setCurrentContext', contextName: 'x' },
      ]);
      assert.deepEqual(readModel(back)['contexts'], model['contexts']);
    });
  }

  test('with arguments in the column of their key can lose and change some of them', () => {
    const text = `${head}users:\n- name: a\n  user:\n    exec:\n      command: kubelogin\n      args: [\n      get-token, --server-id, s,\n      --login, devicecode\n      ]\n`;
    const kubeconfig = openKubeconfig(text);
    const [entry] = sectionOf(kubeconfig.model, 'users');
    const exec = mapAt(mapAt(entry, 'user'), 'exec');
    assert.deepEqual(exec?.['args'], ['get-token', '--server-id', 's', '--login', 'devicecode']);
    const args = ['get-token', '--server-id', 's', '--login', 'azurecli', '--tenant-id', 't'];
    const changed = applyChanges(kubeconfig, [
      { kind: 'put', section: 'users', name: 'a', entry: { name: 'a', user: { exec: { ...exec, args } } } },
    ]);
    assert.match(changed, /^ {6}get-token, --server-id, s,$/m);
    assert.deepEqual(mapAt(mapAt(sectionOf(readModel(changed), 'users')[0], 'user'), 'exec')?.['args'], args);
  });

  test('with a bare dash is an entry without a name, which stays as it is', () => {
    for (const text of [
      `${own}users:\n-\n- name: u\n`,
      `${own}users:\n- name: u\n-\n`,
      `${own}users: [null, {name: u}]\n`,
    ]) {
      const kubeconfig = openKubeconfig(text);
      assert.deepEqual(
        new Set(sectionOf(kubeconfig.model, 'users').map((entry) => stringAt(entry, 'name'))),
        new Set([undefined, 'u']),
      );
      const changed = applyChanges(kubeconfig, [
        { kind: 'put', section: 'users', name: 'u', entry: { name: 'u', user: { token: 't' } } },
      ]);
      const without = applyChanges(openKubeconfig(changed), [{ kind: 'remove', section: 'users', name: 'u' }]);
      assert.deepEqual(readModel(without)['users'], [{}]);
    }
    assert.throws(() => openKubeconfig(`${head}users:\n-\n-\n`), { code: 'kubeconfigDuplicateName' });
  });
});

suite('a text that kubectl refuses or reads in part', () => {
  test('is refused where a tab stands in for the indentation of an unquoted text', () => {
    const text = `${head}contexts:\n- name: x\n  context: {\n\tcluster: c,\n\tuser: u\n\t}\n`;
    assert.throws(() => readModel(text), { code: 'kubeconfigInvalid' });
  });

  test('is read up to the second document, and not edited', () => {
    for (const rest of ['---\na: b\n', '---\na: [\n', '...\n}{\n', '---\n---\nnull\n']) {
      assert.equal(readFirstModel(own + rest)['current-context'], 'x');
      assert.throws(() => openKubeconfig(own + rest), /AksEntraError/);
    }
    assert.throws(() => readModel(`${own}---\n# \u0001\n`), {
      code: 'kubeconfigInvalid',
      message: /control character/,
    });
    assert.equal(readModel(`# ours\n---\n${own}`)['current-context'], 'x');
    assert.equal(readModel(`%YAML 1.1\n---\n${own}`)['current-context'], 'x');
  });

  test('with a key twice at its margin names that key and its line before anything is added', () => {
    const line = own.split('\n').length;
    assert.throws(() => openKubeconfig(own + own), { code: 'kubeconfigInvalid', message: /"apiVersion"/, line });
    assert.throws(() => openKubeconfig(`{"kind": "Config", "users": [],\n"users": []}`), {
      message: /"users"/,
      line: 2,
    });
    assert.throws(() => openKubeconfig(`${own}"current-context": y\n`), { message: /"current-context"/, line });
    assert.equal(readFirstModel(own + own)['current-context'], 'x');
    openKubeconfig(`${head}note: |\n kind: x\n kind: y\n`);
  });
});
