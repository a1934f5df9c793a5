/**
 * Whether Go reads a text as standard base64: padded, with line breaks anywhere and no other blanks (encoding/base64,
 * StdEncoding).
 */
export function isGoBase64(text: string): boolean {
  const joined = text.replaceAll(/[\r\n]/g, '');
  return joined.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(joined);
}

/** The bytes of a base64 text as characters, one each. */
export function decodedBase64(text: string): string {
  return atob(text.replaceAll(/[\r\n]/g, ''));
}
