import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { readShellEnvironment } from '../../../../src/adapters/kubeconfig/shellEnvironment.ts';

describe('the environment that a shell was started with', () => {
  it(
    'is read of what decides its KUBECONFIG, and of nothing else',
    { skip: process.platform !== 'linux' },
    async () => {
      const shell = spawn('sh', ['-c', 'export KUBECONFIG=/later; echo; read line'], {
        env: { ...process.env, KUBECONFIG: '/a=b:ü', VSCODE_ENV_REPLACE: 'A=1:B=2', SECRET: 'hush', EMPTY: '' },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      await once(shell.stdout, 'data');
      const read = await readShellEnvironment(shell.pid ?? 0);
      shell.stdin.end('\n');
      await once(shell, 'exit');
      assert.deepEqual(read, { KUBECONFIG: '/a=b:ü', VSCODE_ENV_REPLACE: 'A=1:B=2' });
      assert.equal(await readShellEnvironment(shell.pid ?? 0), undefined);
    },
  );
});
