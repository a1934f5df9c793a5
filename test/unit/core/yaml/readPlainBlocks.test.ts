import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { scanEntries } from '../../../../src/core/kubeconfigText/scanEntries.ts';
import { readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { readPlainBlocks } from '../../../../src/core/yaml/readPlainBlocks.ts';
import { execCredential } from '../kubeconfig/armCredentials.ts';

/** 100,000 in the long run: `KUBECONFIG_CASES=100000`. */
const cases = Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 2;
const fixtures = join(import.meta.dirname, '../../../fixtures/kubeconfig');

/** @returns whether it was understood */
function assertAsTheParser(text: string): boolean {
  const read = readPlainBlocks(text);
  if (read === undefined) {
    return false;
  }
  let expected: unknown;
  try {
    expected = readModel(text);
  } catch (error) {
    assert.ok(error instanceof AksEntraError);
    expected = error.message;
  }
  assert.deepEqual({ ...read.model }, expected, text);
  // Lines alone tell where entries stand, in fewer texts.
  for (const [key, list] of scanEntries(text) ?? []) {
    assert.deepEqual(read.lists.get(key), list, text);
  }
  return true;
}

/** Lines that are nearly plain, and parts of such. */
const oddLine = fc.oneof(
  fc.constantFrom(
    ...[
      '- ',
      '-',
      '- - a',
      '- name: a',
      '-  name: b',
      '  name: c',
      'a:',
      '  a:',
      '    a: b',
      'a: b: c',
      'a: b #c',
      'a: #',
    ],
    ...[
      'a: |',
      '  b: |-',
      '- |',
      '  c: |2+',
      'd: >',
      '   text',
      '',
      ' ',
      '#',
      '  # c',
      '---',
      '...',
      '%YAML 1.1',
      '? a',
    ],
    ...[
      'a: "b"',
      'a: "b\\n"',
      "a: 'b'",
      'a: {}',
      'a: { b: c }',
      'a: []',
      'a: [b',
      'a: ]',
      'a: &b c',
      'a: *b',
      'a: !!str 1',
    ],
    ...[
      'a:b',
      'a : b',
      'a: -',
      'a: - b',
      'a: --b',
      'a: ---',
      '- ---',
      'a: 012',
      'a: yes',
      'yes: a',
      '1: a',
      'null:',
      'a: ~',
    ],
    ...[
      'a: b:',
      'a: b ',
      'a:  b',
      'a: ?b',
      'a: :b',
      'a: @b',
      'a: `b',
      'a: %b',
      'a: =',
      'a: <<',
      '<<: b',
      '__proto__: b',
    ],
    ...[
      'a: é',
      'é: a',
      'a: b\u0085',
      'a: b\u00A0',
      'a: \u2028b',
      'a: b\u0007',
      'a: .inf',
      'a: 1e3',
      'constructor: a',
      'a: b|',
    ],
  ),
  fc
    .tuple(
      fc.nat(6),
      fc.constantFrom('', '- '),
      fc.constantFrom('a', 'b', 'name'),
      fc.constantFrom('', ' x', ' |', ' ""'),
    )
    .map(([indent, item, key, value]) => `${' '.repeat(indent)}${item}${key}:${value}`),
);

describe('a text in plain blocks', () => {
  it('is read as by the parser, as kubectl, az and ARM write it', () => {
    const hint = '      anotherHint: |2+\n\n         kubelogin is missing\n\n        See:\n\n';
    const text = execCredential({ name: 'mine' });
    assert.ok(assertAsTheParser(text));
    assert.ok(assertAsTheParser(text.replace(/ {6}command: .*\n/, (line) => `${line}${hint}`)));
    for (const scalar of ['|', '|-', '|+', '|1', '|3-']) {
      for (const body of ['   a\n', '   a\n\n\n', '\n   a\n     b\n  # no comment\n']) {
        assertAsTheParser(`a:\n  b: ${scalar}\n${body}  c: d\n`);
        assertAsTheParser(`a:\n  b: ${scalar}\n${body}`);
      }
    }
  });

  it('is read as by the parser or not at all, whatever else stands in it', () => {
    let understood = 0;
    const edit = fc.tuple(fc.nat(), fc.constantFrom('insert', 'replace', 'indent', 'outdent', 'cut'), oddLine);
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 2 }), (edits) => {
        const lines = execCredential({ name: 'mine' }).split('\n');
        for (const [number, way, odd] of edits) {
          const at = number % lines.length;
          const line = lines[at] ?? '';
          const changed = {
            insert: [odd, line],
            replace: [odd],
            indent: [` ${line}`],
            outdent: [line.slice(1)],
            cut: [],
          };
          lines.splice(at, 1, ...changed[way]);
        }
        understood += assertAsTheParser(lines.join('\n')) ? 1 : 0;
      }),
      { numRuns: cases },
    );
    assert.ok(understood > cases / 10, `only ${understood} were understood`);
  });

  it('is read as by the parser or not at all, of a few odd lines', () => {
    let understood = 0;
    fc.assert(
      fc.property(fc.array(oddLine, { minLength: 1, maxLength: 6 }), (lines) => {
        understood += assertAsTheParser(`${lines.join('\n')}\n`) ? 1 : 0;
      }),
      { numRuns: cases * 4 },
    );
    assert.ok(understood > cases / 20, `only ${understood} were understood`);
  });

  it('is read as by the parser or not at all, of the fixtures', () => {
    const understood = readdirSync(fixtures).filter((name) =>
      assertAsTheParser(readFileSync(join(fixtures, name), 'utf8')),
    );
    assert.ok(understood.length > 3, understood.join(' '));
  });

  it('is given up where it is nested without end', () => {
    const nested = Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    assert.equal(readPlainBlocks(nested), undefined);
  });
});
