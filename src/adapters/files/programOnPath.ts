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
  let isForeign = false;
  for await (const found of candidates(program, search)) {
    if (!found.isForeign) {
      return { path: found.path, isForeign };
    }
    isForeign = true;
  }
  return { path: undefined, isForeign };
}

/**
 * All programs of this name that PATH leads to, in its order, each once by whichever name: the first one runs.
 *
 * @returns `foreign`: those in a foreign folder, which do not count
 */
export async function copiesOnPath(
  program: string,
  search: ProgramSearch,
): Promise<{ readonly copies: readonly string[]; readonly foreign: readonly string[] }> {
  const [copies, foreign] = [new Map<string, string>(), new Map<string, string>()];
  for await (const { path, isForeign } of candidates(program, search)) {
    const [list, real] = [isForeign ? foreign : copies, await realPathOf(path)];
    list.set(real, list.get(real) ?? path);
  }
  return { copies: [...copies.values()], foreign: [...foreign.values()] };
}

async function* candidates(
  program: string,
  search: ProgramSearch,
): AsyncGenerator<{ readonly path: string; readonly isForeign: boolean }> {
  const names = search.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  const isTheirs = await foreignIn(search);
  for (const folder of absoluteFoldersOf(search.env)) {
    for (const name of names) {
      const path = join(folder, name);
      if (await isExecutable(path)) {
        // A link to a foreign folder may hold a link that leads out of it again.
        yield { path, isForeign: (await isTheirs(folder)) || (await isTheirs(path)) };
      }
    }
  }
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
