import { createHash, randomBytes } from 'node:crypto';
import { readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type KeptOperation, keptOperationOf, recordOf } from '../../core/entraIntegration/keptOperation.ts';
import type { KeptOperations } from '../../core/entraIntegration/keptOperations.ts';
import { SignedUrl } from '../../core/clusterWrites/signedUrl.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { ownFolder, readOwnFile } from '../files/ownFolder.ts';

/** VS Code's SecretStorage, as far as it is used. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

const recordName = /^[0-9a-f]{32}\.json$/;

/**
 * Running changes, a file each in a folder that is there while there are some: all windows see files at once, while
 * VS Code's SecretStorage of a browser tells a window only what was in it when that window was opened. The signed links
 * are in that SecretStorage all the same, and nowhere else; a window without one looks at the cluster itself.
 */
export class KeptOperationFiles implements KeptOperations {
  readonly #folder: string;
  readonly #secrets: Secrets;

  constructor(folder: string, secrets: Secrets) {
    this.#folder = folder;
    this.#secrets = secrets;
  }

  async all(): Promise<readonly KeptOperation[]> {
    const names = await readdir(this.#folder).catch(ifMissing([]));
    const found = await Promise.all(names.filter((name) => recordName.test(name)).map((name) => this.#read(name)));
    return found.filter((one) => one !== undefined);
  }

  async keep(kept: KeptOperation): Promise<void> {
    const name = nameOf(kept.clusterId);
    const before = await this.#record(name);
    if (before !== undefined && before.startedAtMs !== kept.startedAtMs) {
      await this.#secrets.delete(secretKeyOf(name));
    }
    await ownFolder(path.dirname(this.#folder));
    await ownFolder(this.#folder);
    const draft = path.join(this.#folder, `draft-${randomBytes(8).toString('hex')}`);
    await writeFile(draft, recordOf(kept), { flag: 'wx', mode: 0o600 });
    await rename(draft, path.join(this.#folder, name));
    // The record comes first: without a keyring there is no place for the link, and the cluster itself is looked at. A
    // window that follows it without the link leaves the link to those that have it.
    if (kept.operation !== undefined) {
      await this.#secrets.store(secretKeyOf(name), kept.operation.reveal());
    }
  }

  async forget(clusterId: string, startedAtMs: number): Promise<void> {
    const name = nameOf(clusterId);
    const kept = await this.#record(name);
    if (kept !== undefined && kept.startedAtMs !== startedAtMs) {
      return;
    }
    await rm(path.join(this.#folder, name), { force: true });
    // Another change may be running.
    await rmdir(this.#folder).catch(ifMissing(undefined, 'ENOTEMPTY', 'EEXIST'));
    await this.#secrets.delete(secretKeyOf(name));
  }

  async #read(name: string): Promise<KeptOperation | undefined> {
    const kept = await this.#record(name);
    const link = kept === undefined ? undefined : await this.#secrets.get(secretKeyOf(name));
    return kept === undefined || link === undefined ? kept : { ...kept, operation: new SignedUrl(link) };
  }

  async #record(name: string): Promise<KeptOperation | undefined> {
    const record = await readOwnFile(path.join(this.#folder, name));
    const kept = record === undefined ? undefined : keptOperationOf(record.toString('utf8'));
    return kept !== undefined && nameOf(kept.clusterId) === name ? kept : undefined;
  }
}

function nameOf(clusterId: string): string {
  return `${createHash('sha256').update(clusterId.toLowerCase()).digest('hex').slice(0, 32)}.json`;
}

function secretKeyOf(name: string): string {
  return `aksEntra.runningChange.${path.basename(name, '.json')}`;
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
