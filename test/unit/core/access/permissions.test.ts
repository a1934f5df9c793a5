import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayAdministerInside, mayReadInside, mayUpdate } from '../../../../src/core/access/permissions.ts';
import { endsSoon } from '../../../endsSoon.ts';

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
    for (const pattern of ['*', '*i']) {
      assert.equal(
        endsSoon(() => mayUpdate([entry([`${pattern.repeat(2_000)}x`])])),
        false,
      );
    }
  });
});

const clusters = 'Microsoft.ContainerService/managedClusters';
const dataEntry = (dataActions: unknown, notDataActions: unknown = [], more: object = {}): object => ({
  actions: [],
  notActions: [],
  dataActions,
  notDataActions,
  ...more,
});
const rbacAdmin = dataEntry([`${clusters}/*`], [`${clusters}/namespaces/write`, `${clusters}/resourcequotas/write`]);
const rbacWriter = dataEntry([`${clusters}/apps/deployments/*`, `${clusters}/secrets/*`, `${clusters}/pods/*`]);

const inside: readonly (readonly [what: string, entries: readonly unknown[], administer: boolean, read: boolean])[] = [
  ['nothing', [], false, false],
  ['RBAC Cluster Admin', [dataEntry([`${clusters}/*`])], true, true],
  ['RBAC Admin', [rbacAdmin], true, true],
  ['RBAC Writer', [rbacWriter], false, true],
  ['RBAC Reader', [dataEntry([`${clusters}/pods/read`])], false, true],
  ['an owner, who has actions only', [entry(['*'])], false, false],
  ['every data action there is', [dataEntry(['*'])], true, true],
  ['data actions of something else', [dataEntry(['Microsoft.Storage/*'])], false, false],
  ['what its own entry strips', [dataEntry(['*'], [`${clusters}/*`])], false, false],
  ['what another entry strips', [dataEntry(['*']), dataEntry([], ['*'])], true, true],
  [
    'what only two entries give together',
    [rbacWriter, dataEntry([`${clusters}/rbac.authorization.k8s.io/*`])],
    true,
    true,
  ],
  [
    'a condition',
    [dataEntry([`${clusters}/*`], [], { condition: '@Resource[x]', conditionVersion: '2.0' })],
    false,
    false,
  ],
  ['a condition that is null', [dataEntry([`${clusters}/*`], [], { condition: null })], true, true],
  ['entries that are none', [null, 'x', {}, dataEntry(null)], false, false],
];

describe('what Azure roles let one do inside a cluster', () => {
  for (const [what, entries, administer, read] of inside) {
    it(`is known for ${what}`, () => {
      assert.deepEqual([mayAdministerInside(entries), mayReadInside(entries)], [administer, read]);
    });
  }
});
