import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { VerifiedAccess } from '../../core/verifyAccess/verifySteps.ts';

/** What is being done to clusters from here, for their rows. */
export class ClusterChanges implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #verified = new Map<string, readonly [Cluster, VerifiedAccess]>();
  readonly #changed = new vscode.EventEmitter<undefined>();

  readonly #accessChanged = new vscode.EventEmitter<Cluster>();

  /** The answers of `of` may have changed. */
  readonly onDidChange = this.#changed.event;

  /** Who has access to a cluster may have changed. */
  readonly onDidChangeAccess = this.#accessChanged.event;

  /** Undefined where nothing is being done. */
  of({ id }: Pick<Cluster, 'id'>): string | undefined {
    return this.#texts.get(id.toLowerCase());
  }

  /** @param text undefined: nothing any more */
  set({ id }: Pick<Cluster, 'id'>, text: string | undefined): void {
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

  /** Somebody was let in or shut out from here. */
  accessChanged(cluster: Cluster): void {
    this.#accessChanged.fire(cluster);
  }

  /** What verifying its access last found out in this session. */
  verifiedOf({ id }: Pick<Cluster, 'id'>): VerifiedAccess | undefined {
    return this.#verified.get(id.toLowerCase())?.[1];
  }

  setVerified(cluster: Cluster, access: VerifiedAccess): void {
    this.#verified.set(cluster.id.toLowerCase(), [cluster, access]);
    this.#accessChanged.fire(cluster);
  }

  /** Somebody else is signed in now, as whom no cluster knows them yet. */
  forgetVerified(): void {
    const verified = [...this.#verified.values()];
    this.#verified.clear();
    for (const [cluster] of verified) {
      this.#accessChanged.fire(cluster);
    }
  }

  dispose(): void {
    this.#accessChanged.dispose();
    this.#changed.dispose();
  }
}
