import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readdir, readlink, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, posix, win32 } from 'node:path';
import { isPluginToReplace } from '../../core/credentialPlugin/pluginVersion.ts';
import type { PluginCommand } from '../../core/login/pluginLogin.ts';
import type { Fallback } from '../../core/login/pluginArguments.ts';
import type { Logger } from '../../core/logger.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { withLocks } from '../files/fileLock.ts';
import { assertOwnFolder, ownFolder, readOwnFile } from '../files/ownFolder.ts';
import { isPlugin, leaveRemovedPlugin } from './removedPluginFolder.ts';
import { contentHash, readInstalledVersion, readShippedPlugin, writePluginFiles } from './pluginVersionFolder.ts';

export interface PluginInstallation {
  /** See `personalDataFolder`. */
  readonly dataFolder: string;
  /** The extension's own `dist`. */
  readonly distFolder: string;
  /** The extension's version. */
  readonly version: string;
  /** `process.execPath`: VS Code's own Node, or Electron that runs as one. */
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  readonly logger?: Pick<Logger, 'info' | 'warn'>;
}

const lockTimeoutMs = 15_000;
const keptRuntimes = 10;
const draftPrefix = '.new-';

/**
 * What kubectl is to run. On Windows that has to be an .exe (Node, and so @kubernetes/client-node, starts no .cmd
 * without a shell): VS Code's own, which runs as Node where a variable says so. Unverified on Windows.
 */
export function pluginCommand(dataFolder: string, platform: NodeJS.Platform, execPath: string): PluginCommand {
  if (platform !== 'win32') {
    return { command: posix.join(dataFolder, 'plugin', 'aks-entra'), args: [], env: {} };
  }
  const script = win32.join(dataFolder, 'plugin', 'plugin.cjs');
  return { command: execPath, args: [script], env: { ELECTRON_RUN_AS_NODE: '1' } };
}

/** Whether what `pluginCommand` names is there, and is the plugin. */
export async function isPluginInPlace({ command, args }: PluginCommand): Promise<boolean> {
  return isPlugin(args[0] ?? command);
}

/**
 * Installs the plugin, or refreshes it where the extension brings a newer one, and notes the runtime of this VS Code.
 * Safe in several windows at once, and while kubectl runs the plugin.
 *
 * @returns whether the plugin was written
 * @throws AksEntraError dataFolderUnsafe, kubeconfigLocked; a file system error
 */
export async function refreshPlugin(installation: PluginInstallation): Promise<boolean> {
  const { dataFolder, distFolder, version, execPath, platform, logger } = installation;
  const files = await readShippedPlugin(distFolder, version);
  const shipped = { version, contentHash: contentHash(files) };
  await ownFolder(dataFolder);
  return underLock(dataFolder, logger, async () => {
    await noteRuntime(dataFolder, execPath);
    const plugin = join(dataFolder, 'plugin');
    if (!isPluginToReplace(await readInstalledVersion(plugin), shipped)) {
      return false;
    }
    const versions = join(dataFolder, 'versions');
    await ownFolder(versions);
    const previous = await readlink(plugin).then(basename, () => undefined);
    // One version may have several contents while it is being developed.
    const name = `${version}-${shipped.contentHash.slice(0, 8)}`;
    await putVersion(versions, name, files);
    if (platform === 'win32') {
      await replaceFolder(plugin, versions, files);
    } else {
      await replaceLink(plugin, `versions/${name}`, versions);
    }
    await removeOthers(versions, [name, previous]);
    logger?.info(`Installed version ${version} of kubectl's plugin in ${dataFolder}.`);
    return true;
  });
}

/** What the plugin does where no window is open: the setting, for programs outside of VS Code. */
export async function writeFallback(dataFolder: string, fallback: Fallback): Promise<void> {
  await ownFolder(dataFolder);
  await replaceText(join(dataFolder, 'fallback'), `${fallback}\n`);
}

