import type { Metafile } from 'esbuild';

export interface ActivationSize {
  readonly bytes: number;
  /** The entry and everything that it imports statically, as paths in the bundle. */
  readonly files: readonly string[];
  /** Packages whose code is among it. */
  readonly packages: readonly string[];
}

/** What VS Code has to read before the extension can be activated, from esbuild's metafile. */
export function activationSize(meta: Metafile, entryPoint: string): ActivationSize {
  const entry = Object.entries(meta.outputs).find(([, output]) => output.entryPoint === entryPoint)?.[0];
  if (entry === undefined) {
    throw new Error(`The bundle has no output for ${entryPoint}.`);
  }
  const files = new Set<string>();
  const pending = [entry];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const output = meta.outputs[file];
    if (output === undefined || files.has(file)) {
      continue;
    }
    files.add(file);
    pending.push(...output.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path));
  }
  const outputs = [...files].flatMap((file) => meta.outputs[file] ?? []);
  const inputs = outputs.flatMap((output) => Object.keys(output.inputs));
  const packages = inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
  return {
    bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
    files: [...files],
    packages: [...new Set(packages)].toSorted(),
  };
}
