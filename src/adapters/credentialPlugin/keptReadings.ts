import type { StrictKubeconfig } from '../../core/programKubeconfigs/strictKubeconfig.ts';

/** What came of reading a file: gives it, or throws why it is refused. */
export type Reading = () => StrictKubeconfig;

/** Of the files, together. */
const mostBytes = 16 * 1024 * 1024;

/** Readings of kubeconfigs, by whatever tells that a file is the same. */
export class KeptReadings {
  /** The oldest first. */
  readonly #readings = new Map<string, { readonly bytes: number; readonly reading: Reading }>();
  #bytes = 0;

  get(id: string): Reading | undefined {
    return this.#readings.get(id)?.reading;
  }

  keep(id: string, bytes: number, reading: Reading): void {
    this.#drop(id);
    this.#readings.set(id, { bytes, reading });
    this.#bytes += bytes;
    for (const oldest of this.#readings.keys()) {
      if (this.#bytes <= mostBytes) {
        break;
      }
      this.#drop(oldest);
    }
  }

  #drop(id: string): void {
    this.#bytes -= this.#readings.get(id)?.bytes ?? 0;
    this.#readings.delete(id);
  }
}
