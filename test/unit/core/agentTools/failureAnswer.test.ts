import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureAnswer } from '../../../../src/core/agentTools/failureAnswer.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';

describe('what a tool answers where there is no answer', () => {
  it('says that a sign-in is needed, and how the person gets it', () => {
    for (const code of ['signedOut', 'signInFailed'] as const) {
      const { problem, message, whatHelps } = failureAnswer(new AksEntraError(code, 'A sign-in is needed.'));
      assert.deepEqual([problem, message], ['signInNeeded', 'A sign-in is needed.']);
      assert.match(String(whatHelps), /Only the person can sign in.*Sign In to Azure/);
    }
  });

  it('names what the person can do, and leaves trying again to the caller', () => {
    assert.deepEqual(failureAnswer(new AksEntraError('notFound', 'Gone.')), {
      problem: 'notFound',
      message: 'Gone.',
      whatHelps: 'The person can use “Refresh Clusters”.',
    });
    assert.deepEqual(failureAnswer(new AksEntraError('offline', 'No network.')), {
      problem: 'offline',
      message: 'No network.',
    });
  });

  it('tells nothing of what is no failure of ours', () => {
    const { problem, message } = failureAnswer(new Error('Bearer of-somebody at /home/ada'));
    assert.equal(problem, 'unexpected');
    assert.doesNotMatch(String(message), /Bearer|ada/);
  });
});
