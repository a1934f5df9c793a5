import assert from 'node:assert/strict';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isSameFile, isStream, writeStream } from '../../../../src/adapters/files/outFile.ts';

describe('the file that a command writes', { skip: process.platform === 'win32' }, () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'aks-entra-out-'));
    mkdirSync(at('sub'));
    writeFileSync(at('file'), 'same');
    writeFileSync(at('other'), 'same');
    symlinkSync('file', at('symbolic'));
    linkSync(at('file'), at('hard'));
    symlinkSync('.', at('here'));
    symlinkSync('nothing', at('dangling'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is known through links and in another spelling', async () => {
    for (const name of ['file', 'symbolic', 'hard', 'here/file']) {
      assert.equal(await isSameFile(`${folder}/${name}`, at('file')), true, name);
    }
    assert.equal(await isSameFile(`${folder}/sub/..//file`, at('file')), true);
    for (const name of ['other', 'dangling', 'nothing', 'sub']) {
      assert.equal(await isSameFile(at(name), at('file')), false, name);
    }
    assert.equal(await isSameFile(at('nothing'), at('nothing')), false);
  });

  it('is a stream where it is there and cannot be replaced', async () => {
    assert.equal(await isStream('/dev/null'), true);
    for (const name of ['file', 'symbolic', 'dangling', 'nothing']) {
      assert.equal(await isStream(at(name)), false, name);
    }
    await assert.rejects(isStream(at('sub')), { code: 'kubeconfigUnreadable', message: /sub is a folder/ });
    await writeStream('/dev/null', 'text');
    await assert.rejects(writeStream(at('sub'), 'text'), { name: 'AksEntraError' });
  });
});
