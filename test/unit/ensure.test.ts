import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';

it('installs nothing through a node_modules that is a symbolic link', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'aks-entra-ensure-'));
  test.after(() => {
    rmSync(folder, { recursive: true });
  });
  for (const name of ['checkout/scripts', 'elsewhere/package']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const script = join(folder, 'checkout', 'scripts', 'ensure.cjs');
  copyFileSync(join(import.meta.dirname, '..', '..', 'scripts', 'ensure.cjs'), script);
  writeFileSync(join(folder, 'checkout', 'package.json'), '{"name":"x","version":"1.0.0"}');
  writeFileSync(
    join(folder, 'checkout', 'package-lock.json'),
    '{"name":"x","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"x","version":"1.0.0"}}}',
  );
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'checkout', 'node_modules'), 'dir');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /^\S+node_modules is a symbolic link[^\n]*\n$/);
  assert.deepEqual(readdirSync(join(folder, 'elsewhere')), ['package']);
});
