import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProcessWatch } from '../../processWatch.ts';
import { contextKey, execInfo, launcher, makeDataFolder, nodeClient, runPlugin } from './pluginProcess.ts';
import { credential, goodToken, startBroker } from './standInBroker.ts';

/** Arguments are for everyone on the machine to see, environments for every program of the user. */
describe('what others see of the plugin while it runs', () => {
  for (const client of [launcher, nodeClient]) {
    it(`is neither the window’s secret, nor the token, nor the context’s key, nor what kubectl said of the cluster (${client.name})`, async () => {
      const data = makeDataFolder();
      const server = /a\.hcp\.eastus\.azmk8s\.io/;
      assert.match(execInfo, server);
      const watch = new ProcessWatch(() => [
        { name: 'secret', pattern: new RegExp(broker.secret) },
        { name: 'token', pattern: new RegExp(goodToken) },
        { name: 'cluster', pattern: server },
        { name: 'key', pattern: new RegExp(contextKey) },
      ]);
      // Whoever asks waits for the answer meanwhile, so that all of its processes are there to be looked at.
      const broker = await startBroker(data, (response) => {
        watch.look();
        response.writeHead(200).end(credential());
      });
      const { exitCode, stdout } = await runPlugin(client, data);
      await broker.close();
      assert.equal(exitCode, 0);
      assert.match(stdout, new RegExp(goodToken));
      assert.ok(watch.hasSeen(client === launcher ? /^curl -q .*--config / : /plugin\.cjs get-token /));
      // kubectl itself puts the cluster, whose proxy may have a password, into the environment of the plugin; and the
      // key is in that of the plugin's own process, where the kubeconfig puts it.
      const own = `key in the environment of ${client === launcher ? '/bin/sh' : process.execPath}`;
      assert.deepEqual(
        watch.findings().filter((finding) => !finding.startsWith('cluster in the environment') && finding !== own),
        [],
      );
    });
  }

  it('is looked at in earnest: a secret in an argument or a variable is found', async () => {
    const data = makeDataFolder();
    const watch = new ProcessWatch(() => [{ name: 'secret', pattern: /a-secret-that-shows/ }]);
    const broker = await startBroker(data, (response) => {
      watch.look();
      response.writeHead(200).end(credential());
    });
    await runPlugin(launcher, data, undefined, { VARIABLE: 'a-secret-that-shows' });
    await broker.close();
    assert.match(watch.findings().join(), /^secret in the environment of /);
  });
});
