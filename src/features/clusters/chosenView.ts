import * as vscode from 'vscode';
import type { Memory } from '../../ui/memory.ts';

/**
 * How the user wants the clusters shown, as it is remembered: `core/clusterView` reads it, which loads with the rows.
 */
export class ChosenView implements vscode.Disposable {
  readonly #memory: Pick<Memory, 'clusterView' | 'favouriteClusters'>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: Pick<Memory, 'clusterView' | 'favouriteClusters'>) {
    this.#memory = memory;
  }

  /** As `keptClusterView` wrote it; undefined: all clusters, as they come. */
  get kept(): string | undefined {
    const kept = this.#memory.clusterView.get();
    return kept === '' ? undefined : kept;
  }

  /** ARM ids in lower case. */
  get favourites(): readonly string[] {
    return this.#memory.favouriteClusters.get() ?? [];
  }

  async keep(kept: string | undefined): Promise<void> {
    await this.#memory.clusterView.set(kept ?? '');
    this.#changed.fire(undefined);
  }

  async keepFavourites(ids: readonly string[]): Promise<void> {
    await this.#memory.favouriteClusters.set(ids);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
