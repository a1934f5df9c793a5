import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { isFallback } from '../../../../src/core/login/pluginArguments.ts';
import { fallbackChoices } from '../../../../src/features/kubectlSignIn/fallbackChoices.ts';

const values = (hasAzureCli: boolean): unknown[] => fallbackChoices(hasAzureCli).map(({ value }) => value);

describe('what kubectl can do while VS Code is closed', () => {
  it('is nothing first, and the Azure CLI only where it is installed', () => {
    assert.deepEqual(values(true), ['none', 'azurecli', 'interactive']);
    assert.deepEqual(values(false), ['none', 'interactive']);
  });

  it('is what the setting can say, and nothing else', () => {
    const root = path.join(import.meta.dirname, '..', '..', '..', '..');
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      contributes: { configuration: { properties: { 'aksEntra.fallback': { enum: readonly string[] } } } };
    };
    const { enum: allowed } = manifest.contributes.configuration.properties['aksEntra.fallback'];
    assert.deepEqual(values(true).toSorted(), allowed.toSorted());
    assert.ok(allowed.every(isFallback));
  });
});
