import { runTool } from './runTool.ts';

/** Runs no script of any package, and says nothing but errors. */
export const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

const limitMs = 10 * 60_000;

/** Installs one package with its dependencies. @param spec its name and exact version; npm checks its integrity */
export async function installFromNpm(spec: string, folder: string, flags: readonly string[] = []): Promise<void> {
  await runTool('npm', ['install', spec, '--prefix', folder, ...flags, ...npmFlags], {
    cwd: folder,
    timeLimitMs: limitMs,
  });
}
