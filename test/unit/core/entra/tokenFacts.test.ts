import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeGroups, tokenFacts } from '../../../../src/core/entra/tokenFacts.ts';
import { unsignedToken } from './unsignedToken.ts';

const facts = (claims: unknown): ReturnType<typeof tokenFacts> =>
  tokenFacts({ token: unsignedToken(claims), expiresOnMs: 0 });

describe('what a token says about access', () => {
  it('is when it was issued and the groups of its owner', () => {
    assert.deepEqual(facts({ iat: 1_700_000_000, groups: ['a', 'b'] }), {
      issuedOnMs: 1_700_000_000_000,
      groupObjectIds: ['a', 'b'],
    });
  });

  it('is no group where the claim is absent, and unknown where Entra points to Graph', () => {
    assert.deepEqual(facts({}), { issuedOnMs: undefined, groupObjectIds: [] });
    assert.deepEqual(facts({ iat: 'x', _claim_names: { groups: 'src1' } }), {
      issuedOnMs: undefined,
      groupObjectIds: undefined,
    });
  });

  it('reads as the end of a sentence, with names where they are known', () => {
    const names = new Map([['1', 'SRE']]);
    assert.equal(describeGroups([], names), 'names no group');
    assert.equal(describeGroups(['1'], names), 'names 1 group: SRE');
    assert.equal(describeGroups(['9', '1'], names), 'names 2 groups: 9, SRE');
    assert.equal(describeGroups(['7', '6', '5', '4', '3', '2', '1'], names), 'names 7 groups: 2, 3, 4, 5, 6, 2 more');
    assert.equal(describeGroups(undefined, names), 'stands for more groups than a token can name');
  });
});
