import { printable } from './printable.ts';

const lengthLimit = 40;

/** A foreign name as `printable` gives it, short enough for a place that others share. */
export function shortName(name: string): string {
  const characters = Array.from(printable(name));
  return characters.length > lengthLimit ? `${characters.slice(0, lengthLimit - 1).join('')}…` : characters.join('');
}
