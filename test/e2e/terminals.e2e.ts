import assert from 'node:assert/strict';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findOnPath } from '../vscode/findOnPath.ts';
import { packTestExtension } from '../vscode/packTestExtension.ts';
import { uiSuite } from './uiSuite.ts';

const environmentProbe = fileURLToPath(new URL('../vscode/environmentExtension', import.meta.url));

const kubeconfigOf = (context: string): string => `apiVersion: v1
kind: Config
clusters:
- {name: ${context}, cluster: {server: "https://${context}.example:443"}}
contexts:
- {name: ${context}, context: {cluster: ${context}, user: ${context}}}
current-context: ${context}
users:
- {name: ${context}, user: {token: hush-hush-hush}}
`;

const joined = `apiVersion: v1
kind: Config
clusters:
- {name: lab, cluster: {server: "https://lab.example:443"}}
contexts:
- {name: lab, context: {cluster: lab, user: lab}}
- {name: west, context: {cluster: lab, user: lab}}
current-context: lab
users:
- {name: lab, user: {token: hush-hush-hush}}
`;

interface Change {
  readonly kind: 'replace' | 'append' | 'prepend';
  readonly variable: string;
  readonly value: string;
  readonly options?: { readonly applyAtProcessCreation?: boolean; readonly applyAtShellIntegration?: boolean };
}

const atStart = { applyAtProcessCreation: true };
const atIntegration = { applyAtProcessCreation: false, applyAtShellIntegration: true };
const inBoth = { applyAtProcessCreation: true, applyAtShellIntegration: true };

