import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { mayMend } from '../../../../src/features/checks/mayMend.ts';

it('checks are made anew after what can have mended something, and not while a terminal was just opened', () => {
  const seen = {} as SeenCluster;
  const title = 'One';
  assert.equal(mayMend({ kind: 'useVscodeSignIn', contextNames: [], title }), true);
  assert.equal(mayMend({ kind: 'onCluster', command: 'getCredentials', seen, title }), true);
  assert.equal(mayMend({ kind: 'installTool', tool: 'kubelogin', title }), false);
  assert.equal(mayMend({ kind: 'openTerminal', contextName: 'prod', title }), false);
  for (const command of ['reachCluster', 'openBastionTerminal', 'runCommand', 'openInPortal'] as const) {
    assert.equal(mayMend({ kind: 'onCluster', command, seen, title }), false, command);
  }
});
