import { build } from 'esbuild';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Bundles the extension: a small activation entry, everything heavy in chunks that load on first use. */
const root = path.dirname(import.meta.dirname);
const outdir = path.join(root, 'dist');

await rm(outdir, { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: ['src/extension.ts'],
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
  // CommonJS packages inside an ESM bundle still call require for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
await writeFile(path.join(outdir, 'meta.json'), JSON.stringify(result.metafile));
