import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PluginVersion } from '../../core/credentialPlugin/pluginVersion.ts';

/** A file of the plugin: where it lies in a version's folder, and what is in it. */
export interface PluginFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const launcher = 'aks-entra';
const required = [launcher, 'plugin.cjs', 'cli.js'];

/**
 * The plugin's files in the extension's `dist`: the launcher and the Node client, and the command line with its chunks.
 *
 * @throws a file system error where one is missing
 */
export async function readShippedPlugin(distFolder: string, version: string): Promise<readonly PluginFile[]> {
  const chunks = await readdir(join(distFolder, 'cli')).catch(() => []);
  const sources = [
    ...[launcher, 'plugin.cjs'].map((name) => [name, join('plugin', name)] as const),
    ['cli.js', 'cli.js'] as const,
    ...chunks.filter((name) => name.endsWith('.mjs')).map((name) => [join('cli', name), join('cli', name)] as const),
  ];
  const files = sources.map(async ([name, source]) => ({ name, bytes: await readFile(join(distFolder, source)) }));
  // What Node takes cli.js for, and which version this is.
  const manifest = { type: 'module', version, files: sources.map(([name]) => name) };
  return [...(await Promise.all(files)), { name: 'package.json', bytes: Buffer.from(JSON.stringify(manifest)) }];
}

/** @returns undefined for a folder that holds no plugin */
export async function readInstalledVersion(folder: string): Promise<PluginVersion | undefined> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  const { version, files } = asManifest(manifest);
  if (version === undefined) {
    return undefined;
  }
  if (!required.every((name) => files.includes(name))) {
    return { version, contentHash: undefined };
  }
  const read = [...files, 'package.json'].map(async (name) => ({ name, bytes: await readFile(join(folder, name)) }));
  const contents = await Promise.all(read).catch(() => undefined);
  return { version, contentHash: contents && contentHash(contents) };
}

export function contentHash(files: readonly PluginFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Writes a version's files into a new folder, so that they last before anything points to them. */
export async function writePluginFiles(folder: string, files: readonly PluginFile[]): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const mode = basename(name) === launcher ? 0o700 : 0o600;
    const file = await open(path, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(path, mode);
  }
}

function asManifest(text: string | undefined): { readonly version: string | undefined; readonly files: string[] } {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null) {
      return { version: undefined, files: [] };
    }
    const { version, files } = value as { version?: unknown; files?: unknown };
    return {
      version: typeof version === 'string' ? version : undefined,
      files: Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [],
    };
  } catch {
    return { version: undefined, files: [] };
  }
}
