import { build } from 'esbuild';
import { rm } from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

/**
 * Bundles index.ts and every `*.host.ts` for VS Code's extension host, which runs no TypeScript.
 * @returns the module that runTests takes as extensionTestsPath.
 */
export async function buildHostTests(): Promise<string> {
  const outdir = path.join(root, 'out', 'integration');
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/integration/index.ts', 'test/integration/*.host.ts'],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    outExtension: { '.js': '.cjs' },
    // mocha finds its reporters and interfaces at run time, and both sides must share one copy of it.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.cjs');
}
