import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { pluginRefusal } from '../../../../src/features/kubeconfig/pluginRefusal.ts';

it('tells why kubectl will not run our plugin, and spoils no result where that cannot be told', async () => {
  const warnings: string[] = [];
  const logger = { warn: (message: string) => warnings.push(message) };
  const refusal = { command: '/aks-entra', message: 'kubectl does not run it.' };
  assert.equal(await pluginRefusal({ pluginAllowlist: { refusal: () => Promise.resolve(refusal) }, logger }), refusal);
  const error = new AksEntraError('kubeconfigUnreadable', 'It cannot be read.');
  assert.equal(await pluginRefusal({ pluginAllowlist: { refusal: () => Promise.reject(error) }, logger }), undefined);
  assert.deepEqual(warnings, ['kubectl’s allowlist: It cannot be read.']);
});
