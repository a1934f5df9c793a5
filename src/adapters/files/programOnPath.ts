import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative, sep } from 'node:path';

export interface ProgramSearch {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whatever lies in one of these may be somebody else's: the folders of the workspace. */
  readonly foreignFolders: readonly string[];
}

/**
 * The program of this name that PATH leads to, as an absolute path. A relative entry of PATH is passed over: what it
 * leads to depends on where one stands, and kubectl refuses what it finds there (Go's exec.ErrDot).
 *
 * @returns `isForeign`: there is one in a foreign folder, which does not count
 */
export async function programOnPath(
  program: string,
  search: ProgramSearch,
): Promise<{ readonly path: string | undefined; readonly isForeign: boolean }> {
  const names = search.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  const isTheirs = await foreignIn(search);
  let isForeign = false;
  for (const folder of absoluteFoldersOf(search.env)) {
    for (const name of names) {
      const candidate = join(folder, name);
      if (!(await isExecutable(candidate))) {
        continue;
      }
      // A link to a foreign folder may hold a link that leads out of it again.
      if (!(await isTheirs(folder)) && !(await isTheirs(candidate))) {
        return { path: candidate, isForeign };
      }
      isForeign = true;
    }
  }
  return { path: undefined, isForeign };
}

/** PATH without its relative entries and its foreign folders: what a program may look into that is run from here. */
export async function ownPath(search: ProgramSearch): Promise<string> {
  const isTheirs = await foreignIn(search);
  const own: string[] = [];
  for (const folder of absoluteFoldersOf(search.env)) {
    if (!(await isTheirs(folder))) {
      own.push(folder);
    }
  }
  return own.join(delimiter);
}

function absoluteFoldersOf(env: ProgramSearch['env']): readonly string[] {
  // Windows calls it Path; its environment does not tell upper from lower case, a copy of it does.
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  return path.split(delimiter).filter(isAbsolute);
}

/** @returns whether a path, or what it is a link to, lies in a foreign folder */
async function foreignIn({ foreignFolders }: ProgramSearch): Promise<(path: string) => Promise<boolean>> {
  const foreign = [...foreignFolders, ...(await Promise.all(foreignFolders.map(realPathOf)))];
  return async (path) => {
    const places = [path, await realPathOf(path)];
    return foreign.some((outer) => places.some((place) => isWithin(place, outer)));
  };
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
