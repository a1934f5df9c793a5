import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { kubeconfigSections } from '../../../../src/core/kubeconfigEditor/kubeconfigSections.ts';

const kubeconfig = `apiVersion: v1
clusters:
- {name: one, cluster: {server: "https://one.example"}}
contexts:
- name: "prod"
  context: {cluster: one, user: me}
- context: {cluster: one, user: nobody}
- *gone
- name: lab
  context:
    cluster: one
users: []
current-context: lab
`;

function outline(text: string) {
  const { sections, currentContext } = kubeconfigSections(text);
  return {
    current: currentContext?.value,
    sections: sections.map(({ kind, place, entries }) => [
      kind,
      text.slice(place.start, place.end).split(/\r?\n/, 1)[0],
      entries.map(({ name, place: { start, end } }) => [
        text.slice(name.start, name.end),
        text.slice(start, end).trim(),
      ]),
    ]),
  };
}

describe('kubeconfigSections', () => {
  it('has the lists in the order of the text, and where the entries stand that have a name', () => {
    assert.deepEqual(outline(kubeconfig), {
      current: 'lab',
      sections: [
        ['clusters', 'clusters:', [['one', '{name: one, cluster: {server: "https://one.example"}}']]],
        [
          'contexts',
          'contexts:',
          [
            ['"prod"', 'name: "prod"\n  context: {cluster: one, user: me}'],
            ['lab', 'name: lab\n  context:\n    cluster: one'],
          ],
        ],
        ['users', 'users', []],
      ],
    });
  });

  it('takes of a list that is there twice the last, as kubectl does', () => {
    const twice = 'contexts:\n- name: a\ncontexts:\n- name: b\n';
    assert.deepEqual(outline(twice).sections, [['contexts', 'contexts:', [['b', 'name: b']]]]);
  });

  it('has what there is of a text that is being typed, wherever it is cut off, and never fails', () => {
    for (const text of [kubeconfig, kubeconfig.replaceAll('\n', '\r\n')]) {
      for (let end = 0; end <= text.length; end += 1) {
        for (const { place, key, entries } of kubeconfigSections(text.slice(0, end)).sections) {
          // VS Code refuses a symbol whose name lies outside of it.
          assert.ok(place.start <= key.start && key.end <= place.end && place.end <= end);
          for (const entry of entries) {
            assert.ok(place.start <= entry.place.start && entry.place.end <= place.end);
            assert.ok(entry.place.start <= entry.name.start && entry.name.end <= entry.place.end);
          }
        }
      }
    }
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'contexts',
            ':',
            ' ',
            '\n',
            '-',
            '{',
            '}',
            '[',
            ']',
            '"',
            "'",
            '&',
            '*',
            '!',
            '|',
            '>',
            '#',
            'a',
          ),
        }),
        (text) => {
          kubeconfigSections(`contexts:\n${text}`);
        },
      ),
    );
  });
});
