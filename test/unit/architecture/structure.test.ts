import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { importCircles, importsOf } from './importGraph.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const sources = globSync('src/**/*.ts', { cwd: root });

function linesOf(file: string): number {
  return readFileSync(path.join(root, file), 'utf8').split('\n').length - 1;
}

describe('the sources', () => {
  it('import each other in no circle, types included', () => {
    assert.deepEqual(importCircles(importsOf(root, sources)), []);
  });

  it('are files of 350 lines at most, and the entry reads as a table of contents of 120', () => {
    assert.ok(linesOf('src/extension.ts') <= 120, `src/extension.ts has ${linesOf('src/extension.ts')} lines`);
    assert.deepEqual(
      sources.filter((file) => linesOf(file) > 350),
      [],
    );
  });

  it('let VS Code open a sign-in window in one place, which asks for whose command', () => {
    const asking = sources.flatMap((file) =>
      readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .filter((line) => /\b(createIfNone|forceNewSession)\b/.test(line))
        .map((line) => `${path.basename(file)} ${line.trim()}`),
    );
    assert.deepEqual(asking, [
      'vscodeSignIn.ts #asking(): { readonly createIfNone: true } {',
      'vscodeSignIn.ts return { createIfNone: true };',
    ]);
  });

  it('lie in folders of 24 files at most', () => {
    const folders = Map.groupBy(globSync('src/**/*.*', { cwd: root }), (file) => path.dirname(file));
    assert.deepEqual(
      [...folders].filter(([, files]) => files.length > 24).map(([folder]) => folder),
      [],
    );
  });

  it('have one entry for each room of features, which extension.ts or lateRooms.ts imports, and only one of them', () => {
    const rooms = globSync('src/features/*', { cwd: root }).map((folder) => path.basename(folder));
    const entries = globSync('src/features/*/*Commands.ts', { cwd: root });
    assert.deepEqual(entries.toSorted(), rooms.map((room) => `src/features/${room}/${room}Commands.ts`).toSorted());
    const imported = [...importsOf(root, ['src/extension.ts', 'src/lateRooms.ts']).values()].flat();
    assert.deepEqual(
      entries.filter((entry) => imported.filter((one) => one === entry).length !== 1),
      [],
    );
  });

  it('have unit tests that mirror them: a test of a file lies where the file does', () => {
    const byName = Map.groupBy(sources, (file) => path.basename(file, '.ts'));
    const misplaced = globSync('test/unit/{core,adapters,features,ui,cli,plugin}/**/*.test.ts', { cwd: root }).filter(
      (test) => {
        const places = byName.get(path.basename(test, '.test.ts')) ?? [];
        const folder = path.dirname(path.relative('test/unit', test));
        return places.length > 0 && !places.some((file) => path.dirname(path.relative('src', file)) === folder);
      },
    );
    assert.deepEqual(misplaced, []);
  });
});

describe('importCircles', () => {
  it('finds a circle of two and one of three, and no other', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['a', 'c']],
      ['c', ['d']],
      ['d', ['e']],
      ['e', ['c']],
      ['f', ['a']],
    ]);
    assert.deepEqual(importCircles(graph), [
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });
});

describe('CONTRIBUTING.md', () => {
  const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  const invariants = /^## What must stay true$(.*?)^Deliberately absent/ms.exec(text)?.[1] ?? '';
  const items = invariants.split(/^(?=\d+\. )/m).filter((item) => /^\d+\. /.test(item));

  it('names for each invariant a guard, and only guards that exist', () => {
    assert.ok(items.length >= 17, `${items.length} invariants`);
    for (const item of items) {
      const guards = [...item.matchAll(/`([\w/.-]+\.(?:ts|js))`/g)].map(([, name = '']) => name);
      const missing = guards.filter(
        (name) => globSync(`{${name},test/${name},test/unit/${name}}`, { cwd: root }).length === 0,
      );
      assert.ok(guards.length > 0, `no guard: ${item}`);
      assert.deepEqual(missing, [], item);
    }
  });
});
