import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SavedListingFile } from '../../../../src/adapters/files/savedListingFile.ts';
import { clouds } from '../../../../src/core/azure/clouds.ts';
import type { SavedListings } from '../../../../src/core/clusters/clusterPorts.ts';

const limit = 1_000;

describe('the file of the last known tree', () => {
  let parent = '';
  let folder = '';
  let cloud = 'https://management.azure.com';

  function window(): SavedListings {
    return new SavedListingFile(folder, () => ({ ...clouds.public, armEndpoint: cloud })).ofCurrentCloud();
  }

  async function onlyFile(): Promise<string> {
    const [name, ...others] = await readdir(folder);
    assert.ok(name);
    assert.deepEqual(others, []);
    return path.join(folder, name);
  }

  beforeEach(async () => {
    parent = await mkdtemp(path.join(os.tmpdir(), 'saved-listing-'));
    folder = path.join(parent, 'clusters');
    cloud = 'https://management.azure.com';
  });

  afterEach(() => rm(parent, { recursive: true }));

  it('is not there at first, comes back whole, and goes', async () => {
    assert.equal(await window().read(limit), undefined);
    await window().remove();
    await window().write('äöü');
    assert.equal(await window().read(limit), 'äöü');
    if (process.platform !== 'win32') {
      assert.equal((await stat(await onlyFile())).mode & 0o777, 0o600);
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
    }
    await window().remove();
    assert.equal(await window().read(limit), undefined);
  });

  it('is one for each cloud', async () => {
    await window().write('public');
    cloud = 'https://management.usgovcloudapi.net';
    assert.equal(await window().read(limit), undefined);
    await window().write('government');
    cloud = 'https://management.azure.com';
    assert.equal(await window().read(limit), 'public');
    cloud = 'https://management.usgovcloudapi.net';
    assert.equal(await window().read(limit), 'government');
  });

  it('goes wherever the clusters were, when nobody is signed in any more', async () => {
    await window().write('public');
    cloud = 'https://management.usgovcloudapi.net';
    await window().remove();
    cloud = 'https://management.azure.com';
    assert.equal(await window().read(limit), undefined);
    assert.deepEqual(await readdir(parent), []);
  });

  it('is of the cloud in which a listing began, whatever VS Code is set to when it ends', async () => {
    const begun = window();
    cloud = 'https://management.usgovcloudapi.net';
    await begun.write('public');
    assert.equal(await window().read(limit), undefined);
    cloud = 'https://management.azure.com';
    assert.equal(await window().read(limit), 'public');
  });

  it('leaves no draft where it cannot be put in its place, and takes old ones with it', async () => {
    await window().write('first');
    const file = await onlyFile();
    await rm(file);
    await mkdir(file);
    await assert.rejects(window().write('second'));
    assert.deepEqual(await readdir(folder), [path.basename(file)]);
    await rm(file, { recursive: true });
    const drafts = ['0', '1'].map((digit) => path.join(folder, `draft-${digit.repeat(16)}`));
    await Promise.all(drafts.map((draft) => writeFile(draft, 'half')));
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(drafts[0] ?? '', longAgo, longAgo);
    await window().remove();
    assert.deepEqual(await readdir(folder), [path.basename(drafts[1] ?? '')]);
  });

  it('that is too long is as if it were not there', async () => {
    await window().write('x'.repeat(limit + 1));
    assert.equal(await window().read(limit), undefined);
    assert.equal((await window().read(limit + 1))?.length, limit + 1);
  });

  it('is never half of two, though windows write and read at the same time', async () => {
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(200_000));
    const windows = texts.map(() => window());
    const writes = windows.flatMap((one, index) => [0, 1, 2].map(() => one.write(texts[index] ?? '')));
    const reads = Array.from({ length: 20 }, () => window().read(1_000_000));
    await Promise.all(writes);
    for (const text of await Promise.all(reads)) {
      assert.ok(text === undefined || texts.includes(text));
    }
    assert.ok(texts.includes((await window().read(1_000_000)) ?? ''));
    await onlyFile();
  });

  it('is gone where a window removes it right after it set off to write', async () => {
    const one = window();
    const written = one.write('x'.repeat(900_000));
    await Promise.all([written, one.remove()]);
    assert.equal(await window().read(1_000_000), undefined);
  });

  it('is not read where somebody else may have written it', { skip: process.platform === 'win32' }, async () => {
    await window().write('mine');
    const file = await onlyFile();
    await chmod(file, 0o666);
    await assert.rejects(window().read(limit), /not a file of your own/);
    await rm(file);
    await writeFile(path.join(parent, 'theirs'), 'theirs');
    await symlink(path.join(parent, 'theirs'), file);
    await assert.rejects(window().read(limit));
    await rm(file);
    await mkdir(file);
    await assert.rejects(window().read(limit));
  });
});
