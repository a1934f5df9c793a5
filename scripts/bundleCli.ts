import { build } from 'esbuild';
import path from 'node:path';

/** CommonJS packages inside an ESM bundle still call require for Node's own modules. */
export const requireBanner = {
  js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
};

/** Bundles the command line into one file, for whatever Node people have on their path. */
export async function bundleCli(outfile: string): Promise<void> {
  await build({
    absWorkingDir: path.dirname(import.meta.dirname),
    entryPoints: ['src/cli.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minify: true,
    banner: requireBanner,
  });
}
