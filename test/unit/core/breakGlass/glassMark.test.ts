import assert from 'node:assert/strict';
import { it } from 'node:test';
import { glassClusterId, glassMark } from '../../../../src/core/breakGlass/glassMark.ts';

it('a terminal that is open past Entra is known by its variable, in whichever extension host; no other one is', () => {
  assert.equal(
    glassClusterId({ creationOptions: { name: 'x', env: { KUBECONFIG: '/f', [glassMark]: '/id' } } }),
    '/id',
  );
  for (const creationOptions of [{}, { env: {} }, { env: { [glassMark]: null } }, { name: 'x', pty: {} }]) {
    assert.equal(glassClusterId({ creationOptions }), undefined);
  }
});
