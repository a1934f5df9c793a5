import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstDocument } from '../../../../src/core/yaml/firstDocument.ts';

describe('the first document of a text', () => {
  const texts: readonly (readonly [text: string, first: string, isOnly: boolean])[] = [
    ['a: b\n', 'a: b\n', true],
    ['', '', true],
    ['---\na: b\n', '---\na: b\n', true],
    ['# c\n%YAML 1.1\n---\na: b\n---\n', '# c\n%YAML 1.1\n---\na: b\n', true],
    ['\uFEFF---\na: b\n... # end\n\n', '\uFEFF---\na: b\n', true],
    ['a: b\r\n---\r\nc: d\r\n', 'a: b\r\n', false],
    ['--- {a: b}\n--- {c: d}\n', '--- {a: b}\n', false],
    ['\x85\r\n---\r\na: b\n', '\x85\r\n---\r\na: b\n', true],
    ['a: b\n---\uFEFF\n', 'a: b\n---\uFEFF\n', true],
    ['a: b\n---\u00a0\n', 'a: b\n---\u00a0\n', true],
    ['a: b\n---c: d\n', 'a: b\n---c: d\n', true],
    ['a: |\n  ---\n', 'a: |\n  ---\n', true],
  ];
  for (const [text, first, isOnly] of texts) {
    it(`ends at the marker behind its content: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(firstDocument(text), { text: first, isOnly });
    });
  }

  it('is found behind any number of markers, each looked at once', () => {
    const text = '---\n'.repeat(500_000);
    assert.equal(firstDocument(`${text}a: b\n---\n`).text, `${text}a: b\n`);
  });
});
