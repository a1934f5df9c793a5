import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lineFinder } from '../../../../src/core/yaml/lineFinder.ts';
import { lineOfOffset } from '../../../../src/core/yaml/syntaxTree.ts';

it('lineFinder says what lineOfOffset says, for every offset', () => {
  for (const text of ['', 'a', '\n', 'a\n\nb\r\nc', '\n\n']) {
    const lineOf = lineFinder(text);
    for (let offset = 0; offset <= text.length; offset += 1) {
      assert.equal(lineOf(offset), lineOfOffset(text, offset), `${JSON.stringify(text)} at ${offset}`);
    }
  }
});
