import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { packageReadme } from '../../scripts/packageReadme.ts';

const root = path.join(import.meta.dirname, '..', '..');
/**
 * A net for what comes in unseen. The licence notices of what is bundled are 8 KB of it, Kubernetes' own client, whose
 * generated types and undici no bundler can leave out, 360 KB.
 */
const sizeCeilingBytes = 1400 * 1024;

describe('the packed extension', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aks-entra-package-'));
  const vsix = path.join(folder, 'packed.vsix');
  const vsce = path.join(root, 'node_modules', '.bin', 'vsce');

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  // Of README.md it packs what --readme-path names.
  it('holds exactly the files of the allow-list', () => {
    const listed = spawnSync(vsce, ['ls', '--no-dependencies'], { cwd: root, encoding: 'utf8' });
    assert.equal(listed.status, 0, listed.stderr);
    const files = listed.stdout.trim().split('\n').map(withoutChunkHash);
    assert.deepEqual([...new Set(files)].toSorted(), [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'api.d.ts',
      'dist/<chunk>.mjs',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/cli.js',
      'dist/cli/<chunk>.mjs',
      'dist/cli/main.mjs',
      'dist/extension.mjs',
      'dist/plugin/aks-entra',
      'dist/plugin/plugin.cjs',
      'media/aks-entra.svg',
      'media/icon.png',
      'media/walkthrough/credentials.svg',
      'media/walkthrough/help.svg',
      'media/walkthrough/signIn.svg',
      'media/walkthrough/terminal.svg',
      'package.json',
      'package.nls.json',
    ]);
  });

  it('has a README that VS Code can show: no picture and no link into the package', () => {
    const readme = packageReadme(readFileSync(path.join(root, 'README.md'), 'utf8'));
    assert.match(readme, /^# AKS Entra\n[^]*\n## What you need\n[^]*\n## What it does\n/);
    assert.doesNotMatch(readme, /!\[|<img|npm start|\.vsix/);
    for (const [, target = ''] of readme.matchAll(/\]\(([^)]*)\)/g)) {
      assert.match(target, /^https:/);
    }
    assert.doesNotMatch(readme, /\n\n\n/);
  });

  it('stays under its size ceiling', () => {
    const args = [
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--readme-path',
      'dist/README.md',
      '--out',
      vsix,
    ];
    const packed = spawnSync(vsce, args, { cwd: root, encoding: 'utf8' });
    assert.equal(packed.status, 0, packed.stderr);
    assert.ok(statSync(vsix).size < sizeCeilingBytes, `${statSync(vsix).size} bytes`);
  });
});

/** esbuild names the chunks that load on first use by their content. */
function withoutChunkHash(file: string): string {
  return file.replace(/^(dist\/|dist\/cli\/)(?!extension\.mjs$|main\.mjs$)[\w.-]+\.mjs$/, '$1<chunk>.mjs');
}
