import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import type { TokenRequest } from '../../../../src/core/entra/signIn.ts';
import { signInForContext } from '../../../../src/features/agentTools/signInForContext.ts';

const ada = { id: 'ada.home', label: 'ada@contoso.com' };
const tenantId = '7e000000-0000-4000-8000-000000000001';
const kubeconfig = `
clusters: [{name: web, cluster: {server: "https://web.hcp.azmk8s.io"}}]
contexts:
- {name: web, context: {cluster: web, user: web}}
- {name: kubelogin, context: {cluster: web, user: kubelogin}}
users:
- name: web
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: /home/ada/.local/share/aks-entra/plugin/aks-entra
      args: [get-token, --login, vscode, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630, --tenant-id, ${tenantId}, --environment, AzurePublicCloud, --account, ada.home]
- name: kubelogin
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: kubelogin, args: [get-token, --tenant-id, ${tenantId}, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]}}
`;

function signingIn(change: {
  hasToken?: boolean;
  isListed?: boolean;
  answer?: boolean;
  account?: typeof ada | undefined;
  chosen?: typeof ada | undefined;
  closesWindow?: boolean;
  environment?: 'AzurePublicCloud' | 'AzureChinaCloud';
}) {
  const { hasToken = false, isListed = true, answer = true, chosen = ada, closesWindow = false } = change;
  const accounts = 'account' in change && change.account === undefined ? [] : [ada];
  const asked: string[] = [];
  const requested: TokenRequest['interaction'][] = [];
  let isCommand = false;
  const ports: Parameters<typeof signInForContext>[0] = {
    signIn: {
      accounts: () => Promise.resolve(accounts),
      currentAccount: () => Promise.resolve(accounts[0]),
      chooseAccount: () => {
        assert.ok(isCommand, 'a window in the background');
        return Promise.resolve(chosen);
      },
      token: ({ interaction }) => {
        requested.push(interaction);
        if (interaction === 'allowed') {
          assert.ok(isCommand, 'a window in the background');
          return closesWindow
            ? Promise.reject(cancellation())
            : Promise.resolve({ token: 'hush', expiresOnMs: 0 } as never);
        }
        return hasToken
          ? Promise.resolve({ token: 'hush', expiresOnMs: 0 } as never)
          : Promise.reject(new AksEntraError('signedOut', 'A sign-in is needed.'));
      },
    },
    kubeconfigs: {
      paths: () => Promise.resolve(['/k']),
      read: () => Promise.resolve(kubeconfig),
      readAll: () => Promise.resolve([{ path: '/k', text: kubeconfig }]),
      writePath: () => Promise.resolve('/k'),
    },
    cloud: () => ({ environment: change.environment ?? 'AzurePublicCloud' }),
    contextList: { isListed: () => Promise.resolve(isListed) },
    mayAsk: (question) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
    asUserCommand: async (work) => {
      isCommand = true;
      try {
        return await work();
      } finally {
        isCommand = false;
      }
    },
  };
  return { asked, requested, ports };
}

describe('signing in for a context, as another extension asks', () => {
  it('needs no word where VS Code has the sign-in', async () => {
    const { ports, asked, requested } = signingIn({ hasToken: true });
    assert.deepEqual(await signInForContext(ports, 'web'), { kind: 'signedIn' });
    assert.deepEqual([asked, requested], [[], ['silent']]);
  });

  it('asks the person first, who sees for whom and for what, and opens a window then only', async () => {
    const { ports, asked, requested } = signingIn({});
    assert.deepEqual(await signInForContext(ports, 'web'), { kind: 'signedIn' });
    assert.match(asked.join(), /as “ada@contoso\.com” for the context “web” \(tenant 7e0/);
    assert.deepEqual(requested, ['silent', 'allowed']);
    const declined = signingIn({ answer: false });
    assert.deepEqual(await signInForContext(declined.ports, 'web'), { kind: 'declined' });
    assert.deepEqual(declined.requested, ['silent']);
    assert.deepEqual(await signInForContext(signingIn({ closesWindow: true }).ports, 'web'), { kind: 'declined' });
  });

  it('lets somebody choose the account that is not there, and no other', async () => {
    assert.deepEqual(await signInForContext(signingIn({ account: undefined }).ports, 'web'), { kind: 'signedIn' });
    const ben = { id: 'ben.home', label: 'ben@contoso.com' };
    const other = await signInForContext(signingIn({ account: undefined, chosen: ben }).ports, 'web');
    assert.equal(other.kind, 'notPossible');
  });

  it('asks nobody for what gets no token of VS Code’s: a file alone leads no person to a sign-in', async () => {
    const attempts: [Parameters<typeof signingIn>[0], unknown][] = [
      [{}, 'gone'],
      [{}, undefined],
      [{}, { toString: () => 'web' }],
      [{}, 'kubelogin'],
      [{ isListed: false }, 'web'],
      [{ environment: 'AzureChinaCloud' }, 'web'],
    ];
    for (const [change, name] of attempts) {
      const { ports, asked, requested } = signingIn(change);
      assert.equal((await signInForContext(ports, name)).kind, 'notPossible');
      assert.deepEqual([asked, requested], [[], []]);
    }
  });
});
