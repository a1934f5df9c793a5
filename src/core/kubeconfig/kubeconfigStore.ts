/** What one write did; its owner alone knows how to take it back. */
export interface WriteReceipt {
  readonly path: string;
  readonly kind: 'unchanged' | 'created' | 'replaced';
}

/** The user's kubeconfig files, as far as commands and the status bar use them. */
export interface KubeconfigStore<Receipt extends WriteReceipt = WriteReceipt> {
  /** The KUBECONFIG list, or the one file in the home folder. */
  paths(): string[];
  /** Where new entries go: the first file of the list that exists, else the last. */
  writePath(): Promise<string>;
  readAll(): Promise<{ readonly path: string; readonly text: string }[]>;
  /** Reads, changes and writes one file under its lock; nothing is written where `change` returns undefined. */
  update(
    path: string,
    change: (text: string | undefined) => string | undefined,
    options?: { signal?: AbortSignal },
  ): Promise<Receipt>;
  /** Puts the former bytes back; `kubeconfigChanged` where the file is no longer what was written. */
  undo(receipt: Receipt): Promise<void>;
}