/**
 * Removes what is in the data folder, and the folder where that leaves it empty; links in it, not what they lead to. Where
 * there was a plugin, one file stays in its place that tells kubectl's user what to do. The kubeconfig's backups, which
 * are there on Windows and macOS (`personalBackupFolder`), are the user's own and stay.
 *
 * @throws AksEntraError dataFolderUnsafe where it is a link or somebody else's; a file system error
 */
export async function removePlugin(dataFolder: string, platform: NodeJS.Platform): Promise<void> {
  try {
    await assertOwnFolder(dataFolder);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  const names = await readdir(dataFolder);
  for (const name of names.filter((each) => each !== 'backups')) {
    await rm(join(dataFolder, name), { recursive: true, force: true });
  }
  if (names.includes('plugin')) {
    await leaveRemovedPlugin(dataFolder, platform);
  } else if (!names.includes('backups')) {
    await rmdir(dataFolder);
  }
}

function underLock<T>(
  dataFolder: string,
  logger: Pick<Logger, 'warn'> | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const path = join(dataFolder, 'plugin');
  const options = { signal: undefined, logger, now: Date.now, timeoutMs: lockTimeoutMs };
  return withLocks(path, path, options, () => work());
}

/** Puts this runtime first, and leaves out those that are gone: a remote server's moves with each update. */
async function noteRuntime(dataFolder: string, execPath: string): Promise<void> {
  const path = join(dataFolder, 'runtimes');
  const before = (await readOwnFile(path))?.toString('utf8') ?? '';
  const candidates = [execPath, ...before.split('\n').filter((line) => line !== execPath)];
  const runtimes: string[] = [];
  for (const candidate of candidates.slice(0, 100)) {
    if (!isAbsolute(candidate) || candidate.includes('\n') || runtimes.length === keptRuntimes) {
      continue;
    }
    if (await canRun(candidate)) {
      runtimes.push(candidate);
    }
  }
  const after = runtimes.map((runtime) => `${runtime}\n`).join('');
  if (after !== before) {
    await replaceText(path, after);
  }
}

function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function replaceText(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A version's folder appears whole or not at all; one that is there may be damaged, and goes. */
async function putVersion(
  versions: string,
  name: string,
  files: Parameters<typeof writePluginFiles>[1],
): Promise<void> {
  const draft = join(versions, `${draftPrefix}${randomBytes(6).toString('hex')}`);
  await writePluginFiles(draft, files);
  await moveAside(join(versions, name), versions);
  await rename(draft, join(versions, name));
}

async function replaceLink(link: string, target: string, versions: string): Promise<void> {
  const draft = join(versions, `${draftPrefix}${randomBytes(6).toString('hex')}`);
  await symlink(target, draft);
  try {
    await rename(draft, link);
  } catch (error) {
    // A folder stands there.
    if (!['EISDIR', 'EEXIST', 'ENOTEMPTY', 'EPERM'].includes(fileErrorCode(error) ?? '')) {
      throw error;
    }
    await moveAside(link, versions);
    await rename(draft, link);
  }
}

/** Windows lets few people make links: the plugin is a copy there. Unverified on Windows. */
async function replaceFolder(folder: string, versions: string, files: Parameters<typeof writePluginFiles>[1]) {
  const draft = join(versions, `${draftPrefix}${randomBytes(6).toString('hex')}`);
  await writePluginFiles(draft, files);
  await moveAside(folder, versions);
  await rename(draft, folder);
}

/** What is in the way goes where leftovers are removed from. */
async function moveAside(path: string, versions: string): Promise<void> {
  await rename(path, join(versions, `${draftPrefix}${randomBytes(6).toString('hex')}`)).catch((error: unknown) => {
    if (fileErrorCode(error) !== 'ENOENT') {
      throw error;
    }
  });
}

/** Keeps the version before, which a kubectl may just be running. Under the lock, every draft is a leftover. */
async function removeOthers(versions: string, kept: readonly (string | undefined)[]): Promise<void> {
  for (const name of await readdir(versions)) {
    if (!kept.includes(name)) {
      await rm(join(versions, name), { recursive: true, force: true });
    }
  }
}
