import { printable } from '../printable.ts';

/** A path in a row or report, without the name of who is at home there. */
export function shownPath(path: string, home: string): string {
  const isBelow = home.length > 1 && path.startsWith(home) && /^[\\/]|^$/.test(path.slice(home.length));
  return printable(isBelow ? `~${path.slice(home.length)}` : path);
}
