import { createHash, randomBytes } from 'node:crypto';
import { readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileErrorCode } from './fileErrorCode.ts';
import { ownFolder, readOwnFile } from './ownFolder.ts';

const recordName = /^[0-9a-f]{32}\.json$/;
const draftName = /^draft-[0-9a-f]{16}$/;

/** Writing one takes far less. */
const draftLastsMs = 60_000;

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

  /** Undefined where there is none, or a longer one. @param limit in bytes @throws as `readOwnFile` */
  async read(name: string, limit = Infinity): Promise<string | undefined> {
    return (await readOwnFile(path.join(this.#folder, name), limit))?.toString('utf8');
  }

  /** Whole, or not at all. @throws as `ownFolder` */
  async write(name: string, text: string): Promise<void> {
    await ownFolder(path.dirname(this.#folder));
    await ownFolder(this.#folder);
    const draft = path.join(this.#folder, `draft-${randomBytes(8).toString('hex')}`);
    try {
      await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
      await rename(draft, path.join(this.#folder, name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  remove(name: string): Promise<void> {
    return this.#removeThese([name]);
  }

  async removeAll(): Promise<void> {
    await this.#removeThese(await this.names());
  }

  async #removeThese(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await rm(path.join(this.#folder, name), { force: true });
    }
    await this.#removeOldDrafts();
    // There may be others.
    await rmdir(this.#folder).catch(ifMissing(undefined, 'ENOTEMPTY', 'EEXIST'));
  }

  /** Of writers that were ended before they were done; another window may be writing one. */
  async #removeOldDrafts(): Promise<void> {
    const names = await readdir(this.#folder).catch(ifMissing([]));
    for (const draft of names.filter((each) => draftName.test(each)).map((each) => path.join(this.#folder, each))) {
      const writtenOnMs = (await stat(draft).catch(ifMissing(undefined)))?.mtimeMs ?? Infinity;
      if (Date.now() - writtenOnMs > draftLastsMs) {
        await rm(draft, { force: true });
      }
    }
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
