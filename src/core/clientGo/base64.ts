/**
 * Whether Go reads a text as standard base64: padded, with line breaks anywhere and no other blanks (encoding/base64,
 * StdEncoding).
 */
export function isGoBase64(text: string): boolean {
  const joined = withoutBreaks(text);
  // Certificates are long, and a search for what does not belong there costs less than a match of the whole.
  const end = joined.search(/[^A-Za-z0-9+/]/);
  return joined.length % 4 === 0 && (end === -1 || /^={1,2}$/.test(joined.slice(end)));
}

/** The bytes of a base64 text as characters, one each. */
export function decodedBase64(text: string): string {
  return atob(withoutBreaks(text));
}

function withoutBreaks(text: string): string {
  return /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]/g, '') : text;
}
