import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printable } from '../../../src/core/printable.ts';

describe('a foreign text beside our own', () => {
  it('is one line without controls, and otherwise the same', () => {
    assert.equal(printable('aks-größe 🚀 “x”'), 'aks-größe 🚀 “x”');
    assert.equal(printable('a\nb\r\n\u2028c\u0000\u001b[1m'), 'a?b???c??[1m');
    assert.equal(printable('safe\u202Egnp.exe\u200B'), 'safe?gnp.exe?');
  });

  it('is no link, no command and no icon, where VS Code makes them of text', () => {
    assert.equal(printable('[Details](command:workbench.action.quit)'), '[Details]?(command:workbench.action.quit)');
    assert.equal(printable('[a](https://evil.example)'), '[a]?(https://evil.example)');
    assert.equal(printable('$(check) prod'), '$?(check) prod');
    assert.equal(printable('prod (europe) [old] $5'), 'prod (europe) [old] $5');
  });

  it('is cut where it is long', () => {
    assert.equal(printable('x'.repeat(300)).length, 300);
    assert.equal(printable('x'.repeat(9_000)), `${'x'.repeat(300)}…`);
  });
});
