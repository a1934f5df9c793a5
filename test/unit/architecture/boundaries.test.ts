import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { complaintsAbout, eslint, root } from './complaintsAbout.ts';

const upwards = 'Arrows point towards core';
const room = 'A room uses the rooms before it';
const aRoot = 'Nobody imports a root';
const knowsVscode = 'may know VS Code';

/** A file, what it must not import, and what it is told. */
const forbidden: readonly (readonly [file: string, specifier: string, told: string])[] = [
  ['src/core/entra/x.ts', '../../adapters/files/fileLock.ts', upwards],
  ['src/core/entra/x.ts', '../../features/token/tokenSentence.ts', upwards],
  ['src/core/entra/x.ts', '../../ui/commandIds.ts', upwards],
  ['src/core/entra/x.ts', '../../cli/commandLine.ts', upwards],
  ['src/core/entra/x.ts', '../../extension.ts', aRoot],
  ['src/core/entra/x.ts', 'vscode', knowsVscode],
  ['src/core/entra/x.ts', 'node:fs', 'core is pure'],
  ['src/core/entra/x.ts', '@azure/identity', 'core is pure'],
  ['src/core/yaml/x.ts', '../kubeconfig/readModel.ts', room],
  ['src/core/merge/x.ts', '../conversion/loginMode.ts', room],
  ['src/core/logger.ts', './entra/scopes.ts', room],
  ['src/core/logger.ts', 'node:os', 'core is pure'],
  ['src/adapters/files/x.ts', '../../ui/commandIds.ts', upwards],
  ['src/adapters/files/x.ts', '../../features/token/tokenSentence.ts', upwards],
  ['src/adapters/files/x.ts', '../../plugin/exchange.ts', upwards],
  ['src/adapters/files/x.ts', '../../vscodeKubectlSignIn.ts', aRoot],
  ['src/adapters/files/x.ts', '../kubeconfig/kubeconfigFiles.ts', room],
  ['src/adapters/files/x.ts', 'vscode', knowsVscode],
  ['src/adapters/vscode/x.ts', '../../features/token/tokenSentence.ts', upwards],
  ['src/ui/x.ts', '../features/token/tokenSentence.ts', upwards],
  ['src/ui/x.ts', '../adapters/files/fileLock.ts', upwards],
  ['src/ui/x.ts', '../extension.ts', aRoot],
  ['src/features/clusters/x.ts', '../../adapters/files/fileLock.ts', upwards],
  ['src/features/clusters/x.ts', '../kubeconfig/kubeconfigView.ts', room],
  ['src/features/clusters/x.ts', '../../extension.ts', aRoot],
  ['src/features/guard/x.ts', '../login/loginCommands.ts', 'into the entry of a room'],
  ['src/cli/x.ts', '../adapters/files/fileLock.ts', upwards],
  ['src/cli/x.ts', '../ui/commandIds.ts', upwards],
  ['src/cli/x.ts', 'vscode', knowsVscode],
  ['src/plugin/x.ts', '../adapters/files/fileLock.ts', upwards],
  ['src/plugin/x.ts', '../cli.ts', aRoot],
  ['src/plugin/x.ts', 'vscode', knowsVscode],
  ['src/vscodeKubectlSignIn.ts', 'vscode', knowsVscode],
  ['src/vscodeKubectlSignIn.ts', './features/token/tokenSentence.ts', upwards],
  ['src/uninstall.ts', 'vscode', knowsVscode],
  ['src/plugin.ts', './ui/commandIds.ts', upwards],
  ['src/cli.ts', './extension.ts', aRoot],
];

describe('the boundaries', () => {
  for (const [file, specifier, told] of forbidden) {
    it(`keep ${file} from ${specifier}: imported, as a type, re-exported, and loaded later`, async () => {
      for (const code of [
        `import { x } from '${specifier}'; x();`,
        `import type { X } from '${specifier}'; export type Y = X;`,
        `export { x } from '${specifier}';`,
        `export const load = async (): Promise<unknown> => import('${specifier}');`,
      ]) {
        const complaints = await complaintsAbout(file, code);
        assert.ok(
          complaints.some((complaint) => complaint.includes(told)),
          `${code} → ${complaints.join('; ') || 'no complaint'}`,
        );
      }
    });
  }

  it('leave what is allowed alone', async () => {
    const allowed: readonly (readonly [file: string, specifier: string])[] = [
      ['src/core/merge/x.ts', '../kubeconfig/readModel.ts'],
      ['src/core/login/x.ts', '../aksEntraError.ts'],
      ['src/adapters/kubeconfig/x.ts', '../files/fileLock.ts'],
      ['src/adapters/kubeconfig/x.ts', '../../core/kubeconfig/readModel.ts'],
      ['src/adapters/vscode/x.ts', 'vscode'],
      ['src/ui/x.ts', '../core/logger.ts'],
      ['src/features/guard/x.ts', '../login/convertLogin.ts'],
      ['src/features/guard/x.ts', '../../core/login/loginOptions.ts'],
      ['src/extension.ts', './features/login/loginCommands.ts'],
      ['src/extension.ts', './adapters/vscode/vscodeSignIn.ts'],
      ['src/vscodeKubectlSignIn.ts', './adapters/files/ownFolder.ts'],
      ['src/cli.ts', './cli/commandLine.ts'],
    ];
    for (const [file, specifier] of allowed) {
      const code = `import { x } from '${specifier}'; x(); await import('${specifier}');`;
      assert.deepEqual(await complaintsAbout(file, code), [], `${file} → ${specifier}`);
    }
  });

  it('let no name between quotation marks pass that is not cleaned', async () => {
    const told = await complaintsAbout('src/features/guard/x.ts', 'tell(`“${name}” is gone.`);');
    assert.match(told.join(), /quotedName/);
    assert.deepEqual(await complaintsAbout('src/features/guard/x.ts', 'tell(`The user “root” of ${name}.`);'), []);
  });

  it('keep the clock and the process out of core', async () => {
    for (const code of ['Date.now();', 'new Date();', 'process.exit();', 'setTimeout(f);']) {
      assert.notDeepEqual(await complaintsAbout('src/core/merge/x.ts', code), [], code);
    }
  });

  it('hold for every file: a room that is in no list has no rule', async () => {
    const without: string[] = [];
    for (const file of globSync('src/**/*.ts', { cwd: root }).filter((name) => name !== 'src/extension.ts')) {
      const { rules } = (await eslint.calculateConfigForFile(path.join(root, file))) as {
        rules: Record<string, unknown>;
      };
      if (rules['no-restricted-imports'] === undefined) {
        without.push(file);
      }
    }
    assert.deepEqual(without, []);
  });
});
