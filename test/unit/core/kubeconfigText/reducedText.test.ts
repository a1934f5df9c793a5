import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import {
  changedModel,
  type KubeconfigChange,
  sectionChange,
  sections,
} from '../../../../src/core/kubeconfigText/applyChanges.ts';
import { openKubeconfig, sectionOf } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { editsFor } from '../../../../src/core/kubeconfigText/editsFor.ts';
import { editsByReducedText } from '../../../../src/core/kubeconfigText/reducedText.ts';
import { parseSyntaxTree } from '../../../../src/core/yaml/syntaxTree.ts';
import { applyEdits } from '../../../../src/core/yaml/textEdit.ts';
import { isEqualValue, mapAt, stringAt, type YamlMap } from '../../../../src/core/yamlValue.ts';
import { longKubeconfig } from '../kubeconfig/generatedKubeconfig.ts';

/** 100,000 in the long run: `KUBECONFIG_CASES=100000`. */
const cases = Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 4;
const fixtures = join(import.meta.dirname, '../../../fixtures/kubeconfig');

interface BothRoads {
  /** undefined where there is something to complain about */
  readonly slow: string | undefined;
  /** undefined where the slow road is to be taken */
  readonly fast: string | undefined;
}

describe('a kubeconfig that is edited by a reduced text', () => {
  it('becomes the same bytes as by its whole text, whatever is put, removed or appended', () => {
    let fastOnes = 0;
    const change = fc.tuple(fc.nat(9), fc.nat(2), fc.constantFrom('put', 'rewrite', 'remove', 'append', 'current'));
    fc.assert(
      fc.property(longKubeconfig, fc.array(change, { minLength: 1, maxLength: 3 }), (file, picks) => {
        const { slow, fast } = bothRoads(file.text, changesOf(file.text, picks));
        if (fast !== undefined) {
          fastOnes++;
          assert.equal(fast, slow);
        }
      }),
      { numRuns: cases },
    );
    assert.ok(fastOnes > cases / 50, `only ${fastOnes} of ${cases} went by a reduced text`);
  });

  it('becomes the same bytes where its entries come from the fixtures, many times', () => {
    let fastOnes = 0;
    for (const name of readdirSync(fixtures).filter((file) => file.endsWith('.kubeconfig'))) {
      const text = withCopies(readFileSync(join(fixtures, name), 'utf8'));
      for (const way of ['put', 'rewrite', 'remove', 'append', 'current'] as const) {
        for (const [index, section] of [0, 3, 7].flatMap((number) =>
          [0, 1, 2].map((other) => [number, other] as const),
        )) {
          const { slow, fast } = bothRoads(text, changesOf(text, [[index, section, way]]));
          if (fast !== undefined) {
            fastOnes++;
            assert.equal(fast, slow, name);
          }
        }
      }
    }
    assert.ok(fastOnes > 100, `only ${fastOnes} went by a reduced text`);
  });

  const entry = (name: string): string => `- name: ${name}\n  user:\n    token: t-${name}\n`;
  const users = (names: readonly string[], change = (text: string) => text): string =>
    `apiVersion: v1\nusers:\n${names.map((name) => change(entry(name))).join('')}kind: Config\n`;
  const many = ['a', 'b', 'c', 'd', 'e', 'f'];
  const append: readonly KubeconfigChange[] = [
    { kind: 'put', section: 'users', name: 'z', entry: { name: 'z', user: { token: 't-z' } } },
  ];

  it('is one as kubectl writes it', () => {
    const { slow, fast } = bothRoads(users(many), append);
    assert.equal(fast, users([...many, 'z']));
    assert.equal(slow, fast);
  });

  for (const [what, text] of Object.entries({
    'with a document mark': `---\n${users(many)}`,
    'with a tab': users(many, (text) => text.replace('token: ', 'token:\t')),
    'with a quoted key at the root': users(many).replace('users:', '"users":'),
    'with an anchor on the list': users(many).replace('users:', 'users: &all'),
    'whose list is in brackets': `users: [${many.map((name) => `{name: ${name}}`).join(',\n')}]\n`,
    'whose first entry does not show how blocks are indented': users(many).replace('  user:\n    token: t-a\n', ''),
    'with an error at an entry that stays': users(many).replace('token: t-f', 'token: "t-f'),
  })) {
    it(`is not one ${what}`, () => {
      const model: YamlMap = { users: many.map((name) => ({ name, user: { token: `t-${name}` } })) };
      assert.equal(fastRoad(text, model, append), undefined);
    });
  }
});

function bothRoads(text: string, changes: readonly KubeconfigChange[]): BothRoads {
  const { model } = openKubeconfig(text);
  const sectionChanges = sections.map((section) => sectionChange(model, section, changes));
  const after = changedModel(model, sectionChanges, changes);
  if (isEqualValue(model, after)) {
    return { slow: text, fast: undefined };
  }
  const fast = fastRoad(text, model, changes);
  try {
    const slow = applyEdits(text, editsFor(parseSyntaxTree(text), model, after, sectionChanges));
    return { slow, fast };
  } catch (error) {
    assert.ok(error instanceof AksEntraError, String(error));
    return { slow: undefined, fast };
  }
}

function fastRoad(text: string, model: YamlMap, changes: readonly KubeconfigChange[]): string | undefined {
  const sectionChanges = sections.map((section) => sectionChange(model, section, changes));
  const edits = editsByReducedText({ text, model }, changedModel(model, sectionChanges, changes), sectionChanges);
  return edits === undefined ? undefined : applyEdits(text, edits);
}

function changesOf(
  text: string,
  picks: readonly (readonly [number, number, 'put' | 'rewrite' | 'remove' | 'append' | 'current'])[],
): KubeconfigChange[] {
  const { model } = openKubeconfig(text);
  const changes = new Map<string, KubeconfigChange>();
  for (const [index, sectionIndex, way] of picks) {
    const section = sections[sectionIndex] ?? 'users';
    const key = section.slice(0, -1);
    const present = sectionOf(model, section);
    const entry = present.length === 0 ? undefined : present[index % present.length];
    const name = stringAt(entry, 'name');
    if (way === 'current') {
      changes.set('current', { kind: 'setCurrentContext', contextName: `new-${index}` });
    } else if (way === 'append' || entry === undefined || name === undefined) {
      const added = { name: `new-${index}`, [key]: { cluster: 'x', list: ['a', { b: 'c\nd\n' }] } };
      changes.set(`${section}/new-${index}`, { kind: 'put', section, name: added.name, entry: added });
    } else if (way === 'remove') {
      changes.set(`${section}/${name}`, { kind: 'remove', section, name });
    } else {
      const value =
        way === 'put' ? { ...mapAt(entry, key), added: ['x', 'y'] } : { server: 'https://new', a: { b: 'c' } };
      changes.set(`${section}/${name}`, { kind: 'put', section, name, entry: { ...entry, [key]: value } });
    }
  }
  return [...changes.values()];
}

/** Each entry of a block list five times, under other names; other texts as they are. */
function withCopies(text: string): string {
  const copied = text.replaceAll(/^(?:clusters|contexts|users):[^\n]*\n(?:(?![A-Za-z])[^\n]*\n)+/gm, (section) => {
    const [header = '', ...lines] = section.split(/(?<=\n)/);
    const body = lines.join('');
    const copies = [...Array(4).keys()].map((copy) => body.replaceAll(/\bname: *(["']?)/g, `$&copy${copy}-`));
    return header + body + copies.join('');
  });
  try {
    openKubeconfig(copied);
    return copied;
  } catch {
    return text;
  }
}
