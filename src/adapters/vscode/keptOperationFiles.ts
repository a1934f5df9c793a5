import path from 'node:path';
import { type KeptOperation, keptOperationOf, recordOf } from '../../core/entraIntegration/keptOperation.ts';
import type { KeptOperations } from '../../core/entraIntegration/keptOperations.ts';
import { SignedUrl } from '../../core/clusterWrites/signedUrl.ts';
import { RecordFolder, recordNameOf } from '../files/recordFolder.ts';

/** VS Code's SecretStorage, as far as it is used. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/**
 * Running changes, a file each in a folder that is there while there are some: all windows see files at once, while
 * VS Code's SecretStorage of a browser tells a window only what was in it when that window was opened. The signed links
 * are in that SecretStorage all the same, and nowhere else; a window without one looks at the cluster itself.
 */
export class KeptOperationFiles implements KeptOperations {
  readonly #records: RecordFolder;
  readonly #secrets: Secrets;

  constructor(folder: string, secrets: Secrets) {
    this.#records = new RecordFolder(folder);
    this.#secrets = secrets;
  }

  async all(): Promise<readonly KeptOperation[]> {
    const found = await Promise.all((await this.#records.names()).map((name) => this.#read(name)));
    return found.filter((one) => one !== undefined);
  }

  async keep(kept: KeptOperation): Promise<void> {
    const name = recordNameOf(kept.clusterId);
    const before = await this.#record(name);
    if (before !== undefined && before.startedAtMs !== kept.startedAtMs) {
      await this.#secrets.delete(secretKeyOf(name));
    }
    await this.#records.write(name, recordOf(kept));
    // The record comes first: without a keyring there is no place for the link, and the cluster itself is looked at. A
    // window that follows it without the link leaves the link to those that have it.
    if (kept.operation !== undefined) {
      await this.#secrets.store(secretKeyOf(name), kept.operation.reveal());
    }
  }

  async forget(clusterId: string, startedAtMs: number): Promise<void> {
    const name = recordNameOf(clusterId);
    const kept = await this.#record(name);
    if (kept !== undefined && kept.startedAtMs !== startedAtMs) {
      return;
    }
    await this.#records.remove(name);
    await this.#secrets.delete(secretKeyOf(name));
  }

  async #read(name: string): Promise<KeptOperation | undefined> {
    const kept = await this.#record(name);
    const link = kept === undefined ? undefined : await this.#secrets.get(secretKeyOf(name));
    return kept === undefined || link === undefined ? kept : { ...kept, operation: new SignedUrl(link) };
  }

  async #record(name: string): Promise<KeptOperation | undefined> {
    const kept = keptOperationOf((await this.#records.read(name)) ?? '');
    return kept !== undefined && recordNameOf(kept.clusterId) === name ? kept : undefined;
  }
}

function secretKeyOf(name: string): string {
  return `aksEntra.runningChange.${path.basename(name, '.json')}`;
}
