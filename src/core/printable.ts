const lengthLimit = 300;

/**
 * A foreign text in one line as it may stand beside our own: without line breaks, controls and writing directions, and
 * without what VS Code would turn into something else. A notification makes a link of `[label](command:…)`, whose click
 * runs the command, and a picker's row makes an icon of `$(check)`, by which a row would look like the current one.
 *
 * @see https://github.com/microsoft/vscode/blob/main/src/vs/base/common/linkedText.ts
 * @see https://github.com/microsoft/vscode/blob/main/src/vs/base/browser/ui/iconLabel/iconLabels.ts
 */
export function printable(text: string): string {
  const line = printableLine(text);
  return line.length > lengthLimit ? `${line.slice(0, lengthLimit)}…` : line;
}

/** The same of any length, for sentences. */
export function printableLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '?').replaceAll(/([\]$])\(/g, '$1?(');
}
