import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';

/** What is being done to clusters from here, for their rows. */
export class ClusterChanges implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<undefined>();

  /** The answers of `of` may have changed. */
  readonly onDidChange = this.#changed.event;

  /** Undefined where nothing is being done. */
  of({ id }: Cluster): string | undefined {
    return this.#texts.get(id.toLowerCase());
  }

  /** @param text undefined: nothing any more */
  set({ id }: Cluster, text: string | undefined): void {
    const key = id.toLowerCase();
    if (this.#texts.get(key) === text) {
      return;
    }
    if (text === undefined) {
      this.#texts.delete(key);
    } else {
      this.#texts.set(key, text);
    }
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
