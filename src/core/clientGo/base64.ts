/**
 * Whether Go reads a text as standard base64: padded, with line breaks anywhere and no other blanks (encoding/base64,
 * StdEncoding).
 */
export function isGoBase64(text: string): boolean {
  const joined = withoutBreaks(text);
  if (joined.length % 4 !== 0 || [' ', '\t', '\f'].some((blank) => joined.includes(blank))) {
    return false;
  }
  // Decoding is native, and a kubeconfig holds megabytes of certificates: a pattern takes several times as long.
  try {
    atob(joined);
    return true;
  } catch {
    return false;
  }
}

/** The bytes of a base64 text as characters, one each. */
export function decodedBase64(text: string): string {
  return atob(withoutBreaks(text));
}

function withoutBreaks(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replaceAll(/[\r\n]/g, '') : text;
}
