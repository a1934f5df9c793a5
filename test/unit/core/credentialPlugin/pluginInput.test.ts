import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPluginInput, renderPluginInput } from '../../../../src/core/credentialPlugin/pluginInput.ts';

const key = '0123456789abcdef0123456789abcdef';

describe('what the parts of the plugin hand each other', () => {
  for (const execInfo of ['', '{"kind":"x"}', '{\n}', `${key}\n${key}`, 'ünï\r\n', '\n']) {
    it(`arrives as it was: ${JSON.stringify(execInfo)}`, () => {
      assert.deepEqual(readPluginInput(Buffer.from(renderPluginInput(key, execInfo))), { key, execInfo });
    });
  }

  it('may end without a line break', () => {
    assert.deepEqual(readPluginInput(Buffer.from(`${key}\n{}`)), { key, execInfo: '{}' });
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a key without a line break', key],
    ['no first line', `\n${key}\n{}`],
    ['31 characters', `${key.slice(1)}\n{}`],
    ['33 characters', `${key}0\n{}`],
    ['upper case', `${key.toUpperCase()}\n{}`],
    ['a carriage return', `${key}\r\n{}`],
    ['a blank', ` ${key}\n{}`],
    ['a byte order mark', `\uFEFF${key}\n{}`],
    ['another alphabet’s digits', `${key.replace('7', '\u0667')}\n{}`],
    ['KUBERNETES_EXEC_INFO alone', '{"kind":"ExecCredential"}'],
  ] as const) {
    it(`has no key with ${what}`, () => {
      assert.equal(readPluginInput(Buffer.from(text)).key, undefined);
    });
  }
});
