import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { entryAt, isOurs, ownEntryAt } from './ownEntry.ts';

/**
 * One byte more in the data folder's file `refused`: open windows see that a context without a key was used, and offer
 * to write the keys. Nothing depends on it, so that whatever is in its way is passed over.
 */
export function leaveRefusalMark(dataFolder: string): void {
  try {
    const path = join(dataFolder, 'refused');
    const mark = entryAt(path);
    if (ownEntryAt(dataFolder)?.isDirectory() !== true || (mark !== undefined && !(mark.isFile() && isOurs(mark)))) {
      return;
    }
    // A link or a pipe may have taken the name meanwhile. Windows has no such flags: undefined adds nothing.
    const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;
    const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
    try {
      writeSync(file, '\n');
    } finally {
      closeSync(file);
    }
  } catch {
    // A refusal is told without it, too.
  }
}
