import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { azureCredential, execCredential, staticCredential, tenantId } from './armCredentials.ts';

describe('reading contexts', () => {
  it('tells the current one with its Entra facts', () => {
    const { current } = readContexts(execCredential({ name: 'aks1' }));
    assert.equal(current?.server, 'https://aks1-1234.hcp.eastus.azmk8s.io:443');
    assert.equal(current.entra?.tenantId, tenantId);
    assert.equal(current.kind, 'exec');
    assert.equal(current.metadata, undefined);
  });

  it('of a KUBECONFIG list: the first file wins for each name, and the first current context', () => {
    const first = azureCredential({ name: 'a', server: 'https://first' }).replace(
      'current-context: a',
      'current-context: ""',
    );
    const second = staticCredential({ name: 'a', server: 'https://second' }).replace(
      'current-context: a',
      'current-context: b',
    );
    const third = execCredential({ name: 'b' });
    const facts = readContexts([first, second, third]);
    assert.equal(facts.currentContext, 'b');
    assert.equal(facts.current?.fileIndex, 2);
    assert.deepEqual(
      facts.contexts.map(({ contextName, server, kind, fileIndex }) => ({ contextName, server, kind, fileIndex })),
      [
        { contextName: 'a', server: 'https://first', kind: 'azureAuthProvider', fileIndex: 0 },
        { contextName: 'b', server: 'https://b-1234.hcp.eastus.azmk8s.io:443', kind: 'exec', fileIndex: 2 },
      ],
    );
  });

  it("finds the facts behind a path, .exe, flags with '=' and short flags", () => {
    const text = execCredential({ name: 'a' })
      .replace('command: kubelogin', "command: 'C:\\tools\\Kubelogin.exe'")
      .replace('- --login\n', '- -l\n')
      .replace(/- --environment\n( *)- .*/, '- -e\n$1- AzureUSGovernmentCloud')
      .replace(/- --tenant-id\n *- /, '- --tenant-id=');
    assert.equal(readContexts(text).current?.entra?.tenantId, tenantId);
    assert.equal(readContexts(text).current?.entra?.login, 'devicecode');
    assert.equal(readContexts(text).current?.entra?.environment, 'AzureUSGovernmentCloud');
  });

  it("passes over odd entries and other tools' users", () => {
    const text = `
contexts: [{name: a, context: {cluster: a, user: oidc}}, {name: b}, 5, {context: {}}, {name: 7}]
users:
- {name: oidc, user: {exec: {command: kubelogin, args: [get-token, --oidc-issuer-url=https://x]}}}
clusters: nonsense
current-context: gone
`;
    const facts = readContexts(text);
    assert.deepEqual(
      facts.contexts.map(({ contextName, kind, entra }) => ({ contextName, kind, entra })),
      [
        { contextName: 'a', kind: 'other', entra: undefined },
        { contextName: 'b', kind: 'other', entra: undefined },
      ],
    );
    assert.equal(facts.currentContext, 'gone');
    assert.equal(facts.current, undefined);
  });

  it('reads the first of several documents, as kubectl does, and nothing from an empty file', () => {
    assert.equal(readContexts(`${execCredential({ name: 'a' })}---\nkind: Other\n`).current?.contextName, 'a');
    const { contexts, current, currentSignIn } = readContexts('');
    assert.deepEqual([contexts, current, currentSignIn], [[], undefined, { kind: 'none' }]);
  });
});
