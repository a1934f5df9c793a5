import { createHash, randomBytes } from 'node:crypto';
import { readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileErrorCode } from './fileErrorCode.ts';
import { ownFolder, readOwnFile } from './ownFolder.ts';

const recordName = /^[0-9a-f]{32}\.json$/;

/** The file of a cluster’s record: the same one whatever the case of its id. */
export function recordNameOf(clusterId: string): string {
  return `${createHash('sha256').update(clusterId.toLowerCase()).digest('hex').slice(0, 32)}.json`;
}

/**
 * Records about clusters, a file each, in a folder of the user’s own that is there only while there are some: all windows
 * see files at once.
 */
export class RecordFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async names(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(ifMissing([]));
    return names.filter((name) => recordName.test(name));
  }

  /** Undefined where there is none. @throws as `readOwnFile` */
  async read(name: string): Promise<string | undefined> {
    return (await readOwnFile(path.join(this.#folder, name)))?.toString('utf8');
  }

  /** Whole, or not at all. @throws as `ownFolder` */
  async write(name: string, text: string): Promise<void> {
    await ownFolder(path.dirname(this.#folder));
    await ownFolder(this.#folder);
    const draft = path.join(this.#folder, `draft-${randomBytes(8).toString('hex')}`);
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    await rename(draft, path.join(this.#folder, name));
  }

  async remove(name: string): Promise<void> {
    await rm(path.join(this.#folder, name), { force: true });
    // There may be others.
    await rmdir(this.#folder).catch(ifMissing(undefined, 'ENOTEMPTY', 'EEXIST'));
  }
}

/** @param codes of the file system: what else is no fault, beside that there is nothing */
function ifMissing<T>(value: T, ...codes: readonly string[]): (error: unknown) => T {
  return (error) => {
    if (['ENOENT', ...codes].includes(fileErrorCode(error) ?? '')) {
      return value;
    }
    throw error;
  };
}
