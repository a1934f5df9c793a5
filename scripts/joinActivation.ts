import { build, type Metafile } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

type Output = Metafile['outputs'][string];

/**
 * Joins the entry and the chunks that it imports statically into one file. esbuild gives code that several entries share
 * a chunk for each group of entries that share it: the activation alone would read some twenty small files, and reading
 * files is most of what it costs. What loads later imports from the joined entry then, so that a module still exists
 * once.
 *
 * @param root the folder that the paths in `meta` are relative to
 * @param meta of the build that wrote the chunks, minified; no other entry may share them
 * @returns `meta` as it is after the joining
 */
export async function joinActivation(root: string, meta: Metafile, entryPoint: string): Promise<Metafile> {
  const entry = entryOf(meta, entryPoint);
  const folder = path.join(root, path.dirname(entry));
  const joined = staticChunks(meta, entry);
  const specifier = (file: string): string => `./${path.basename(file)}`;
  const exportsOf = (chunk: string): readonly string[] => meta.outputs[chunk]?.exports ?? [];
  /** The name under which the joined entry exports what a chunk exported. */
  const nameOf = (chunk: string, name: string): string =>
    chunk === entry ? name : `c${joined.indexOf(chunk)}_${name}`;

  /** Turns an import of a chunk, as esbuild minifies it, into one of the joined entry. */
  function importFromEntry(text: string, chunk: string): string {
    const from = JSON.stringify(specifier(chunk));
    const pattern = new RegExp(`import(?:\\{([^{}]*)\\}from)?${from.replaceAll('.', '\\.')}`, 'g');
    let found = 0;
    const replaced = text.replaceAll(pattern, (_, names: string | undefined) => {
      found += 1;
      const renamed = names?.split(',').map((pair) => {
        const [name = '', own] = pair.trim().split(' as ');
        return `${nameOf(chunk, name)} as ${own ?? name}`;
      });
      const clause = renamed === undefined ? '' : `{${renamed.join(',')}}from`;
      return `import${clause}${JSON.stringify(specifier(entry))}`;
    });
    if (found !== 1) {
      throw new Error(`${found} imports of ${chunk} where esbuild tells of one.`);
    }
    return replaced;
  }

  const result = await build({
    absWorkingDir: folder,
    stdin: {
      contents: joined
        .map((chunk) => passOn(specifier(chunk), exportsOf(chunk), (name) => `${name} as ${nameOf(chunk, name)}`))
        .join(''),
      resolveDir: folder,
    },
    outfile: path.basename(entry),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
    // Of the chunks, for F5.
    sourcemap: 'linked',
    sourcesContent: false,
    external: [
      'vscode',
      ...Object.keys(meta.outputs)
        .filter((file) => !joined.includes(file))
        .map(specifier),
    ],
  });
  for (const { path: file, contents } of result.outputFiles) {
    await writeFile(file, contents);
  }
  const outputs = new Map(Object.entries(meta.outputs));
  for (const chunk of joined.slice(1)) {
    const output = outputs.get(chunk);
    // Only a chunk that is asked for by `import()` has to have its own names.
    if (output?.entryPoint === undefined) {
      await rm(path.join(root, chunk));
      outputs.delete(chunk);
    } else {
      const text = passOn(specifier(entry), exportsOf(chunk), (name) => `${nameOf(chunk, name)} as ${name}`);
      await writeFile(path.join(root, chunk), text);
      outputs.set(chunk, { ...output, bytes: text.length, inputs: {}, imports: [importOf(entry)] });
    }
    await rm(path.join(root, `${chunk}.map`), { force: true });
    outputs.delete(`${chunk}.map`);
  }
  for (const [file, output] of outputs) {
    const used = output.imports.filter(
      ({ path: imported, kind }) => kind === 'import-statement' && imported !== entry && joined.includes(imported),
    );
    if (file === entry || used.length === 0) {
      continue;
    }
    const before = await readFile(path.join(root, file), 'utf8');
    const after = used.reduce((text, { path: chunk }) => importFromEntry(text, chunk), before);
    await writeFile(path.join(root, file), after);
    const others = output.imports.filter((imported) => !used.includes(imported));
    outputs.set(file, { ...output, bytes: Buffer.byteLength(after), imports: [...others, importOf(entry)] });
  }
  const written = result.metafile.outputs[path.basename(entry)];
  if (written === undefined) {
    throw new Error('esbuild wrote no joined entry.');
  }
  outputs.set(entry, {
    ...written,
    entryPoint,
    inputs: Object.assign({}, ...joined.map((chunk) => meta.outputs[chunk]?.inputs)) as Output['inputs'],
    imports: written.imports.map((imported) => ({
      ...imported,
      path: imported.path.startsWith('./') ? path.posix.join(path.dirname(entry), imported.path) : imported.path,
    })),
  });
  return { ...meta, outputs: Object.fromEntries(outputs) };
}

function entryOf(meta: Metafile, entryPoint: string): string {
  const entry = Object.keys(meta.outputs).find((file) => meta.outputs[file]?.entryPoint === entryPoint);
  if (entry === undefined) {
    throw new Error(`${entryPoint} was not built.`);
  }
  return entry;
}

function passOn(from: string, names: readonly string[], asName: (name: string) => string): string {
  const specifier = JSON.stringify(from);
  return names.length === 0 ? `import ${specifier};\n` : `export{${names.map(asName).join(',')}}from${specifier};\n`;
}

function importOf(file: string): Output['imports'][number] {
  return { path: file, kind: 'import-statement' };
}

/** The entry and what it imports statically, the entry first. */
function staticChunks(meta: Metafile, entry: string): string[] {
  const found = [entry];
  for (const file of found) {
    for (const { path: imported, kind, external } of meta.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true && !found.includes(imported)) {
        found.push(imported);
      }
    }
  }
  return found;
}
