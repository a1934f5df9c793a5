import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface CommandLineParts {
  /** Where the launcher goes; a folder of its own, since it is put on a PATH. */
  readonly folder: string;
  readonly platform: string;
  /** Node, or what VS Code has of it. */
  readonly execPath: string;
  /** `cli.js` of this version of the extension. */
  readonly script: string;
}

/** Writes `aks-entra`, which starts our command line with VS Code's own Node: none has to be installed. */
export async function writeCommandLine({ folder, platform, execPath, script }: CommandLineParts): Promise<void> {
  const isWindows = platform === 'win32';
  const file = path.join(folder, isWindows ? 'aks-entra.cmd' : 'aks-entra');
  const text = isWindows ? cmdText(execPath, script) : shellText(execPath, script);
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) {
    return;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Another window may write the same, and a shell may just read it.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o700 });
  await chmod(draft, 0o700);
  await rename(draft, file);
}

/** Without the variable VS Code's program would open a window. */
function shellText(execPath: string, script: string): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  return `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quoted(execPath)} ${quoted(script)} "$@"\n`;
}

function cmdText(execPath: string, script: string): string {
  const quoted = (text: string): string => `"${text.replaceAll('%', '%%')}"`;
  return ['@echo off', 'setlocal', 'set ELECTRON_RUN_AS_NODE=1', `${quoted(execPath)} ${quoted(script)} %*`, ''].join(
    '\r\n',
  );
}
