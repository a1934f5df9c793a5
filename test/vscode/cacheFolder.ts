import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where prepared tools live, so that fresh clones share them. Relative XDG paths are ignored, as the XDG spec asks. */
export function cacheFolder(): string {
  const xdg = process.env['XDG_CACHE_HOME'] ?? '';
  return path.join(path.isAbsolute(xdg) ? xdg : path.join(os.homedir(), '.cache'), 'aks-entra');
}

/**
 * Runs `install` once per `name` (which carries the version) and returns the finished folder.
 * The folder appears by a rename, so it is either complete or absent; other processes wait for the one that installs.
 * @param install fills the empty folder that it is given.
 */
export async function prepareOnce(name: string, install: (folder: string) => Promise<void>): Promise<string> {
  const finished = path.join(cacheFolder(), name);
  if (existsSync(finished)) {
    return finished;
  }
  await mkdir(path.dirname(finished), { recursive: true });
  const release = await takeLock(`${finished}.lock`);
  try {
    if (existsSync(finished)) {
      return finished;
    }
    const temporary = await mkdtemp(`${finished}.installing-`);
    try {
      await install(temporary);
      await rename(temporary, finished);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      if (!existsSync(finished)) {
        throw error;
      }
    }
    return finished;
  } finally {
    await release();
  }
}

/** The lock only saves work: were two processes to install at once, the rename would still let one of them win. */
async function takeLock(file: string): Promise<() => Promise<void>> {
  for (let waits = 0; ; waits += 1) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        throw error;
      }
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !isRunning(owner)) {
      await rm(file, { force: true });
      continue;
    }
    if (waits % 10 === 0) {
      console.log(`Waiting for another process (${owner}) that prepares ${path.basename(file, '.lock')} …`);
    }
    await sleep(1000);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
