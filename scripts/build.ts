import { build, type BuildOptions } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleCli } from './bundleCli.ts';
import { bundlePlugin } from './bundlePlugin.ts';
import { joinActivation } from './joinActivation.ts';
import { licenceNotices } from './licenceNotices.ts';
import { packageReadme } from './packageReadme.ts';
import { dropUnusedBanners, requireBanner } from './requireBanner.ts';
import { shakenYaml } from './shakenYaml.ts';

/**
 * Bundles the extension, a small activation entry with everything heavy in chunks that load on first use, the command
 * line, a set of its own, kubectl's plugin, what VS Code runs after an uninstall; the README of the package, and the
 * notices of what is bundled.
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
  // They name no more than the notices do.
  legalComments: 'none',
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
const uninstall = await build({ ...common, entryPoints: ['src/uninstall.ts'], metafile: true });
await writeFile(path.join(outdir, 'README.md'), packageReadme(await readFile(path.join(root, 'README.md'), 'utf8')));
const metas = [metafile, uninstall.metafile, await bundleCli(outdir), await bundlePlugin(path.join(outdir, 'plugin'))];
await writeFile(path.join(outdir, 'THIRD-PARTY-NOTICES.txt'), await licenceNotices(root, metas));
