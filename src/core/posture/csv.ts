/** Excel takes a file without it for one of the country’s old encoding; other programs skip it. */
const byteOrderMark = '\uFEFF';

/** What makes a spreadsheet take a field for a formula, whatever blank or invisible sign stands before it. */
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u;

/**
 * Rows as a CSV file for spreadsheets (RFC 4180): every field quoted, lines ended by CRLF. A field in one line that a
 * spreadsheet would calculate gets an apostrophe, by which all of them take it for text; it is read as part of the field
 * by programs, and names of Azure begin with none of these signs.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function csvField(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  const harmless = formula.test(line) ? `'${line}` : line;
  return `"${harmless.replaceAll('"', '""')}"`;
}
