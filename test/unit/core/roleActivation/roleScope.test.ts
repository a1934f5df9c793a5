import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scopeText } from '../../../../src/core/roleActivation/roleScope.ts';
import { clusterId } from './eligibleRows.ts';

describe('a scope in words', () => {
  for (const [scope, text] of [
    ['/', 'the whole tenant'],
    ['/providers/Microsoft.Management/managementGroups/Platform', 'the management group “Platform”'],
    ['/subscriptions/s', 'the whole subscription'],
    ['/subscriptions/s/resourceGroups/rg', 'the resource group “rg”'],
    [clusterId, 'this cluster'],
    [clusterId.toUpperCase(), 'this cluster'],
    [`${clusterId}/namespaces/shop`, 'the namespace “shop” of this cluster'],
    [`${clusterId}/managedNamespaces/shop`, 'the managed namespace “shop” of this cluster'],
    [`${clusterId}/agentPools/x`, 'a part of this cluster: agentPools/x'],
    ['/subscriptions/s/providers/x', '/subscriptions/s/providers/x'],
    ['/providers/Microsoft.Management/managementGroups/a“b\n', 'the management group “a"b?”'],
  ] as const) {
    it(JSON.stringify(scope), () => {
      assert.equal(scopeText(scope, clusterId), text);
    });
  }
});
