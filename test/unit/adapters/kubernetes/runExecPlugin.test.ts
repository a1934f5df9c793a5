import assert from 'node:assert/strict';
import { it } from 'node:test';
import { taskkillOf } from '../../../../src/adapters/kubernetes/runExecPlugin.ts';

it('a command is ended on Windows with whatever it started, by the system’s own program', () => {
  assert.deepEqual(taskkillOf(42, { SystemRoot: 'D:\\Windows', PATH: 'C:\\evil' }), [
    'D:\\Windows\\System32\\taskkill.exe',
    ['/pid', '42', '/T', '/F'],
  ]);
  assert.equal(taskkillOf(42, {})[0], 'C:\\Windows\\System32\\taskkill.exe');
});
