import { findOnPath } from './findOnPath.ts';
import { runTool, withProgress } from './runTool.ts';

const limitMs = 10 * 60_000;

/** The command by which a person installs Debian packages. */
export function aptCommand(packages: readonly string[]): string {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/** Installs Debian packages where we are root on Debian. @returns whether that was tried */
export async function aptInstall(packages: readonly string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || findOnPath('apt-get') === undefined) {
    return false;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await withProgress(`Installing Debian's ${packages.join(' and ')}`, () =>
    runTool('sh', ['-c', aptCommand(packages)], { env, timeLimitMs: limitMs }),
  );
  return true;
}
