import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import {
  hasShellIntegration,
  kubeconfigOfShell,
  lineThatSets,
  shellName,
} from '../../../../src/core/kubeconfig/terminalShell.ts';

const own = '/home/ada/own: 1.yaml';
const ours = 'KUBECONFIG=/home/ada/own\\x3a 1.yaml';
const injected = { KUBECONFIG: own, VSCODE_INJECTION: '1', VSCODE_ENV_REPLACE: ours };

describe('the kubeconfig of a terminal’s shell', () => {
  const cases = [
    ['nothing else touches it', injected, 'own'],
    ['an extension replaces it when the shell starts', { ...injected, KUBECONFIG: '/other' }, 'own'],
    ['an extension sets something else through the integration', replacing(`${ours}:PATH=/bin\\x3a/usr/bin`), 'own'],
    ['another variable’s value mentions it', replacing(`${ours}:NOTE=KUBECONFIG=/other`), 'own'],
    ['an extension replaces it through the integration', replacing(`${ours}:KUBECONFIG=/other`), 'other'],
    ['an extension puts a file before it', { ...injected, VSCODE_ENV_PREPEND: 'KUBECONFIG=/other\\x3a' }, 'other'],
    ['an extension puts a file behind it', { ...injected, VSCODE_ENV_APPEND: 'A=b:KUBECONFIG=\\x3a/other' }, 'other'],
    ['only others use the integration, so the profile decides', replacing('PATH=/bin'), 'unknown'],
    ['nobody uses the integration', { KUBECONFIG: own, VSCODE_INJECTION: '1' }, 'unknown'],
    ['the profile runs the integration itself', { KUBECONFIG: own, VSCODE_ENV_REPLACE: ours }, 'unknown'],
    ['the environment cannot be read', undefined, 'unknown'],
  ] as const;
  for (const [what, environment, expected] of cases) {
    it(`is ${expected} with shell integration where ${what}`, () => {
      assert.equal(kubeconfigOfShell(own, environment, true), expected);
    });
  }

  it('is another one without shell integration where the shell was started with it, and else not known', () => {
    assert.equal(kubeconfigOfShell(own, { ...injected, KUBECONFIG: `/other:${own}` }, false), 'other');
    assert.equal(kubeconfigOfShell(own, {}, false), 'other');
    assert.equal(kubeconfigOfShell(own, injected, false), 'unknown');
    assert.equal(kubeconfigOfShell(own, undefined, false), 'unknown');
  });
});

describe('a shell’s kind', () => {
  it('is its executable’s name', () => {
    assert.equal(shellName('/usr/bin/zsh'), 'zsh');
    assert.equal(shellName('C:\\Program Files\\PowerShell\\7\\pwsh.EXE'), 'pwsh');
    assert.equal(shellName(''), '');
  });

  it('tells whether VS Code integrates it', () => {
    assert.deepEqual(['bash', 'zsh', 'fish', 'pwsh', 'powershell'].filter(hasShellIntegration).length, 5);
    assert.deepEqual(['sh', 'dash', 'ksh', 'cmd', 'nu', ''].filter(hasShellIntegration), []);
  });
});

describe('the line that sets KUBECONFIG', () => {
  const nasty = `/tmp/it's a "$HOME" \`id\` $(id) \\'x\\ !!; & | %PATH% ’ä.yaml`;

  for (const shell of ['sh', 'bash', 'dash', 'zsh', 'ksh', 'fish']) {
    it(`means every character of the path to ${shell}`, (context) => {
      const line = lineThatSets(nasty, shell);
      const { error, stdout } = spawnSync(shell, ['-c', `${String(line)}\nprintenv KUBECONFIG`], { encoding: 'utf8' });
      if (error) {
        context.skip('not on this machine');
        return;
      }
      assert.equal(stdout, `${nasty}\n`);
    });
  }

  it('quotes for PowerShell, which takes other quotation marks for the straight one, and for cmd', () => {
    assert.equal(lineThatSets("C:\\O'Hara\\a’b.yaml", 'pwsh'), "$env:KUBECONFIG = 'C:\\O''Hara\\a’’b.yaml'");
    assert.equal(lineThatSets('C:\\Users\\ada\\a b.yaml', 'cmd'), 'set "KUBECONFIG=C:\\Users\\ada\\a b.yaml"');
  });

  it('is none where a shell could take it for something else', () => {
    assert.equal(lineThatSets('/tmp/a\nid', 'bash'), undefined);
    assert.equal(lineThatSets('C:\\100%\\a', 'cmd'), undefined);
    assert.equal(lineThatSets('/tmp/a', 'nu'), undefined);
    assert.equal(lineThatSets('/tmp/a', undefined), undefined);
  });
});

function replacing(changes: string): typeof injected {
  return { ...injected, VSCODE_ENV_REPLACE: changes };
}
