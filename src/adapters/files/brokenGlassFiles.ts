import { type BrokenGlass, type BrokenGlasses, brokenGlassOf, recordOf } from '../../core/breakGlass/brokenGlass.ts';
import { RecordFolder, recordNameOf } from './recordFolder.ts';

/** The clusters whose local accounts are to be turned off again, in files without secrets. */
export class BrokenGlassFiles implements BrokenGlasses {
  readonly #records: RecordFolder;

  constructor(folder: string) {
    this.#records = new RecordFolder(folder);
  }

  async all(): Promise<readonly BrokenGlass[]> {
    const found = await Promise.all((await this.#records.names()).map((name) => this.#read(name)));
    return found.filter((one) => one !== undefined);
  }

  async keep(broken: BrokenGlass): Promise<void> {
    const name = recordNameOf(broken.clusterId);
    const { sinceMs } = (await this.#read(name)) ?? broken;
    await this.#records.write(name, recordOf({ ...broken, sinceMs }));
  }

  async forget(clusterId: string): Promise<void> {
    await this.#records.remove(recordNameOf(clusterId));
  }

  async #read(name: string): Promise<BrokenGlass | undefined> {
    const broken = brokenGlassOf((await this.#records.read(name)) ?? '');
    return broken !== undefined && recordNameOf(broken.clusterId) === name ? broken : undefined;
  }
}
