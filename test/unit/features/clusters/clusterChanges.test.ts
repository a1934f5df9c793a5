import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { before, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { ClusterChanges as Type } from '../../../../src/features/clusters/clusterChanges.ts';

/** As VS Code's, as far as it is used here. */
const stub = `export class EventEmitter {
  #listeners = [];
  event = (listener) => { this.#listeners.push(listener); };
  fire(value) { for (const listener of this.#listeners) listener(value); }
  dispose() {}
}`;

let ClusterChanges: typeof Type;
before(async () => {
  const url = `data:text/javascript,${encodeURIComponent(stub)}`;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url, shortCircuit: true } : next(specifier, context),
  });
  ({ ClusterChanges } = await import('../../../../src/features/clusters/clusterChanges.ts'));
  hooks.deregister();
});

it('what verifying found out about clusters is gone with the account, and their rows are told', () => {
  const changes = new ClusterChanges();
  const [one, other] = ['/A', '/B'].map((id) => ({ id }) as Cluster);
  assert.ok(one && other);
  const told: string[] = [];
  changes.onDidChangeAccess(({ id }) => told.push(id));
  const access = { userName: 'ada@contoso.com', nodes: [], atMs: 0 };
  changes.setVerified(one, access);
  changes.setVerified(other, access);
  assert.equal(changes.verifiedOf({ id: '/a' }), access);
  changes.forgetVerified();
  assert.deepEqual([changes.verifiedOf(one), changes.verifiedOf(other)], [undefined, undefined]);
  assert.deepEqual(told, ['/A', '/B', '/A', '/B']);
});
