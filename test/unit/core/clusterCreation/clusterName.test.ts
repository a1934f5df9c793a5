import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  clusterNameProblem,
  groupNameProblem,
  nodeCountProblem,
  nodeSizeProblem,
} from '../../../../src/core/clusterCreation/clusterName.ts';

const place = { resourceGroup: 'rg', location: 'westeurope' };

describe('the name of a new cluster', () => {
  for (const name of ['a', '1', 'web', 'Web_1-x', 'a'.repeat(63)]) {
    it(`may be ${name.slice(0, 20)}`, () => {
      assert.equal(clusterNameProblem(name, place), undefined);
    });
  }

  for (const [name, says] of [
    ['', /needs a name/],
    ['-web', /begins and ends with a letter or digit/],
    ['web_', /begins and ends/],
    ['we b', /Only letters/],
    ['web.eu', /Only letters/],
    ['wéb', /Only letters/],
    ['a'.repeat(64), /has 64 characters; Azure allows 63/],
  ] as const) {
    it(`may not be ${name === '' ? 'empty' : name.slice(0, 20)}`, () => {
      assert.match(clusterNameProblem(name, place) ?? '', says);
    });
  }

  it('may not be that of a cluster in the same group, whatever its case', () => {
    assert.match(clusterNameProblem('WEB', place, ['web']) ?? '', /There is a cluster WEB in rg already/);
  });

  it('makes the name of the nodes’ group no longer than Azure takes', () => {
    const long = { resourceGroup: 'r'.repeat(50), location: 'westeurope' };
    // MC_ + 50 + _ + 15 + _ + 10
    assert.equal(clusterNameProblem('a'.repeat(15), long), undefined);
    assert.match(clusterNameProblem('a'.repeat(16), long) ?? '', /the name is 1 too long/);
  });

  it('is judged as Azure judges it, for any text', () => {
    const asAzure = /^[a-z0-9](?:[-_a-z0-9]{0,61}[a-z0-9])?$/i;
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 70 }), fc.stringMatching(/^[a-zA-Z0-9_-]{0,66}$/)), (name) => {
        assert.equal(clusterNameProblem(name, place) === undefined, asAzure.test(name), name);
      }),
    );
  });
});

describe('the name of a new resource group', () => {
  for (const name of ['rg', 'rg-web_(1).x', 'größe', 'a'.repeat(90)]) {
    it(`may be ${name.slice(0, 20)}`, () => {
      assert.equal(groupNameProblem(name, []), undefined);
    });
  }

  for (const [name, says] of [
    ['', /needs a name/],
    ['rg.', /full stop/],
    ['r g', /Only letters/],
    ['rg/x', /Only letters/],
    ['a'.repeat(91), /Azure allows 90/],
    ['RG-web', /is a group of that name already/],
  ] as const) {
    it(`may not be ${name === '' ? 'empty' : name.slice(0, 20)}`, () => {
      assert.match(groupNameProblem(name, ['rg-Web']) ?? '', says);
    });
  }
});

describe('the nodes of a new cluster', () => {
  it('are a whole number from 1 to 1000', () => {
    for (const text of ['1', '3', '1000']) {
      assert.equal(nodeCountProblem(text), undefined, text);
    }
    for (const text of ['', '0', '1001', '-1', '1.5', '3 ', 'x']) {
      assert.match(nodeCountProblem(text) ?? '', /whole number/, text);
    }
  });

  it('have a size of Azure’s form, or Azure chooses', () => {
    for (const text of ['', 'Standard_D4s_v5', 'standard_b2ms', 'Standard_NC24ads_A100_v4']) {
      assert.equal(nodeSizeProblem(text), undefined, text);
    }
    for (const text of ['D4s_v5', 'Standard_D4s v5', 'big']) {
      assert.match(nodeSizeProblem(text) ?? '', /Standard_D4s_v5/, text);
    }
  });
});
