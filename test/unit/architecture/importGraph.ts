import { readFileSync } from 'node:fs';
import path from 'node:path';

/** For each file the files that it imports: statically, as a type, or later. */
export function importsOf(root: string, files: readonly string[]): Map<string, string[]> {
  return new Map(
    files.map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const specifiers = [...text.matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+)'/g)].map(([, name = '']) => name);
      return [file, specifiers.map((name) => path.posix.join(path.posix.dirname(file), name))];
    }),
  );
}

/** The groups of files that import each other in a circle (strongly connected, after Tarjan), each sorted. */
export function importCircles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  /** @returns the lowest number that the file leads back to */
  function visit(file: string): number {
    const number = numbers.size;
    numbers.set(file, number);
    open.push(file);
    let lowest = number;
    for (const next of imports.get(file) ?? []) {
      const known = numbers.get(next);
      if (known === undefined) {
        lowest = Math.min(lowest, visit(next));
      } else if (open.includes(next)) {
        lowest = Math.min(lowest, known);
      }
    }
    if (lowest === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) {
        circles.push(circle.toSorted());
      }
    }
    return lowest;
  }

  for (const file of imports.keys()) {
    if (!numbers.has(file)) {
      visit(file);
    }
  }
  return circles.toSorted();
}
