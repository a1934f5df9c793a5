import type { KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import type { UndoableWriter } from '../core/kubeconfig/writeAsShown.ts';

/** Writes the files of a command, which ends with its signal. */
export function writerTo(files: KubeconfigStore, signal: AbortSignal): UndoableWriter {
  return {
    update: (path, change) => files.update(path, change, { signal }),
    undo: (receipt) => files.undo(receipt),
  };
}
