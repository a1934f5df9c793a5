import { build } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleCli, requireBanner } from './bundleCli.ts';
import { bundlePlugin } from './bundlePlugin.ts';
import { packageReadme } from './packageReadme.ts';

/**
 * Bundles the extension, a small activation entry with everything heavy in chunks that load on first use, the command
 * line, a set of its own, kubectl's plugin, what VS Code runs after an uninstall, and the README of the package.
 */
const root = path.dirname(import.meta.dirname);
const outdir = path.join(root, 'dist');

await rm(outdir, { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: ['src/extension.ts', 'src/uninstall.ts'],
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  splitting: true,
  minify: true,
  metafile: true,
  // For F5 only: .vscodeignore leaves the maps out.
  sourcemap: 'linked',
  sourcesContent: false,
  external: ['vscode'],
  outExtension: { '.js': '.mjs' },
  banner: requireBanner,
});
await writeFile(path.join(outdir, 'meta.json'), JSON.stringify(result.metafile));
await writeFile(path.join(outdir, 'README.md'), packageReadme(await readFile(path.join(root, 'README.md'), 'utf8')));
await bundleCli(outdir);
await bundlePlugin(path.join(outdir, 'plugin'));
