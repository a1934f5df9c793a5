import { homedir } from 'node:os';
import { shownPaths } from '../../core/shownPath.ts';

/** A text for a person, with ~ for the home folder. */
export function withTilde(text: string): string {
  return shownPaths(text, homedir());
}
