import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  questionAboutLost,
  questionAboutResets,
  sentenceAboutAdded,
} from '../../../../src/features/guard/guardQuestions.ts';

const evil = 'a\n[b](command:c)';
const lost = (contextName: string, path = '/home/ada/.kube/config') => ({ contextName, path });

describe('the question about contexts that another program dropped', () => {
  it('is about one', () => {
    assert.deepEqual(questionAboutLost([lost('prod')]), {
      message: '“prod” is no longer in /home/ada/.kube/config: another program rewrote the file and dropped it.',
      putRight: 'Add It Again',
      leave: 'It’s Fine',
    });
  });

  it('is one question about several, which names each file once', () => {
    const { message, putRight, leave } = questionAboutLost([lost('a'), lost('b'), lost('c', '/tmp/other')]);
    assert.equal(
      message,
      '“a”, “b” and “c” are no longer in /home/ada/.kube/config and /tmp/other: another program rewrote the file and ' +
        'dropped them.',
    );
    assert.deepEqual([putRight, leave], ['Add Them Again', 'That’s Fine']);
  });

  it('is answered with what is there again and where kubectl points', () => {
    assert.equal(sentenceAboutAdded(['a'], 'prod'), '“a” is there again. kubectl uses “prod”.');
    assert.equal(sentenceAboutAdded(['a', 'b'], undefined), '“a” and “b” are there again.');
  });
});

describe('the question about login modes that another tool set back', () => {
  const reset = (contextName: string, present: 'azurecli' | 'devicecode' = 'azurecli') =>
    ({ contextName, chosen: 'vscode', present }) as const;

  it('says from what to what, and keeps by the name of the mode where it is about one', () => {
    assert.deepEqual(questionAboutResets([reset('prod')]), {
      message: 'az or another tool set “prod” back from vscode to azurecli.',
      putRight: 'Set Back',
      leave: 'Keep azurecli',
    });
  });

  it('puts together those that changed alike', () => {
    const { message, leave } = questionAboutResets([reset('a'), reset('b', 'devicecode'), reset('c')]);
    assert.equal(
      message,
      'az or another tool set “a” and “c” back from vscode to azurecli, and “b” back from vscode to devicecode.',
    );
    assert.equal(leave, 'Keep as They Are');
  });
});

describe('a context’s name in what the guard says', () => {
  it('is clean', () => {
    for (const text of [
      questionAboutLost([lost(evil)]).message,
      questionAboutResets([{ contextName: evil, chosen: 'vscode', present: 'azurecli' }]).message,
      sentenceAboutAdded([evil], evil),
    ]) {
      assert.ok(text.includes('“a?[b]?(command:c)”') && !text.includes(evil), text);
    }
  });
});
