import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { findKubectls, runKubectl, type KubectlResult } from '../../kubectl.ts';
import { clusterPath, kubeconfigOf } from '../../simulator/armClient.ts';
import { ada, contoso, deployer } from '../../simulator/scenarios/people.ts';
import { production } from '../../simulator/scenarios/subscriptions.ts';
import { accessToken, callSimulator } from '../../simulator/simulatorClient.ts';
import { serverId, startGetTokenFixture, type GetTokenFixture } from './getTokenFixture.ts';
import { cliScript } from './runCli.ts';

let fixture: GetTokenFixture;
before(async () => {
  fixture = await startGetTokenFixture();
});
after(() => fixture.close());

interface Kubeconfig {
  users: { user: { exec: object } }[];
}

describe('kubectl with cli.js get-token in place of kubelogin', () => {
  for (const version of ['v1', 'v1beta1']) {
    it(`lists nodes as a service principal that is a member of the admin group (${version})`, async () => {
      const args = ['--login', 'spn', '--client-id', deployer.clientId, '--environment', 'AzurePublicCloud'];
      const env = { AZURE_CLIENT_SECRET: deployer.clientSecret };
      fixture.simulator.directory.setMembership('aks-admins', deployer.objectId, false);
      const stranger = await kubectl(version, args, env);
      assert.match(stranger.stderr, /nodes is forbidden: User "[-0-9a-f]+" cannot list resource "nodes"/);
      fixture.simulator.directory.setMembership('aks-admins', deployer.objectId, true);
      const { exitCode, stdout, stderr } = await kubectl(version, args, env);
      assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
      assert.match(stdout, /aks-default-\w+-vmss000000\s+Ready/);
      const surprises = fixture.simulator.surprises().filter(({ status }) => status !== 403);
      assert.deepEqual(surprises, []);
    });
  }

  it('does not hang where a person is needed and kubectl has none', async () => {
    const { exitCode, stderr } = await kubectl('v1', ['--login', 'devicecode'], {});
    assert.equal(exitCode, 1);
    assert.match(stderr, /^Error: the login mode devicecode needs a person at a terminal/m);
  });

  async function kubectl(
    version: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<KubectlResult> {
    const newest = findKubectls().at(-1);
    assert.ok(newest, 'kubectl is needed for this test');
    const { simulator, home, environment } = fixture;
    const reply = await callSimulator(
      simulator,
      `https://management.azure.com${clusterPath('rg-payments', 'payments-prod', production.subscriptionId)}` +
        '/listClusterUserCredential?api-version=2025-10-01',
      { token: await accessToken(simulator, { upn: ada.upn }), method: 'POST' },
    );
    const config = parse(kubeconfigOf(reply)) as Kubeconfig;
    assert.ok(config.users[0]);
    config.users[0].user.exec = {
      apiVersion: `client.authentication.k8s.io/${version}`,
      command: process.execPath,
      args: [cliScript, 'get-token', '--server-id', serverId, '--tenant-id', contoso.tenantId, ...args],
      interactiveMode: 'Never',
    };
    const file = join(home, 'config');
    writeFileSync(file, stringify(config), { mode: 0o600 });
    return runKubectl(newest, ['--kubeconfig', file, '--cache-dir', join(home, 'cache'), 'get', 'nodes'], {
      ...environment,
      ...env,
      HOME: home,
    });
  }
});
