import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isMarkedForUninstall } from '../../../src/core/uninstallMark.ts';

const id = 'aks-entra.aks-entra';
const folder = 'aks-entra.aks-entra-0.1.0';
const others = ['aks-entra.aks-entra-tools-1.0.0', 'ms-python.python-2026.1.0-linux-x64'];

function isMarked(marks: unknown, folders: readonly string[] = [folder, ...others]): boolean {
  return isMarkedForUninstall(typeof marks === 'string' ? marks : JSON.stringify(marks), folder, id, folders);
}

describe('the mark of an uninstalled extension', () => {
  it('is its folder’s name', () => {
    assert.equal(isMarked({ [folder]: true }), true);
    assert.equal(isMarked({ 'Aks-Entra.AKS-entra-0.1.0': true }), true);
    assert.equal(isMarked({ [folder]: false }), false);
    assert.equal(isMarked({ 'aks-entra.aks-entra-0.0.9': true }), false);
    assert.equal(isMarked({ 'aks-entra.aks-entra-tools-1.0.0': true }), false);
    assert.equal(isMarked({}), false);
  });

  it('is no uninstall where another version takes its place', () => {
    const update = 'aks-entra.aks-entra-0.2.0';
    assert.equal(isMarked({ [folder]: true }, [folder, update, ...others]), false);
    assert.equal(isMarked({ [folder]: true, [update]: true }, [folder, update, ...others]), true);
    assert.equal(isMarked({ [folder]: true }, [folder, `${update}-linux-x64`]), false);
    assert.equal(isMarked({ [folder]: true }, [folder, 'AKS-Entra.aks-entra-0.2.0']), false);
  });

  it('is none in a file that VS Code is just writing, or that is something else', () => {
    for (const marks of ['', '{"aks-entra.aks-entra-0.1.0":', 'null', '7', '[]', `["${folder}"]`]) {
      assert.equal(isMarked(marks), false, marks);
    }
  });
});
