import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * The extensions that az has for this user, by the folders that it keeps them in; az itself takes seconds to start. None
 * where it has none, or where they cannot be listed.
 *
 * @see https://learn.microsoft.com/cli/azure/azure-cli-extensions-overview
 */
export async function azExtensions(
  env: Readonly<Record<string, string | undefined>>,
  homeDirectory: string,
): Promise<string[]> {
  const settings = env['AZURE_CONFIG_DIR'] ?? path.join(homeDirectory, '.azure');
  const folder = env['AZURE_EXTENSION_DIR'] ?? path.join(settings, 'cliextensions');
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
