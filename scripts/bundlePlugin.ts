import { build, type Metafile } from 'esbuild';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** Puts kubectl's plugin into a folder: the launcher, and the small bundle for where there is no curl. */
export async function bundlePlugin(outdir: string): Promise<Metafile> {
  await mkdir(outdir, { recursive: true });
  const launcher = path.join(outdir, 'aks-entra');
  await copyFile(path.join(root, 'src', 'plugin', 'launcher.sh'), launcher);
  await chmod(launcher, 0o755);
  const { metafile } = await build({
    absWorkingDir: root,
    metafile: true,
    entryPoints: ['src/plugin.ts'],
    outfile: path.join(outdir, 'plugin.cjs'),
    bundle: true,
    platform: 'node',
    // The oldest that a machine's own node may be.
    target: 'node18',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
  });
  return metafile;
}
