import { unwatchFile, watchFile, type Stats } from 'node:fs';

const lookEveryMs = 1_000;

/**
 * Calls back when one of the files changes, appears or is gone, or who may read it. It looks at the files' state each
 * second instead of waiting for events: VS Code's watchers miss a file whose folder is made later and one behind a
 * symbolic link, and every writer of a kubeconfig replaces the file.
 */
export function watchFiles(paths: readonly string[], onChange: () => void): { dispose(): void } {
  const look = (now: Stats, before: Stats): void => {
    // A missing file is reported once at the start.
    if ((['mtimeMs', 'ino', 'size', 'mode'] as const).some((fact) => now[fact] !== before[fact])) {
      onChange();
    }
  };
  for (const path of paths) {
    watchFile(path, { interval: lookEveryMs, persistent: false }, look);
  }
  return {
    dispose() {
      for (const path of paths) {
        unwatchFile(path, look);
      }
    },
  };
}
