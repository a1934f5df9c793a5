import { build, type Metafile, type Plugin } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dropUnusedBanners, requireBanner } from './requireBanner.ts';
import { shakenYaml } from './shakenYaml.ts';

/**
 * The index of @azure/identity would tie all its credentials together into one chunk, since esbuild splits by file. So a
 * module of `src/adapters/azureIdentity` gets the library's module of the same name in its place.
 */
const separateCredentials: Plugin = {
  name: 'separate-credentials',
  setup: (bundling) => {
    bundling.onResolve({ filter: /^@azure\/identity$/ }, ({ importer }) => {
      const credential = `${path.basename(importer, '.ts')}Credential`;
      const folder = fileURLToPath(new URL('credentials', import.meta.resolve('@azure/identity')));
      const file = path.join(folder, `${credential}.js`);
      return { path: existsSync(file) ? file : path.join(folder, credential, 'index.js'), sideEffects: false };
    });
  },
};

/**
 * Bundles the command line for whatever Node people have on their path: `cli.js` and, beside it, the folder `cli` with
 * everything that loads on first use. The two are one set: copied together they run anywhere. `cli.js` itself is both a
 * CommonJS and an ES module, since it may lie beside a package.json of either type, or beside none.
 */
export async function bundleCli(folder: string): Promise<Metafile> {
  const root = path.dirname(import.meta.dirname);
  const { metafile } = await build({
    absWorkingDir: root,
    metafile: true,
    entryPoints: { main: 'src/cli.ts' },
    outdir: path.join(folder, 'cli'),
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    outExtension: { '.js': '.mjs' },
    banner: requireBanner,
    plugins: [separateCredentials],
    alias: shakenYaml,
  });
  await dropUnusedBanners(root, metafile);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'cli.js'), "import('./cli/main.mjs');\n");
  return metafile;
}
