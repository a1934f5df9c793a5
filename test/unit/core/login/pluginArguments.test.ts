import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePluginArguments, renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';

const request = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'aaaaaaaa-2222-3333-4444-555555555555.11111111-2222-3333-4444-555555555555',
};
const args = renderPluginArguments(request);

describe('the arguments of the plugin', () => {
  it('come back as they were written, in any order', () => {
    assert.deepEqual(parsePluginArguments(args), request);
    const withFallback = { ...request, fallback: 'azurecli' } as const;
    assert.deepEqual(parsePluginArguments(renderPluginArguments(withFallback)), withFallback);
    const pairs = [args.slice(1, 3), args.slice(3, 5), args.slice(5, 7), args.slice(7, 9), args.slice(9)];
    assert.deepEqual(parsePluginArguments(['get-token', ...pairs.reverse().flat()]), request);
  });

  it('hold nothing that a shell or a header could take for something else', () => {
    for (const arg of args) {
      assert.match(arg, /^[A-Za-z0-9._-]+$/);
    }
  });

  for (const [name, changed] of [
    ['another command', ['convert', ...args.slice(1)]],
    ['nothing', []],
    [
      'another resource',
      args.map((arg) => (arg.startsWith('6dae42f8') ? '797f4846-ba00-4fd7-ba43-dac1f8f63013' : arg)),
    ],
    ['another login mode', args.map((arg) => (arg === 'vscode' ? 'msi' : arg))],
    ['an unknown cloud', args.map((arg) => (arg === 'AzurePublicCloud' ? 'MyCloud' : arg))],
    ['a tenant that is no id', args.map((arg) => (arg === request.tenantId ? 'common' : arg))],
    ['an account with a line break', args.map((arg) => (arg === request.accountId ? 'a\nb' : arg))],
    ['a flag given twice', [...args, '--account', 'b']],
    ['a flag without its value', args.slice(0, -1)],
    ['a missing flag', args.slice(0, -2)],
    ['an unknown flag', [...args, '--authority-host', 'https://evil.example/']],
    ['a flag named as something of Object', [...args, '__proto__', 'x']],
    ['an unknown fallback', [...args, '--fallback', 'sh']],
  ] as const) {
    it(`are refused with ${name}`, () => {
      assert.throws(() => parsePluginArguments(changed), { code: 'pluginArgumentsInvalid', message: /^[^\n]+$/ });
    });
  }
});
