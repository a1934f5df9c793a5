import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  isPluginInPlace,
  pluginCommand,
  refreshPlugin,
  removePlugin,
} from '../../../../src/adapters/credentialPlugin/pluginFolder.ts';
import { leaveRemovedPlugin } from '../../../../src/adapters/credentialPlugin/removedPluginFolder.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';
import { launcher, makeDataFolder, nodeClient, runPlugin, shells } from '../../plugin/pluginProcess.ts';

const told =
  'Error: AKS Entra, through which this context signs in, was removed from VS Code. ' +
  'Install it there again and run "AKS Entra: Write Keys to Contexts", or do without VS Code: ' +
  'az aks get-credentials -g <resource group> -n <cluster> --overwrite-existing; ' +
  'kubelogin convert-kubeconfig -l azurecli\n';

/** A data folder in which the plugin was, and is no more. */
async function removed(platform: NodeJS.Platform = 'linux'): Promise<string> {
  const data = makeDataFolder();
  await removePlugin(data, platform);
  return data;
}

describe('what stays where kubectl’s plugin was', () => {
  for (const client of [launcher, ...shells]) {
    it(`says in one line what to do, and fails (${client.name})`, async () => {
      const data = await removed();
      assert.deepEqual(await runPlugin(client, data), { exitCode: 1, stdout: '', stderr: told });
    });

    it(`says the same whatever its environment holds (${client.name})`, async () => {
      const env = {
        PATH: '/nonexistent',
        ENV: '/nonexistent',
        AKS_ENTRA_CONTEXT: '$(exit 7)',
        IFS: 'Eo',
        KUBERNETES_EXEC_INFO: undefined,
      };
      assert.deepEqual(await runPlugin(client, await removed(), [], env), { exitCode: 1, stdout: '', stderr: told });
    });
  }

  it('says the same on Windows, where kubectl runs VS Code’s program with a script', async () => {
    const data = await removed('win32');
    assert.deepEqual(await runPlugin(nodeClient, data), { exitCode: 1, stdout: '', stderr: told });
    assert.equal(existsSync(join(data, 'plugin', 'aks-entra')), false);
  });

  it('names no variable and no program, and is its user’s alone', async () => {
    const umask = process.umask(0);
    const data = await removed().finally(() => {
      process.umask(umask);
    });
    const file = join(data, 'plugin', 'aks-entra');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(' ')[0]),
      ['#!/bin/sh', 'echo', 'exit'],
    );
    assert.doesNotMatch(lines.join('\n'), /[$`\\]/);
    assert.deepEqual(
      [file, join(data, 'plugin')].map((path) => statSync(path).mode & 0o777),
      [0o700, 0o700],
    );
  });

  for (const kubectl of findKubectls()) {
    it(`is what the user of kubectl 1.${kubectl.minor} reads`, async () => {
      const data = await removed();
      const { command } = pluginCommand(data, 'linux', process.execPath);
      const exec = {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        command,
        args: ['get-token'],
        env: [{ name: 'AKS_ENTRA_CONTEXT', value: '0123456789abcdef0123456789abcdef' }],
        installHint: 'kubectl does not show this',
        interactiveMode: 'Never',
        provideClusterInfo: true,
      };
      const kubeconfig = join(data, 'kubeconfig');
      writeFileSync(
        kubeconfig,
        JSON.stringify({
          kind: 'Config',
          apiVersion: 'v1',
          'current-context': 'a',
          contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
          clusters: [{ name: 'a', cluster: { server: 'https://127.0.0.1:1' } }],
          users: [{ name: 'a', user: { exec } }],
        }),
      );
      const { exitCode, stderr } = await runKubectl(kubectl, ['get', 'nodes', '--kubeconfig', kubeconfig], {
        HOME: data,
      });
      assert.equal(exitCode, 1);
      assert.ok(stderr.startsWith(told), stderr);
      // Without it, that would be all there is to read.
      rmSync(command);
      const without = await runKubectl(kubectl, ['get', 'nodes', '--kubeconfig', kubeconfig], { HOME: data });
      assert.match(without.stderr, /no such file or directory/);
      assert.doesNotMatch(without.stderr, /kubectl does not show this/);
    });
  }

  it('is no plugin: it counts as missing, and the next installation takes its place', async () => {
    const data = await removed();
    const command = pluginCommand(data, 'linux', process.execPath);
    assert.equal(await isPluginInPlace(command), false);
    const distFolder = join(data, 'dist');
    mkdirSync(join(distFolder, 'plugin'), { recursive: true });
    for (const name of ['plugin/aks-entra', 'plugin/plugin.cjs', 'cli.js']) {
      writeFileSync(join(distFolder, name), '#!/bin/sh\n');
    }
    const { execPath } = process;
    const installation = { dataFolder: data, distFolder, version: '1.0.0', execPath, platform: 'linux' } as const;
    assert.equal(await refreshPlugin(installation), true);
    assert.equal(readFileSync(command.command, 'utf8'), '#!/bin/sh\n');
    assert.equal(await isPluginInPlace(command), true);
    // A window that installs it while another one removes it has the last word.
    await leaveRemovedPlugin(data, 'linux');
    assert.equal(await isPluginInPlace(command), true);
    assert.equal(await refreshPlugin(installation), false);
  });
});
