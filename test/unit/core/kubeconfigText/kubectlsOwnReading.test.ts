import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { applyChanges } from '../../../../src/core/kubeconfigText/applyChanges.ts';
import { openKubeconfig } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import { execArgumentsOf } from '../../../../src/core/login/execArguments.ts';
import { filesRefusedBy } from '../../../filesRefusedBy.ts';
import { oldestAndNewestKubectl } from '../../../kubectl.ts';
import { plainSurroundings } from '../kubeconfigFindings/plainSurroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-reading-'));
after(() => {
  rmSync(folder, { recursive: true });
});

/** More of each kind are drawn in kubectlReaderProperties.test.ts. */
async function assertKubectl(does: 'refuse' | 'read', texts: readonly string[]): Promise<void> {
  const paths = texts.map((text, index) => {
    const path = join(folder, `${index}.yaml`);
    writeFileSync(path, text);
    return path;
  });
  for (const kubectl of oldestAndNewestKubectl()) {
    const refused = await filesRefusedBy(kubectl, paths, folder);
    const others = paths.filter((path) => refused.has(path) !== (does === 'refuse'));
    assert.deepEqual(
      others.map((path) => texts[paths.indexOf(path)]),
      [],
      kubectl.path,
    );
  }
}

const head = 'apiVersion: v1\nkind: Config\n';

function edited(text: string): string {
  const entry = { name: 'x', context: { cluster: 'c' } };
  return applyChanges(openKubeconfig(text), [{ kind: 'put', section: 'contexts', name: 'x', entry }]);
}

function errorLines(text: string): number[] {
  return findInKubeconfig(text, plainSurroundings).map(({ start }) => text.slice(0, start).split('\n').length);
}

suite('What kubectl refuses is refused and found, with its line:', () => {
  const long = 'k'.repeat(1025);
  const refused: Readonly<Record<string, readonly [text: string, line: number]>> = {
    'a tab on a blank line': [`${head}\t\ncontexts: []\n`, 3],
    'a tab on a blank line below a key': [`${head}contexts:\n\t\n- name: x\n`, 4],
    'a tab on the last line': [`${head}current-context: x\n\t`, 4],
    'a tab in front of a comment': [`${head}\t# c\ncontexts: []\n`, 3],
    'a tab behind a dash': [`${head}users:\n- name: a\n  user: {}\n  more:\n  -\ta\n`, 7],
    'a line break of YAML 1.1 in a text without quotes': [`${head}current-context: x\u2028y\n`, 3],
    'a null as a key': [`${head}~: a\n`, 3],
    'nothing as a key': [`${head}: a\n`, 3],
    'a map as a key': [`${head}{a: b}: c\n`, 3],
    'a key of more than 1024 characters': [`${head}${long}: a\n`, 3],
    'such a key within brackets': [`${head}x: {${long}: a}\n`, 3],
    'a key behind an item in quotes': [`${head}a:\n- "b" c: d\n`, 4],
    'a key behind an item in brackets': [`${head}a:\n- []c: d\n`, 4],
    'a key behind an item of an item': [`${head}a:\n- - 'b'c: d\n`, 4],
    'a comment of JavaScript': ['{ // c\n"current-context": "x"}\n', 2],
    'an end mark at the start': [`...\n${head}`, 1],
    'an escape of JSON': [String.raw`{"kind": "Config", "a": "\/"}`, 1],
    'a directive without a marker': [`%YAML 1.1\n${head}`, 1],
    'a tag that the value belies': [`${head}a: !!int x\n`, 3],
    'an alias of nothing': [`${head}a: *b\n`, 3],
    'a number that is not finite': [`${head}a: [1,\n.inf]\n`, 4],
    'a merge key with a text': [`${head}a: {<<: b}\n`, 3],
  };
  for (const [name, [text, line]] of Object.entries(refused)) {
    test(name, () => {
      assert.throws(() => readFirstModel(text), { code: 'kubeconfigInvalid', line, message: /kubectl does not read/ });
      assert.throws(() => edited(text), { code: 'kubeconfigInvalid', line });
      assert.ok(errorLines(text).includes(line), String(errorLines(text)));
    });
  }

  test('all of it, says kubectl', () =>
    assertKubectl(
      'refuse',
      Object.values(refused).map(([text]) => text),
    ));

  test('aliases that stand for too much, in the measure that go-yaml has', () => {
    const text = (items: number, aliases: number): string =>
      `${head}a: &a [${'x, '.repeat(items)}]\nb: [${'*a, '.repeat(aliases)}]\n`;
    assert.throws(() => readFirstModel(text(1000, 400)), /stand for too much/);
    readFirstModel(text(90, 400));
    assert.throws(
      () =>
        readFirstModel(`${head}a: &a {${Array.from({ length: 9000 }, (_, i) => `k${i}: `).join(', ')}}
b: {<<: [${'*a, '.repeat(9000)}]}\n`),
      /stand for too much/,
    );
  });
});

