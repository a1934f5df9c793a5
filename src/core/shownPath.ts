import { printable } from './printable.ts';

/** A path in a row or report, without the name of who is at home there. */
export function shownPath(path: string, home: string): string {
  return printable(shownPaths(path, home));
}

/**
 * A sentence whose paths are shown so: for people in VS Code, never for what is copied, opened or read by a program. What
 * stands between straight quotation marks is to be written somewhere as it is. Not in terminals: what our command line,
 * kubectl's plugin and the broker say there has whole paths, as kubectl's own words have, since it goes into logs and
 * pipelines, and into shells that do not know ~.
 */
export function shownPaths(text: string, home: string): string {
  if (home.length < 2) {
    return text;
  }
  return text.replaceAll(home, (found, offset: number) => {
    const before = text.slice(0, offset);
    const isQuoted = before.split('"').length % 2 === 0;
    const isWhole = !isQuoted && !/[\w.\\/-]$/.test(before) && !/^[\w-]|^\.\w/.test(text.slice(offset + home.length));
    return isWhole ? '~' : found;
  });
}
