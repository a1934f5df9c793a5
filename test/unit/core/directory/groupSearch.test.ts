import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pastedIds } from '../../../../src/core/directory/groupSearch.ts';
import { admins, platform } from '../entraIntegration/rawClusters.ts';

describe('pasted object ids', () => {
  it('are taken as they come out of a portal, a script or JSON, each once', () => {
    const upper = admins.toUpperCase();
    for (const text of [
      `${admins} ${platform}`,
      ` ${upper},${platform}, ${admins}`,
      `["${admins}", '${platform}']`,
      `${admins}\n${platform}\n`,
    ]) {
      assert.deepEqual(pastedIds(text), [admins, platform], text);
    }
  });

  it('are none where anything else is among them: then it is a name', () => {
    for (const text of ['', '  ', 'admins', `${admins} admins`, admins.slice(1), `${admins}0`]) {
      assert.equal(pastedIds(text), undefined, text);
    }
  });
});