suite('What kubectl alone reads is read and not edited:', () => {
  const read: Readonly<Record<string, readonly [text: string, context: string]>> = {
    'lines that end in a carriage return': [`${head}current-context: x\n`.replaceAll('\n', '\r'), 'x'],
    'a comment that ends in a line break of YAML 1.1': [`${head}# c\u2028current-context: x\n`, 'x'],
    'the next line of YAML 1.1 in quotes': [`${head}current-context: "x\u0085y"\n`, 'x y'],
    'a byte order mark inside': [`${head}current-context: x\n\uFEFFcurrent-context: y\n`, 'x'],
    'a second JSON object': ['{"current-context": "x"}\n{"current-context": "y"}\n', 'x'],
    'a second JSON object in the same line': ['{"current-context": "x"}{"current-context": "y"}', 'x'],
    'text behind a JSON object': ['{"current-context": "x"} y\n', 'x'],
    'a bracket too many': ['{"current-context": "x"}]\n', 'x'],
    'a document behind an empty end': [`--- {current-context: x}\n...\n${head}`, 'x'],
  };
  for (const [name, [text, context]] of Object.entries(read)) {
    test(name, () => {
      assert.equal(readFirstModel(text)['current-context'], context);
      assert.throws(() => edited(text), /AksEntraError/);
    });
  }

  test('all of it, says kubectl', () =>
    assertKubectl(
      'read',
      Object.values(read).map(([text]) => text),
    ));
});

suite('What kubectl takes for something else than other readers do is read so, and edited:', () => {
  const read: Readonly<Record<string, readonly [value: string, read: unknown]>> = {
    bytes: ['!!binary aHVzaA==', 'hush'],
    'a number with the tag of text': ['!!str 12', '12'],
    'a text with the tag of numbers': ['!!int "3"', 3],
    'a number with a tag of its own': ['!own 12', '12'],
    'a merge key, over which an earlier key does not win': ['{a: 1, <<: {a: 2, b: 3}, b: 4}', { a: 2, b: 4 }],
    'a merge key in quotes': ['{"<<": {a: 2}}', { '<<': { a: 2 } }],
    'numbers and truth values as keys': ['{012: a, yes: b}', { 10: 'a', true: 'b' }],
    'a line that is joined to an empty one': ['"a\\\n\n  b"', 'a\nb'],
    'tabs behind colons and values': ['\t{a:\tb\t}\t# c', { a: 'b' }],
  };
  for (const [name, [value, expected]] of Object.entries(read)) {
    test(name, () => {
      const text = `${head}other: ${value}\n`;
      assert.deepEqual(readFirstModel(text)['other'], expected);
      assert.deepEqual(readFirstModel(edited(text))['other'], expected);
      assert.ok(edited(text).includes(value));
    });
  }

  test('all of it, says kubectl, before and after the edit', () => {
    const texts = Object.values(read).map(([value]) => `${head}other: ${value}\n`);
    return assertKubectl('read', [...texts, ...texts.map(edited)]);
  });

  test('a bare dash among arguments is an empty one', () => {
    const text = `${head}users:\n- name: a\n  user:\n    exec:\n      args:\n      - get-token\n      -\n`;
    const [user] = readFirstModel(text)['users'] as unknown as [{ user: { exec: { args: [string, null] } } }];
    assert.deepEqual(execArgumentsOf(user.user.exec), ['get-token', '']);
  });
});

test('A hostile text is refused in one pass, without a call too deep', () => {
  const hostile: readonly string[] = [
    '['.repeat(500_000),
    `${'- '.repeat(500_000)}a\n`,
    `a:\n${'? '.repeat(500_000)}`,
    '{"a":'.repeat(200_000),
    `x: ${'[a, {b: c}, '.repeat(900)}${'[], '.repeat(300_000)}`,
    `"${'\\\n'.repeat(500_000)}`,
    `a: |\n${' '.repeat(500_000)}\n\t`,
    `k: ${'&a '.repeat(300_000)}`,
    '- "a:'.repeat(200_000),
  ];
  for (const text of hostile) {
    assert.throws(() => readFirstModel(text), { code: 'kubeconfigInvalid' });
  }
});