uiSuite(
  'a terminal for one context, beside extensions that set KUBECONFIG',
  { limitSeconds: 400, kubectl: true },
  (vscode) => {
    const { started, workbench, kubeconfig } = vscode;
    let home: string;
    let other: string;

    before(async () => {
      home = started.vscode.homeFolder;
      other = path.join(home, 'other.yaml');
      writeFileSync(other, kubeconfigOf('elsewhere'));
      await started.vscode.install(await packTestExtension(environmentProbe, started.vscode.folder));
      await vscode.restart();
      // VS Code brings back those of other suites a moment after it is there.
      await workbench.page.waitForTimeout(3_000);
      await workbench.runCommand('Terminal: Kill All Terminals');
      await closed();
      kubeconfig.write(kubeconfigOf('lab'));
      for (const profile of ['.bashrc', '.zshrc', path.join('.config', 'fish', 'config.fish')]) {
        mkdirSync(path.dirname(path.join(home, profile)), { recursive: true });
        writeFileSync(path.join(home, profile), `export KUBECONFIG='${other}'\n`);
      }
    });

    after(async () => {
      await given('bash', []);
      await workbench.close();
      for (const left of ['.bashrc', '.zshrc', '.config/fish', 'other.yaml', 'environment.json', 'seen.txt']) {
        rmSync(path.join(home, left), { recursive: true, force: true });
      }
      await started.vscode.uninstall('aks-entra-tests.environment-probe');
    });

    beforeEach(async () => {
      await workbench.notifications.clear();
    });

    afterEach(killTerminals);

    for (const shell of ['bash', 'zsh', 'fish']) {
      it(`keeps its context in ${shell} without a word, whatever its profile and an extension set when it starts`, async () => {
        await given(shell, [{ kind: 'replace', variable: 'KUBECONFIG', value: other, options: atStart }]);
        await open(/kubectl in this terminal starts with the context “lab” and knows no other\./);
        // Nothing can be waited for where nothing is to come.
        await workbench.page.waitForTimeout(3_000);
        assert.doesNotMatch(await terminalText(), /KUBECONFIG/);
        assert.deepEqual(await workbench.notifications.texts(), []);
        await usesLabOnly();
      });
    }

    const changed: readonly [string, readonly Change[]][] = [
      ['bash', [{ kind: 'replace', variable: 'KUBECONFIG', value: '', options: inBoth }]],
      ['zsh', [{ kind: 'replace', variable: 'KUBECONFIG', value: '', options: atIntegration }]],
      ['fish', [{ kind: 'prepend', variable: 'KUBECONFIG', value: ':', options: inBoth }]],
    ];
    for (const [shell, changes] of changed) {
      it(`sets it right in ${shell}, in sight, where an extension uses ${changes.map(({ kind }) => kind).join()} through the shell integration`, async () => {
        await given(
          shell,
          changes.map((change) => ({
            ...change,
            value: change.kind === 'prepend' ? `${other}:` : change.kind === 'append' ? `:${other}` : other,
          })),
        );
        await open(/kubectl in this terminal starts with the context “lab” and knows no other\./);
        await terminalShows(shell === 'fish' ? /set -gx KUBECONFIG '/ : /export KUBECONFIG='/);
        await workbench.screenshot(`terminal-set-${shell}-${changes[0]?.kind ?? ''}`);
        assert.deepEqual(await workbench.notifications.texts(), []);
        await usesLabOnly();
      });
    }

    const withoutIntegration = { sh: ['replace'], dash: ['prepend'] } as const;
    for (const [shell, kinds] of Object.entries(withoutIntegration)) {
      for (const kind of kinds) {
        it(`says in ${shell} that its context is not used where an extension uses ${kind}, and sets it with one click`, async () => {
          const value = { replace: other, prepend: `${other}:`, append: `:${other}` }[kind];
          await given(shell, [{ kind, variable: 'KUBECONFIG', value, options: atStart }]);
          await open(
            /This terminal is for the context “lab” and no other\. Without VS Code’s shell integration, AKS Entra cannot see/,
          );
          const told = await workbench.notifications.waitFor(
            /kubectl in the new terminal does not use the context “lab”: an extension, or the shell’s profile, gives the terminal another KUBECONFIG\./,
          );
          assert.deepEqual(await told.buttons(), ['Set It in the Terminal', 'Copy Command']);
          await workbench.screenshot(`terminal-told-${shell}-${kind}`);
          await told.press('Set It in the Terminal');
          await terminalShows(/export KUBECONFIG='/);
          await usesLabOnly();
        });
      }
    }

    it('says where it cannot know, in the terminal itself, and no more', async () => {
      for (const [shell, isOn] of [
        ['sh', true],
        ['bash', false],
      ] as const) {
        await given(shell, [], isOn);
        await open(/Without VS Code’s shell integration, AKS Entra cannot see whether/);
        await workbench.page.waitForTimeout(3_000);
        assert.deepEqual(await workbench.notifications.texts(), []);
        await workbench.screenshot(`terminal-unknown-${shell}`);
        await workbench.page.keyboard.type('exit\n');
        await closed();
      }
    });

    it('says that it cannot see where the shell integration that was expected does not come', async () => {
      writeFileSync(path.join(home, '.bashrc'), 'exec sh\n');
      await given('bash', []);
      await open(/kubectl in this terminal starts with the context “lab” and knows no other\./);
      const told = await workbench.notifications.waitFor(
        /cannot see whether kubectl in the new terminal uses the context “lab”/,
        25_000,
      );
      await workbench.screenshot('terminal-no-integration');
      await told.press('Copy Command');
      await workbench.waitForClipboard(/^export KUBECONFIG='\/.*\.yaml'$/);
      await usesLabOnly();
    });

    it('lets a workspace have a context, which never comes before a terminal that was opened for another', async () => {
      const project = path.join(home, 'project');
      mkdirSync(project);
      kubeconfig.write(joined);
      await workbench.page.goto(workbench.page.url().replace('ew=true', `folder=${encodeURIComponent(project)}`));
      await workbench.statusBarItem('tokenExpiry').waitFor();
      // The shell in which an extension's variables win.
      await given('sh', [], true, { 'aksEntra.terminalCommand': true });
      await workbench.runCommand('AKS Entra: Use This Context in This Workspace');
      await workbench.quickPick.waitForTitle('Context of this workspace’s terminals');
      await workbench.quickPick.choose('west');
      const told = await workbench.notifications.waitFor(
        /New terminals in this workspace start with the context “west”/,
      );
      await workbench.waitForStatusBarLabel('workspaceContext', /Context of this workspace’s terminals: west/);
      await workbench.screenshot('workspace-context');
      await told.press('New Terminal');
      await terminalShows(/[$#] /);
      const help = path.join(home, 'help.txt');
      await workbench.page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea').focus();
      await workbench.page.keyboard.type('aks-entra --help > ~/help.part; mv ~/help.part ~/help.txt\n');
      await until(() => existsSync(help), 'the command line said nothing');
      assert.match(readFileSync(help, 'utf8'), /convert-kubeconfig/);
      rmSync(help);
      await usesOnly('west');

      await open(/This terminal is for the context “lab” and no other\./);
      await usesOnly('lab');
      assert.deepEqual(await workbench.notifications.texts(), []);

      const chooseProfile = async (): Promise<void> => {
        await workbench.runCommand('Create New Terminal (With Profile)');
        await workbench.quickPick.choose('AKS: choose cluster…');
        await workbench.quickPick.waitForTitle('AKS: choose cluster');
      };
      await chooseProfile();
      await workbench.quickPick.cancel();
      await workbench.page.waitForTimeout(1_000);
      assert.deepEqual(await workbench.notifications.texts(), [], 'who closes the picker did nothing wrong');
      await chooseProfile();
      await workbench.screenshot('terminal-profile');
      await workbench.quickPick.choose('lab');
      await terminalShows(/This terminal is for the context “lab” and no other\./);
      await usesOnly('lab');

      const copies = () => globSync('**/workspaceStorage/*/*/kubeconfig.yaml', { cwd: started.vscode.folder });
      assert.equal(copies().length, 1);
      kubeconfig.write(kubeconfigOf('lab'));
      await workbench.notifications.waitFor(/The context “west” is not in your kubeconfig any more/);
      await workbench.statusBarItem('workspaceContext').waitFor({ state: 'detached' });
      await until(() => copies().length === 0, 'the copy is still there');
      await given('sh', [], true, { 'aksEntra.terminalCommand': false });
      rmSync(project, { recursive: true });
    });

    /** Another extension, the default shell and the setting are as said. */
    async function given(
      shell: string,
      changes: readonly Change[],
      isIntegrated = true,
      more: Readonly<Record<string, boolean>> = {},
    ): Promise<void> {
      const settings = {
        ...more,
        'terminal.integrated.profiles.linux': { tested: { path: findOnPath(shell) } },
        'terminal.integrated.defaultProfile.linux': 'tested',
        'terminal.integrated.shellIntegration.enabled': isIntegrated,
      };
      writeFileSync(path.join(home, 'environment.json'), JSON.stringify({ settings, changes }));
      await workbench.runCommand('Probe Environment');
      const done = path.join(home, 'environment.done');
      await until(() => existsSync(done), 'the other extension did nothing');
      assert.equal(readFileSync(done, 'utf8'), findOnPath(shell));
      rmSync(done);
    }

    /** Those that a failed test left behind; and at the start those of other suites, which VS Code brings back. */
    async function killTerminals(): Promise<void> {
      if ((await workbench.page.locator('.terminal-wrapper').count()) > 0) {
        await workbench.runCommand('Terminal: Kill All Terminals');
        await closed();
      }
    }

    async function open(head: RegExp): Promise<void> {
      await killTerminals();
      await workbench.runCommand('AKS Entra: Open Terminal on This Cluster');
      await workbench.quickPick.waitForTitle('Open terminal on this cluster');
      await workbench.quickPick.choose('lab');
      await workbench.page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea').focus();
      await terminalShows(head);
    }

    const usesLabOnly = (): Promise<void> => usesOnly('lab');

    /** kubectl is the judge; then the terminal is closed. */
    async function usesOnly(context: string): Promise<void> {
      const seen = path.join(home, 'seen.txt');
      rmSync(seen, { force: true });
      await workbench.page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea').focus();
      await workbench.page.keyboard.type(
        'sh -c "(kubectl config current-context; kubectl config get-contexts -o name) > ~/seen.part; mv ~/seen.part ~/seen.txt"; exit\n',
      );
      await until(() => existsSync(seen), 'kubectl did not answer');
      assert.equal(readFileSync(seen, 'utf8'), `${context}\n${context}\n`);
      await closed();
    }

    async function closed(): Promise<void> {
      await until(async () => (await workbench.page.locator('.terminal-wrapper').count()) === 0, 'it is not closed');
    }

    async function terminalShows(text: RegExp): Promise<void> {
      await until(async () => text.test(await terminalText()), `the terminal does not show ${String(text)}`).catch(
        (error: unknown) => {
          console.log(productLog());
          throw error;
        },
      );
    }

    /** What the product noted of terminals. */
    function productLog(): string {
      return globSync('**/AKS Entra.log', { cwd: started.vscode.logsFolder })
        .flatMap((file) => readFileSync(path.join(started.vscode.logsFolder, file), 'utf8').split('\n'))
        .filter((line) => line.includes('Terminal: '))
        .join('\n');
    }

    /** A line that is too long for the terminal goes on in the next. */
    async function terminalText(): Promise<string> {
      const rows = await workbench.page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts();
      return rows.join('').replaceAll('\u00a0', ' ');
    }

    async function until(isTrue: () => boolean | Promise<boolean>, problem: string): Promise<void> {
      for (let waitedMs = 0; !(await isTrue()); waitedMs += 200) {
        assert.ok(waitedMs < 15_000, problem);
        await workbench.page.waitForTimeout(200);
      }
    }
  },
);
