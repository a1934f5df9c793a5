import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Metafile } from 'esbuild';
import { activationSize } from '../bench/activationSize.ts';

const metaFile = path.join(import.meta.dirname, '..', '..', 'dist', 'meta.json');

describe('the activation bundle', () => {
  it('holds no package: the SDK and the YAML parser load on first use', () => {
    const meta = JSON.parse(readFileSync(metaFile, 'utf8')) as Metafile;
    assert.deepEqual(activationSize(meta, 'src/extension.ts').packages, []);
  });

  it('is one file, and stays under 60 KB', () => {
    const meta = JSON.parse(readFileSync(metaFile, 'utf8')) as Metafile;
    const { bytes, files } = activationSize(meta, 'src/extension.ts');
    assert.deepEqual(files, ['dist/extension.mjs']);
    assert.ok(bytes < 60 * 1024, `${bytes} bytes`);
  });
});

describe('activationSize', () => {
  function output(bytes: number, inputs: string[], imports: [string, 'import-statement' | 'dynamic-import'][] = []) {
    return {
      bytes,
      inputs: Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 1 }])),
      imports: imports.map(([file, kind]) => ({ path: file, kind })),
      exports: [],
    };
  }
  const meta: Metafile = {
    inputs: {},
    outputs: {
      'dist/a.mjs': {
        ...output(
          100,
          ['src/a.ts'],
          [
            ['dist/b.mjs', 'import-statement'],
            ['dist/lazy.mjs', 'dynamic-import'],
            ['vscode', 'import-statement'],
          ],
        ),
        entryPoint: 'src/a.ts',
      },
      'dist/b.mjs': output(
        20,
        ['node_modules/@azure/core/x.js', 'node_modules/yaml/y.js'],
        [['dist/a.mjs', 'import-statement']],
      ),
      'dist/lazy.mjs': output(5000, ['node_modules/big/z.js']),
    },
  };

  it('counts the entry and its static imports once, and nothing that loads later', () => {
    assert.deepEqual(activationSize(meta, 'src/a.ts'), {
      bytes: 120,
      files: ['dist/a.mjs', 'dist/b.mjs'],
      packages: ['@azure/core', 'yaml'],
    });
  });

  it('fails for an entry that was not built', () => {
    assert.throws(() => activationSize(meta, 'src/other.ts'), /no output for src\/other\.ts/);
  });
});
