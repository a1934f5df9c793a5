import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { watchFiles } from '../../../../src/adapters/files/watchFiles.ts';

describe('watching files', () => {
  let folder: string;
  let watching: { dispose(): void } | undefined;
  let changes = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aks-entra-watch-'));
    changes = 0;
  });

  afterEach(async () => {
    watching?.dispose();
    await rm(folder, { recursive: true });
  });

  it('tells of a file whose folder did not exist, of its replacement and of its end, and of nothing else', async () => {
    const file = join(folder, 'later', 'config');
    watch(file);
    await delay(1_500);
    assert.equal(changes, 0);
    await mkdir(join(folder, 'later'));
    await writeFile(file, 'one');
    await untilChanges(1);
    await writeFile(`${file}.new`, 'two');
    await rename(`${file}.new`, file);
    await untilChanges(2);
    await rm(file);
    await untilChanges(3);
    watching?.dispose();
    await writeFile(file, 'three');
    await delay(1_500);
    assert.equal(changes, 3);
  });

  it('tells of a change behind a symbolic link', async () => {
    await writeFile(join(folder, 'real'), 'one');
    await symlink(join(folder, 'real'), join(folder, 'config'));
    watch(join(folder, 'config'));
    await delay(200);
    await writeFile(join(folder, 'real'), 'longer');
    await untilChanges(1);
  });

  it('tells of other permissions: what could not be read may be read then', async () => {
    const file = join(folder, 'config');
    await writeFile(file, 'one', { mode: 0o200 });
    watch(file);
    await delay(200);
    await chmod(file, 0o600);
    await untilChanges(1);
  });

  function watch(file: string): void {
    watching = watchFiles([file], () => {
      changes += 1;
    });
  }

  async function untilChanges(count: number): Promise<void> {
    const deadline = performance.now() + 5_000;
    while (changes < count && performance.now() < deadline) {
      await delay(50);
    }
    assert.equal(changes, count);
  }
});
