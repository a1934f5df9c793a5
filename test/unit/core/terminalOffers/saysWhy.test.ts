import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { saysWhy } from '../../../../src/core/terminalOffers/saysWhy.ts';

describe('what a failed command printed', () => {
  it('tells why where it has words of kubectl, kubelogin or az for it', () => {
    for (const text of [
      'error: The azure auth plugin has been removed.',
      'Error from server (Forbidden): nodes is forbidden',
      'Unable to connect to the server: EOF',
      'error: context "gone" does not exist',
    ]) {
      assert.equal(saysWhy(text), true, text);
    }
  });

  it('tells nothing by marks of a shell, or by the echo of what is typed meanwhile', () => {
    for (const text of ['', '\u001b]633;C\u0007', 'echo $? > ~/exit-code-4\r\n', 'kubectl get nodes\r\n']) {
      assert.equal(saysWhy(text), false, text);
    }
  });

  it('tells no more than a look where VS Code asks for the sign-in itself: the look knows whether that was just now', () => {
    const line =
      'Error: A sign-in is needed. Click “Sign In” in VS Code (account ada@contoso.com), then run this again.';
    assert.equal(saysWhy(`${line}\r\nUnable to connect to the server: getting credentials`), false);
  });
});
