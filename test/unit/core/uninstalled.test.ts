import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUninstalled } from '../../../src/core/uninstalled.ts';

const ours = { id: 'aks-entra.aks-entra', version: '0.1.0' };
const marked = '{"aks-entra.aks-entra-0.1.0":true}';
const listed = (id: string, version: string): string => JSON.stringify([{ identifier: { id }, version }]);

describe('an extension that is uninstalled', () => {
  it('is marked for removal and no longer listed', () => {
    assert.ok(isUninstalled(ours, marked, '[]'));
    assert.ok(isUninstalled(ours, marked, listed('other.one', '0.1.0')));
  });

  it('may be marked with its platform, and in other letter case', () => {
    assert.ok(isUninstalled(ours, '{"AKS-Entra.aks-entra-0.1.0-linux-x64":true}', '[]'));
  });

  it('is not one that was updated: its newer version is listed', () => {
    assert.ok(!isUninstalled(ours, marked, listed('AKS-Entra.aks-entra', '0.2.0')));
  });

  it('is not one that was installed again', () => {
    assert.ok(!isUninstalled(ours, '{}', listed(ours.id, ours.version)));
    assert.ok(!isUninstalled(ours, '{"aks-entra.aks-entra-0.1.0":false}', '[]'));
  });

  it('is not an older version of it, nor another extension', () => {
    for (const key of ['aks-entra.aks-entra-0.1.00', 'aks-entra.aks-entra-0.1', 'x.aks-entra.aks-entra-0.1.0']) {
      assert.ok(!isUninstalled(ours, JSON.stringify({ [key]: true }), '[]'), key);
    }
  });

  it('is never assumed where VS Code’s files cannot be read', () => {
    for (const [removed, installed] of [
      ['', '[]'],
      ['null', '[]'],
      [marked, ''],
      [marked, '{}'],
      ['{', '[]'],
    ] as const) {
      assert.ok(!isUninstalled(ours, removed, installed), `${removed} ${installed}`);
    }
    assert.ok(isUninstalled(ours, marked, '[null, 1, {}]'));
  });
});
