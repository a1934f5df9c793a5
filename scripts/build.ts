import { build, type BuildOptions } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleCli } from './bundleCli.ts';
import { bundlePlugin } from './bundlePlugin.ts';
import { joinActivation } from './joinActivation.ts';
import { packageReadme } from './packageReadme.ts';
import { dropUnusedBanners, requireBanner } from './requireBanner.ts';
import { shakenYaml } from './shakenYaml.ts';

/**
 * Bundles the extension, a small activation entry with everything heavy in chunks that load on first use, the command
 * line, a set of its own, kubectl's plugin, what VS Code runs after an uninstall, and the README of the package.
 */
const root = path.dirname(import.meta.dirname);
const outdir = path.join(root, 'dist');

await rm(outdir, { recursive: true, force: true });
const common = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  minify: true,
  outExtension: { '.js': '.mjs' },
  banner: requireBanner,
  alias: shakenYaml,
} satisfies BuildOptions;
const { metafile } = await build({
  ...common,
  entryPoints: ['src/extension.ts'],
  splitting: true,
  metafile: true,
  // For F5 only: .vscodeignore leaves the maps out.
  sourcemap: 'linked',
  sourcesContent: false,
  external: ['vscode'],
});
const meta = await joinActivation(root, await dropUnusedBanners(root, metafile), 'src/extension.ts');
await writeFile(path.join(outdir, 'meta.json'), JSON.stringify(meta));
// Without VS Code: it shares no chunk with the extension.
await build({ ...common, entryPoints: ['src/uninstall.ts'] });
await writeFile(path.join(outdir, 'README.md'), packageReadme(await readFile(path.join(root, 'README.md'), 'utf8')));
await bundleCli(outdir);
await bundlePlugin(path.join(outdir, 'plugin'));
