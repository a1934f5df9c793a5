import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { azExtensions } from '../../../../src/adapters/tools/azExtensions.ts';

describe('the extensions of az', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'aks-entra-az-'));
  after(() => {
    rmSync(home, { recursive: true });
  });

  it('are the folders where az keeps them, in the home folder or where its variables say', async () => {
    assert.deepEqual(await azExtensions({}, home), []);
    const folders = [path.join(home, '.azure', 'cliextensions'), path.join(home, 'config', 'cliextensions')];
    for (const [index, folder] of [...folders, path.join(home, 'own')].entries()) {
      mkdirSync(path.join(folder, `extension${index}`), { recursive: true });
      writeFileSync(path.join(folder, 'file'), '');
    }
    assert.deepEqual(await azExtensions({}, home), ['extension0']);
    assert.deepEqual(await azExtensions({ AZURE_CONFIG_DIR: path.join(home, 'config') }, home), ['extension1']);
    const both = { AZURE_CONFIG_DIR: path.join(home, 'config'), AZURE_EXTENSION_DIR: path.join(home, 'own') };
    assert.deepEqual(await azExtensions(both, home), ['extension2']);
  });
});
