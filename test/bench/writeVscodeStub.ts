import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const types = path.join(import.meta.dirname, '..', '..', 'node_modules', '@types', 'vscode', 'index.d.ts');

/**
 * Writes a module that stands for `vscode`: every name of its API is there and answers everything with itself, at
 * next to no cost. Good for measuring what the extension itself costs, and for nothing else.
 *
 * @returns the module's file
 */
export async function writeVscodeStub(folder: string): Promise<string> {
  const text = await readFile(types, 'utf8');
  const names = new Set(
    [...text.matchAll(/^\s+export (?:const|let|function|class|enum|namespace) (\w+)/gm)].map(([, name = '']) => name),
  );
  const lines = [...names].map((name) => `export { anything as ${name} };`);
  const file = path.join(folder, 'vscodeStub.mjs');
  await writeFile(file, `${anything}\n${lines.join('\n')}\n`);
  return file;
}

const anything = `const anything = new Proxy(function () {}, {
  get: (_target, key) => {
    if (key === 'then') return undefined;
    if (key === Symbol.iterator) return function* () {};
    return key === Symbol.toPrimitive ? () => '' : anything;
  },
  set: () => true,
  apply: () => anything,
  construct: () => anything,
});`;
