import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareVersions, isPluginToReplace } from '../../../../src/core/credentialPlugin/pluginVersion.ts';

describe('compareVersions', () => {
  it('follows the order of the specification', () => {
    const ordered = [
      'no version',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.2',
      '1.0.10',
      '1.2.0',
      '10.0.0',
    ];
    ordered.forEach((one, at) => {
      ordered.forEach((other, otherAt) => {
        assert.equal(Math.sign(compareVersions(one, other)), Math.sign(at - otherAt), `${one} ${other}`);
      });
    });
    assert.equal(compareVersions('1.0.0+a', '1.0.0+b'), 0);
  });
});

describe('isPluginToReplace', () => {
  const shipped = { version: '1.2.0', contentHash: 'a' };
  it('is so for none, a broken one, an older one, and another content of the same version', () => {
    assert.equal(isPluginToReplace(undefined, shipped), true);
    assert.equal(isPluginToReplace({ version: '9.0.0', contentHash: undefined }, shipped), true);
    assert.equal(isPluginToReplace({ version: '1.1.9', contentHash: 'a' }, shipped), true);
    assert.equal(isPluginToReplace({ version: '1.2.0', contentHash: 'b' }, shipped), true);
  });
  it('is not so for the same one and a newer one', () => {
    assert.equal(isPluginToReplace(shipped, shipped), false);
    assert.equal(isPluginToReplace({ version: '1.2.1', contentHash: 'b' }, shipped), false);
  });
});
