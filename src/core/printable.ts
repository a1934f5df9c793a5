const lengthLimit = 300;

/** A foreign text in one line as it may stand beside our own: without line breaks, controls and writing directions. */
export function printable(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '?');
  return line.length > lengthLimit ? `${line.slice(0, lengthLimit)}…` : line;
}
