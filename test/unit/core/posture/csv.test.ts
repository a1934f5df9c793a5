import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { csvFile } from '../../../../src/core/posture/csv.ts';

/** A reader of its own, by RFC 4180: quotes, doubled quotes, commas, CRLF. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    assert.equal(text[at], '"');
    let field = '';
    for (at += 1; ; at += 1) {
      if (text[at] === '"' && text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else if (text[at] === '"') {
        break;
      } else {
        assert.ok(at < text.length, 'a field without an end');
        field += text[at] ?? '';
      }
    }
    row.push(field);
    at += 1;
    if (text[at] === ',') {
      at += 1;
    } else {
      assert.equal(text.slice(at, at + 2), '\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const field = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '"', ',', ';', "'", '\t', '\r', '\n', ' ', 'a', '＝', '\u200b'),
  }),
);

describe('a CSV file', () => {
  it('is read in UTF-8 by Excel, has CRLF, and every field is quoted', () => {
    assert.equal(
      csvFile([
        ['a', 'größe'],
        ['say "hi"', 'x,y'],
      ]),
      '\uFEFF"a","größe"\r\n"say ""hi""","x,y"\r\n',
    );
  });

  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\n=1', '\u200b=1', '＝1']) {
    it(`has no field that a spreadsheet would calculate: ${JSON.stringify(text)}`, () => {
      const [[read = ''] = []] = readCsv(csvFile([[text]]).slice(1));
      assert.equal(read[0], "'");
    });
  }

  it('is read back as it was by any reader, and calculates nothing, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
        const text = csvFile(rows);
        assert.equal(text[0], '\uFEFF');
        const read = readCsv(text.slice(1));
        assert.deepEqual(
          read.map(({ length }) => length),
          rows.map(({ length }) => length),
        );
        for (const [index, value] of read.flat().entries()) {
          const before = (rows.flat()[index] ?? '').replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
          assert.ok(value === before || value === `'${before}`, value);
          assert.doesNotMatch(value, /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
          assert.doesNotMatch(value, /[\r\n\t]/);
        }
      }),
    );
  });
});
