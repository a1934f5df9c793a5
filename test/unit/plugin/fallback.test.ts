import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { bundleCli } from '../../../scripts/bundleCli.ts';
import { TrustedClusterFile } from '../../../src/adapters/credentialPlugin/trustedClusterFile.ts';
import { parsePluginArguments } from '../../../src/core/login/pluginArguments.ts';
import {
  contextKey,
  execInfo,
  launcher,
  makeDataFolder,
  nodeClient,
  pluginArguments,
  runPlugin,
} from './pluginProcess.ts';

/** The plugin and the command line that is really shipped, where no window is open. */
for (const client of [launcher, nodeClient]) {
  describe(`the fallback of the ${client.name}`, () => {
    let data: string;
    before(async () => {
      data = makeDataFolder();
      await bundleCli(join(data, 'plugin'));
      writeFileSync(join(data, 'plugin', 'package.json'), '{"type":"module"}');
      const { tenantId, environment, accountId } = parsePluginArguments(pluginArguments);
      const server = 'https://trusted.hcp.eastus.azmk8s.io:443';
      await new TrustedClusterFile(data).add([
        { tenantId, environment, accountId, server, skipsTlsVerify: false, key: contextKey },
      ]);
    });

    for (const mode of ['azurecli', 'interactive']) {
      it(`signs nobody in for a cluster that the user did not set up (${mode})`, async () => {
        const result = await runPlugin(client, data, [...pluginArguments, '--fallback', mode]);
        assert.deepEqual([result.exitCode, result.stdout], [1, '']);
        assert.match(
          result.stderr,
          /^Error: AKS Entra gives out no token: the key in this context's kubeconfig user is missing or wrong[^\n]*\n$/,
        );
        assert.equal(readdirSync(data).includes('sign-in-failures.json'), false);
      });

      it(`signs nobody in without cluster information (${mode})`, async () => {
        const args = [...pluginArguments, '--fallback', mode];
        for (const info of ['', execInfo.replace('"cluster"', '"other"')]) {
          const result = await runPlugin(client, data, args, { KUBERNETES_EXEC_INFO: info, HOME: data });
          assert.deepEqual([result.exitCode, result.stdout], [1, '']);
          assert.match(
            result.stderr,
            /^Error: The program that runs this does not say which cluster the token is for[^\n]*\n$/,
          );
        }
        const hidden = { KUBERNETES_EXEC_INFO: execInfo.replace('"cluster":{', '"cluster":null,"other":{') };
        const result = await runPlugin(client, data, args, hidden);
        assert.match(result.stderr, /^Error: AKS Entra gives out no token: it cannot tell which cluster it is for/);
      });
    }

    it('refuses what is not from kubectl', async () => {
      const info = { KUBERNETES_EXEC_INFO: '{' };
      const { stderr } = await runPlugin(client, data, [...pluginArguments, '--fallback', 'azurecli'], info);
      assert.match(stderr, /^Error: KUBERNETES_EXEC_INFO cannot be read: it is not a JSON object/);
    });
  });
}
