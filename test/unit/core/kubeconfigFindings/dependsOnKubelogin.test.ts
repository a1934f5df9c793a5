import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dependsOnKubelogin } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';

/** A kubeconfig with one user whose exec is this. */
const withExec = (exec: string): string => `kind: Config\nusers:\n- name: a\n  user: {exec: ${exec}}\n`;
const depends = (text: string, ...missing: readonly string[]): boolean => dependsOnKubelogin(text, new Set(missing));

describe('which kubelogin is on the PATH', () => {
  it('counts where a user’s command is the bare name', () => {
    for (const command of ['kubelogin', 'kubelogin.exe', '"Kubelogin.EXE"', '!!str kubelogin']) {
      assert.ok(depends(withExec(`{command: ${command}, args: [get-token]}`)), command);
    }
    assert.ok(depends(`{"users": [{"name": "a", "user": {"exec": {"command": "kubelogin"}}}]}`));
    assert.ok(depends(`${withExec('{command: other}')}- name: b\n  user: {exec: {command: kubelogin}}\n`));
  });

  it('does not count where the word stands elsewhere: a comment, a name, a path, an argument, another command', () => {
    for (const text of [
      `# kubelogin\n${withExec('{command: aks-entra}')}`,
      'kind: Config\ncontexts:\n- name: kubelogin\n  context: {cluster: kubelogin, user: kubelogin}\n',
      withExec('{command: /opt/kubelogin}'),
      withExec('{command: sh, args: [-c, kubelogin]}'),
      withExec('{command: kubelogin-wrapper, installHint: get kubelogin, env: [{name: command, value: kubelogin}]}'),
      'kind: Config\nusers:\n- name: a\n  user: {command: kubelogin}\n',
      'command: kubelogin\n',
      'users: [\ncommand: kubelogin',
    ]) {
      assert.ok(!depends(text), text);
    }
  });

  it('does not count for a user of int128’s program, unless another user runs Azure’s', () => {
    const oidc = withExec('{command: kubelogin, args: [get-token, --oidc-issuer-url=https://a.example]}');
    assert.ok(!depends(oidc));
    assert.ok(depends(`${oidc}- name: b\n  user: {exec: {command: kubelogin}}\n`));
  });

  it('counts where the bare name may take the place of a path that leads to nothing', () => {
    const text = withExec('{command: /gone/kubelogin}');
    assert.deepEqual(
      [depends(text), depends(text, '/gone/kubelogin'), depends(text, '/gone/other')],
      [false, true, false],
    );
  });
});
