import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cacheFolder.ts';

/** The same version as the server of serverReleases.ts. */
const desktopVersion = '1.139.1';
const probeLimitMs = 5_000;

/**
 * Downloads desktop VS Code, once; `AKS_ENTRA_DESKTOP` names an executable to take instead.
 * @returns the executable's path, or the reason why a desktop cannot be had here.
 */
export async function prepareDesktop(): Promise<{ executable: string } | { reason: string }> {
  const own = process.env['AKS_ENTRA_DESKTOP'];
  if (own) {
    return { executable: own };
  }
  const display = [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].find((name) => name !== undefined);
  if (process.platform === 'linux' && !display) {
    return { reason: 'there is no display' };
  }
  try {
    const signal = AbortSignal.timeout(probeLimitMs);
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', { method: 'HEAD', signal });
    if (!answer.ok) {
      return { reason: `the download site answers ${answer.status}` };
    }
  } catch {
    return { reason: 'the download site cannot be reached' };
  }
  const cachePath = path.join(cacheFolder(), 'desktop');
  await mkdir(cachePath, { recursive: true });
  try {
    return { executable: await downloadAndUnzipVSCode({ version: desktopVersion, cachePath, timeout: 30_000 }) };
  } catch (error) {
    return { reason: `the download failed (${error instanceof Error ? error.message : String(error)})` };
  }
}
