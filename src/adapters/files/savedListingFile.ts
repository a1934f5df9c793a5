import type { Cloud } from '../../core/azure/clouds.ts';
import { describedCloud } from '../../core/azure/describedCloud.ts';
import type { SavedListings } from '../../core/clusters/clusterPorts.ts';
import { RecordFolder, recordNameOf } from './recordFolder.ts';

/**
 * The last known tree in a file of its own for each cloud, which all windows share: the last writer wins, and a reader
 * sees the one or the other whole.
 */
export class SavedListingFile {
  readonly #records: RecordFolder;
  readonly #cloud: () => Cloud;
  /** What this window last set off: what is to be gone does not come back with a writer that was slower. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, cloud: () => Cloud) {
    this.#records = new RecordFolder(folder);
    this.#cloud = cloud;
  }

  /** Of the cloud that VS Code is set to now, whatever it is set to by the time that a listing has ended. */
  ofCurrentCloud(): SavedListings {
    const cloud = describedCloud(this.#cloud);
    const name = cloud === undefined ? undefined : recordNameOf(cloud.armEndpoint);
    return {
      read: async (limit) => (name === undefined ? undefined : this.#records.read(name, limit)),
      write: async (text) => {
        if (name !== undefined) {
          await this.#inTurn(() => this.#records.write(name, text));
        }
      },
      // Who signs out does so wherever the clusters were.
      remove: () => this.#inTurn(() => this.#records.removeAll()),
    };
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
