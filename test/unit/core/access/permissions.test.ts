import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayUpdate } from '../../../../src/core/access/permissions.ts';

const entry = (actions: unknown, notActions: unknown = []): object => ({
  actions,
  notActions,
  dataActions: [],
  notDataActions: [],
});

const answers: readonly (readonly [what: string, entries: readonly unknown[], may: boolean])[] = [
  ['nothing', [], false],
  ['everything', [entry(['*'])], true],
  ['reading everything', [entry(['*/read'])], false],
  ['writing everything', [entry(['*/write'])], true],
  ['the provider', [entry(['Microsoft.ContainerService/*'])], true],
  ['a wildcard in the middle', [entry(['Microsoft.ContainerService/*/write'])], true],
  ['wildcards everywhere', [entry(['*.container*/m*ters/*'])], true],
  ['the action itself in another case', [entry(['MICROSOFT.containerservice/managedclusters/WRITE'])], true],
  ['a longer action', [entry(['Microsoft.ContainerService/managedClusters/write/x'])], false],
  ['a beginning without a wildcard', [entry(['Microsoft.ContainerService/managedClusters'])], false],
  ['a dot that is no dot', [entry(['MicrosoftxContainerService/managedClusters/write'])], false],
  ['what the role itself excludes', [entry(['*'], ['Microsoft.ContainerService/*/Write'])], false],
  ['what another role allows', [entry(['*'], ['*/write']), entry(['*/managedClusters/*'])], true],
  ['an exclusion of something else', [entry(['*'], ['Microsoft.Authorization/*/Write'])], true],
  ['an exclusion without an action', [entry([], ['*/write'])], false],
  ['data actions only', [{ actions: [], notActions: [], dataActions: ['*'], notDataActions: [] }], false],
  ['entries that are none', [null, 'x', {}, entry(null), entry([1, null])], false],
  ['lists that are missing', [{ actions: ['*'] }], true],
  ['names in another case', [{ Actions: ['*'], NotActions: [] }], true],
  ['an empty pattern', [entry([''])], false],
];

describe('mayUpdate', () => {
  for (const [what, entries, may] of answers) {
    it(`is ${String(may)} for ${what}`, () => {
      assert.equal(mayUpdate(entries), may);
    });
  }

  it('is quick for a pattern of stars', () => {
    const startedMs = performance.now();
    assert.equal(mayUpdate([entry([`${'*i'.repeat(2_000)}x`])]), false);
    assert.ok(performance.now() - startedMs < 500);
  });
});
