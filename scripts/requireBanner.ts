import type { Metafile } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** CommonJS packages inside an ESM bundle still call require for Node's own modules. */
export const requireBanner = {
  js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
};

/**
 * Takes the banner out of the files that have no use for it, which are most.
 *
 * @param root the folder that the paths in `meta` are relative to
 * @returns `meta` with the sizes after that
 */
export async function dropUnusedBanners(root: string, meta: Metafile): Promise<Metafile> {
  const outputs = { ...meta.outputs };
  for (const [file, output] of Object.entries(outputs).filter(([name]) => name.endsWith('.mjs'))) {
    const text = await readFile(path.join(root, file), 'utf8');
    const rest = text.replace(`${requireBanner.js}\n`, '');
    if (rest === text || /\brequire\b/.test(rest)) {
      continue;
    }
    await writeFile(path.join(root, file), rest);
    const imports = output.imports.filter(({ path: imported }) => imported !== 'node:module');
    outputs[file] = { ...output, bytes: Buffer.byteLength(rest), imports };
  }
  return { ...meta, outputs };
}
