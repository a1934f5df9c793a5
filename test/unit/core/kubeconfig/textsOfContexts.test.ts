import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textsOfContexts } from '../../../../src/core/kubeconfig/textsOfContexts.ts';

const contexts = (name: string, cluster: string, user: string): string =>
  `contexts:\n- name: ${name}\n  context: {cluster: ${cluster}, user: ${user}}\n`;
const clusters = (name: string): string => `clusters:\n- name: ${name}\n  cluster: {server: https://a.example}\n`;
const users = (name: string): string => `users:\n- name: ${name}\n  user: {token: x}\n`;

describe('the texts that contexts are made of', () => {
  it('are those that kubectl takes each of their entries from: the first', () => {
    const texts = [
      users('ada'),
      contexts('one', 'a', 'ada'),
      clusters('b'),
      clusters('a'),
      clusters('a') + users('ada'),
    ];
    assert.deepEqual(textsOfContexts(texts, ['one']), [0, 1, 3]);
  });

  it('are none for a context that there is not, and each once for several', () => {
    const text = contexts('one', 'a', 'ada') + clusters('a') + users('ada');
    assert.deepEqual(textsOfContexts(['', text, text], ['none', 'one', 'one']), [1]);
    assert.deepEqual(textsOfContexts([text], ['none']), []);
  });
});
