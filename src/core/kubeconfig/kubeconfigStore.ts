/** A file that there is, as it was read. */
export interface KubeconfigFile {
  readonly path: string;
  readonly text: string;
}

/** What one write did; its owner alone knows how to take it back. */
export interface WriteReceipt {
  readonly path: string;
  readonly kind: 'unchanged' | 'created' | 'replaced';
  /** Where the former state is kept, if there was one. */
  readonly backupPath?: string | undefined;
}

/** What a write of ours, an undo or a restore made of a file; undefined: no file. It may hold secrets. */
export interface KubeconfigWrite {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A former state of a kubeconfig file. */
export interface KubeconfigBackup {
  /** Of the backup itself. */
  readonly path: string;
  readonly createdOnMs: number;
  readonly sizeBytes: number;
}

/** What is to become of a file. Whoever changes it may say more in the same value, such as what was planned. */
export interface TextChange {
  /** undefined, or the text that is there: the file is left as it is */
  readonly text: string | undefined;
}

/** The user's kubeconfig files, as far as commands and the status bar use them. */
export interface KubeconfigStore<Receipt extends WriteReceipt = WriteReceipt> {
  /** The KUBECONFIG list, each file once, or the one file in the home folder; empty where it names no file. */
  paths(): Promise<string[]>;
  /** The same with every path that the list has for a file, for knowing one by whichever name. */
  namedPaths(): Promise<string[]>;
  /** Where new entries go: the first file of the list that exists, else the last; `kubeconfigListEmpty` without one. */
  writePath(): Promise<string>;
  /** undefined where there is no such file */
  read(path: string): Promise<string | undefined>;
  /** The files of the list that exist, in its order. */
  readAll(): Promise<KubeconfigFile[]>;
  /**
   * Reads, changes and writes one file under its lock.
   *
   * @param change gets the text as it is under the lock, undefined where there is no file
   * @returns what the write did, and what `change` returned
   */
  update<Result extends TextChange>(
    path: string,
    change: (text: string | undefined) => Result,
    options?: { signal?: AbortSignal },
  ): Promise<{ readonly receipt: Receipt; readonly result: Result }>;
  /** Puts the former bytes back; `kubeconfigUndoTooLate` where the file is no longer what was written. */
  undo(receipt: Receipt): Promise<void>;
  /** The backups of a file, newest first. */
  listBackups(path: string): Promise<readonly KubeconfigBackup[]>;
  /** The text of one of them; `kubeconfigBackupMissing` where it is gone. */
  readBackup(path: string, backupPath: string): Promise<string>;
  /**
   * Puts a backup in the file's place; the present state becomes a backup, and `undo` brings it back.
   *
   * @param options `shown`: the file's text that the user was shown, empty where there was no file;
   *   `kubeconfigChanged` where it is another by then. Absent: the file could not be shown, so whatever it is goes.
   */
  restoreBackup(path: string, backupPath: string, options?: { signal?: AbortSignal; shown?: string }): Promise<Receipt>;
  /**
   * Rewrites the backups of a file, for what must not be found there any more.
   *
   * @param clean returns undefined for a backup that is to be deleted
   * @returns how many were rewritten or deleted
   */
  purgeBackups(
    path: string,
    clean: (text: string) => string | undefined,
    options?: { signal?: AbortSignal },
  ): Promise<number>;
}
