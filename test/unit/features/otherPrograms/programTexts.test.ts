import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allowanceDetail,
  allowanceQuestion,
  allowButton,
  offerSentence,
  programLabel,
  programsAllowed,
  programsStopped,
} from '../../../../src/features/otherPrograms/programTexts.ts';

const facts = {
  contextNames: ['payments-prod'],
  account: 'ada@contoso.com',
  tenantId: '11111111-2222-3333-4444-555555555555',
  tenantName: 'Contoso',
  kubeconfigs: ['/home/ada/.kube/config'],
};

describe('the offer', () => {
  it('says which program asked, by its own word, and for what', () => {
    assert.equal(
      offerSentence('node', ['payments-prod']),
      'A program that calls itself “node” asked for your sign-in to “payments-prod” and did not say for which cluster. It got none.',
    );
    assert.equal(
      offerSentence(undefined, ['payments-prod', 'payments-dev', 'dev']),
      'A program asked for your sign-in to “payments-prod” and 2 more and did not say for which cluster. It got none.',
    );
  });

  it('shows of a name nothing but printable ASCII, without a link, and 40 characters at most', () => {
    assert.equal(
      programLabel('**[kubectl](command:aksEntra.allowOtherPrograms)**'),
      '**[kubectl]?(command:aksEntra.allowOt...',
    );
    assert.equal(programLabel('kub\u202Ectl\u200B\n\u0007\u2028 Ünïx'), 'kubctl nx');
    assert.equal(programLabel('a'.repeat(300)), `${'a'.repeat(37)}...`);
    assert.equal(programLabel('a'.repeat(40)), 'a'.repeat(40));
    assert.ok(!offerSentence('node” asked. Press “Allow', ['a']).includes('node”'));
  });

  it('names nobody where no name is left', () => {
    for (const name of ['', ' ', '\u202E\u200B', 'пример', undefined]) {
      assert.match(offerSentence(name, ['a']), /^A program asked for/);
    }
  });

  it('cleans the names of contexts too, and shortens them', () => {
    const sentence = offerSentence('node', [`[click](command:x)\n${'x'.repeat(300)}`]);
    assert.ok(sentence.length < 250 && !sentence.includes('](') && !sentence.includes('\n'), sentence);
    assert.ok(allowButton(['x'.repeat(300)]).length < 80);
  });
});

describe('the modal', () => {
  it('says whom the token is of, what it opens and where it may go, and how to take it back', () => {
    assert.equal(allowanceQuestion(facts.contextNames), 'Let programs that name no cluster use “payments-prod”?');
    assert.equal(allowButton(facts.contextNames), 'Allow for payments-prod');
    assert.deepEqual(allowanceDetail(facts).split('\n\n'), [
      'kubectl, helm and k9s say which cluster a token is for, and AKS Entra checks it. Programs such as VS Code’s Kubernetes extension, fabric8 or kr8s do not say it.',
      'If you allow it, every program that you run with this context gets a token of ada@contoso.com without asking, as long as VS Code is open (or the fallback is set).',
      'That token opens every AKS cluster of “Contoso” that you may open, not only this one, for up to 90 minutes; it cannot be called back.',
      'AKS Entra refuses when your kubeconfigs (/home/ada/.kube/config) lead this sign-in to another server. It does not see a file that a program is given in another way. So from now on keep this kubeconfig to yourself: anyone who has a copy could make one that sends your token elsewhere.',
      'In it, the context’s cluster and user get names that nobody can guess; the context keeps its own.',
      'Take it back at any time: “AKS Entra: Stop Programs That Name No Cluster…”.',
    ]);
  });

  it('has no name that goes on as if it were our words', () => {
    const name = 'dev” safely?\n\nMicrosoft asks for it: “prod';
    for (const text of [offerSentence('node', [name]), allowanceQuestion([name, 'b'])]) {
      assert.match(text, /“dev" safely\?\?\?Microsoft asks for it: "prod”/);
    }
    assert.match(allowanceDetail({ ...facts, tenantName: 'it” alone. “' }), /cluster of “it" alone\. "” that/);
  });

  it('counts and names the contexts where it concerns several, and takes the id of a tenant without a name', () => {
    const detail = allowanceDetail({ ...facts, contextNames: ['payments-prod', 'dev'], tenantName: undefined });
    assert.match(detail, /run with these 2 contexts \(“payments-prod” and “dev”\) gets a token/);
    assert.match(detail, /every AKS cluster of the tenant 11111111-2222-3333-4444-555555555555 that/);
  });
});

describe('what is said afterwards', () => {
  it('tells how to take it back, and that tokens which are out last on', () => {
    assert.match(programsAllowed(['a', 'b']), /for “a” and “b” now\. Take it back at any time: “AKS Entra: Stop/);
    assert.match(
      programsStopped(['a']),
      /no token for “a” any more, from the next request on\. Tokens .* last to their end\./,
    );
  });
});
