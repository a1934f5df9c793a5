import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Remedy } from '../../../../src/core/diagnosis/remedy.ts';
import { changesKubeconfig, offeredRemedies } from '../../../../src/core/terminalOffers/offeredRemedies.ts';

const title = 'x';
const all: readonly Remedy[] = [
  { kind: 'convert', title, contextNames: ['shop'] },
  { kind: 'useVscodeSignIn', title, contextNames: [] },
  { kind: 'verifyContext', title, contextName: 'shop' },
  { kind: 'switchContext', title },
  { kind: 'refreshToken', title },
  { kind: 'explainForbidden', title, contextName: 'shop', message: 'm' },
  { kind: 'explainForbidden', title, message: 'm' },
  { kind: 'getCredentials', title },
  { kind: 'installTool', title, tool: 'kubelogin' },
];

describe('what is offered after a failed command', () => {
  it('is all that is of a context of the user’s own', () => {
    assert.deepEqual(offeredRemedies(all, true), all.toSpliced(6, 1));
  });

  it('says whether a terminal’s copy is an old one afterwards', () => {
    assert.deepEqual(
      all.filter((one) => changesKubeconfig([one])).map(({ kind }) => kind),
      ['convert', 'useVscodeSignIn', 'getCredentials'],
    );
    assert.equal(changesKubeconfig([]), false);
  });

  it('is of no context where the command used one that our commands do not know', () => {
    assert.deepEqual(
      offeredRemedies(all, false).map(({ kind }) => kind),
      ['getCredentials', 'installTool'],
    );
  });
});
