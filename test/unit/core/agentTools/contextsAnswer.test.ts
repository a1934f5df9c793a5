import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerText } from '../../../../src/core/agentTools/answerText.ts';
import { contextsAnswer } from '../../../../src/core/agentTools/contextsAnswer.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';

const told = (text: string, search?: string) =>
  JSON.parse(answerText(contextsAnswer(readContexts(text), search))) as {
    readonly contexts: readonly Record<string, unknown>[];
    readonly currentContext?: string;
    readonly isCurrentContextMissing?: boolean;
    readonly count: number;
    readonly leftOut?: number;
  };

const kubeconfig = `
clusters:
- {name: web, cluster: {server: "https://ada:hush@web.hcp.azmk8s.io:443/?t=hush", proxy-url: "http://ada:hush@proxy"}}
contexts:
- {name: web, context: {cluster: web, user: web, namespace: shop}}
- {name: lab, context: {cluster: gone, user: gone}}
current-context: web
users:
- name: web
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --login, spn, --client-secret, hush, --tenant-id, contoso, --server-id, x]
      env: [{name: AAD_SERVICE_PRINCIPAL_CLIENT_SECRET, value: hush}]
`;

describe('the contexts that a tool tells', () => {
  it('are where they lead and how they sign in, and nothing that signs in', () => {
    const answer = told(kubeconfig);
    assert.deepEqual(answer.contexts, [
      {
        name: 'web',
        cluster: 'web',
        serverHost: 'web.hcp.azmk8s.io',
        namespace: 'shop',
        signIn: 'kubelogin spn',
        loginMode: 'spn',
        tenantId: 'contoso',
        isCurrent: true,
      },
      { name: 'lab', cluster: 'gone', signIn: 'another sign-in', isCurrent: false },
    ]);
    assert.equal(answer.currentContext, 'web');
    assert.doesNotMatch(JSON.stringify(answer), /hush/);
  });

  it('say that the current context is none of them', () => {
    const { isCurrentContextMissing, currentContext } = told(
      kubeconfig.replace('current-context: web', 'current-context: x'),
    );
    assert.deepEqual([currentContext, isCurrentContextMissing], ['x', true]);
    assert.equal(told('{}').isCurrentContextMissing, undefined);
  });

  it('are bounded, and the current one is always among them', () => {
    const contexts = Array.from({ length: 5_000 }, (_, index) => ({
      name: `c${index}`,
      context: { cluster: 'c', user: 'u' },
    }));
    const many = JSON.stringify({ contexts, 'current-context': 'c4999' });
    const { contexts: shown, count, leftOut } = told(many);
    assert.deepEqual([shown.length, count, leftOut, shown[0]?.['name']], [100, 5_000, 4_900, 'c4999']);
    assert.deepEqual(
      told(many, 'c4998').contexts.map(({ name }) => name),
      ['c4998'],
    );
  });
});
