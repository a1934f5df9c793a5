import { build } from 'esbuild';
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { joinActivation } from '../../../scripts/joinActivation.ts';
import { activationSize } from '../../bench/activationSize.ts';

const sources = {
  'entry.js': `
    import { Shared, count } from './shared.js';
    import { onlyHere } from './onlyHere.js';
    import './effect.js';
    export const first = async () => (await import('./first.js')).first();
    export const second = async () => (await import('./second.js')).second();
    export const isShared = (value) => value instanceof Shared;
    export { count, onlyHere };`,
  'shared.js': `
    export class Shared {}
    export let count = 0;
    export const add = () => { count += 1; };`,
  'onlyHere.js': `export const onlyHere = 'here';`,
  'effect.js': `globalThis.effects = (globalThis.effects ?? 0) + 1;`,
  'first.js': `
    import { Shared, add } from './shared.js';
    import './effect.js';
    export const first = () => { add(); return new Shared(); };`,
  'second.js': `
    import { Shared } from './shared.js';
    import './effect.js';
    import './onlyHere.js';
    export const second = () => new Shared();`,
};

interface Entry {
  first(): Promise<unknown>;
  second(): Promise<unknown>;
  isShared(value: unknown): boolean;
  readonly count: number;
  readonly onlyHere: string;
}

describe('joinActivation', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'aks-entra-join-'));

  after(() => {
    rmSync(root, { recursive: true });
  });

  it('makes one file of the entry and what it imports; what loads later has the same modules, each once', async () => {
    for (const [name, text] of Object.entries(sources)) {
      writeFileSync(path.join(root, name), text);
    }
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: ['entry.js'],
      outdir: path.join(root, 'dist'),
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      minify: true,
      metafile: true,
    });
    assert.ok(activationSize(metafile, 'entry.js').files.length > 1, 'esbuild has split it');
    const meta = await joinActivation(root, metafile, 'entry.js');

    const { files, bytes } = activationSize(meta, 'entry.js');
    assert.deepEqual(files, ['dist/entry.mjs']);
    assert.equal(bytes, readFileSync(path.join(root, 'dist/entry.mjs')).length);
    assert.deepEqual(
      Object.keys(meta.outputs)
        .map((file) => path.basename(file))
        .toSorted(),
      readdirSync(path.join(root, 'dist'))
        .filter((name) => name.endsWith('.mjs'))
        .toSorted(),
    );
    assert.ok(Object.keys(meta.outputs['dist/entry.mjs']?.inputs ?? {}).includes('shared.js'));

    const entry = (await import(pathToFileURL(path.join(root, 'dist/entry.mjs')).href)) as Entry;
    assert.equal(entry.onlyHere, 'here');
    assert.equal(entry.isShared(await entry.first()), true);
    assert.equal(entry.isShared(await entry.second()), true);
    assert.equal(entry.count, 1);
    assert.equal((globalThis as { effects?: number }).effects, 1);
  });

  it('fails for an entry that was not built', async () => {
    await assert.rejects(joinActivation(root, { inputs: {}, outputs: {} }, 'other.js'), /other\.js was not built/);
  });
});
