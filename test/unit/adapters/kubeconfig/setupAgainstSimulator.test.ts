import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmClusterNow } from '../../../../src/adapters/azure/armClusterNow.ts';
import { localSetup } from '../../../../src/adapters/kubeconfig/localSetup.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import { emptyListing, withStep } from '../../../../src/core/listing/growingListing.ts';
import { listClusters } from '../../../../src/core/listing/listClusters.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { clusterScope } from '../../../../src/core/entra/scopes.ts';
import type { SetupAzure } from '../../../../src/core/setupChecks/azureClusters.ts';
import { setupChecks } from '../../../../src/core/setupChecks/setupChecks.ts';
import type { SetupPorts } from '../../../../src/core/setupChecks/setupPorts.ts';
import { findKubectls } from '../../../kubectl.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from '../azure/armFixture.ts';

describe('the checks of a setup with the real adapters, against the simulated Azure', { timeout: 60_000 }, () => {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'aks-entra-setup-')));
  const bin = path.join(home, 'bin');
  const ownPlugin = path.join(home, 'plugin', 'aks-entra');
  const config = path.join(home, '.kube', 'config');
  let arm: ArmFixture;
  let seen: SeenCluster;
  before(async () => {
    arm = await ArmFixture.start();
    const script = (name: string, text: string): void => {
      writeFileSync(path.join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    };
    for (const folder of [bin, path.dirname(ownPlugin), path.dirname(config)]) {
      mkdirSync(folder);
    }
    script('kubelogin', 'echo "kubelogin version "; echo "git hash: v0.2.22/0123456"; echo "Platform: linux/amd64"');
    script('helm', 'echo v3.16.2+g13654a5');
    script('az', 'sleep 5');
    mkdirSync(path.join(home, 'lib', 'python3.12', 'site-packages', 'azure_cli-2.91.0.dist-info'), { recursive: true });
    script('../plugin/aks-entra', 'exit 1');
    const kubectl = findKubectls().at(-1);
    assert.ok(kubectl, 'kubectl is needed');
    symlinkSync(kubectl.path, path.join(bin, 'kubectl'));
    await arm.signInAs();
    seen = await arm.clusterNamed('payments-prod', production);
    // In step with the kubectl that there is.
    const { clusters } = arm.simulator.directory.scenario;
    const properties = clusters.find(({ name }) => name === 'payments-prod')?.arm.properties ?? assert.fail();
    Object.assign(properties, {
      kubernetesVersion: `1.${kubectl.minor}`,
      currentKubernetesVersion: `1.${kubectl.minor}.1`,
    });
    const text = await arm.credentials.userCredential(seen, arm.caller(), 'exec');
    writeFileSync(config, text.replace('- devicecode', '- azurecli'), { mode: 0o600 });
  });
  beforeEach(() => {
    arm.simulator.faults.clear();
  });
  after(async () => {
    rmSync(home, { recursive: true });
    await arm.simulator.close();
  });

  /** As a window has it that was opened a moment ago: nothing is listed or asked yet. */
  function ports(): SetupPorts {
    const env = { PATH: `${bin}${path.delimiter}/usr/bin${path.delimiter}/bin`, HOME: home };
    const files = { env, platform: process.platform, home: () => Promise.resolve(home), backupDirectory: home };
    const clusters = new ArmClusterNow(arm.client);
    const azure: SetupAzure = {
      listed: async () => {
        let listing = emptyListing([arm.signIn.account]);
        await listClusters(arm.directory, arm.caller(), (step) => (listing = withStep(listing, step)), Date.now);
        return { kind: 'listed', ...listing };
      },
      clusterNow: (one, signal) => clusters.clusterNow(one, { interaction: 'silent', signal }),
    };
    const { signIn } = arm;
    return {
      ...localSetup({ files, homeDirectory: home, command: 'aks-entra', ownPlugin, foreignFolders: () => [] }),
      azure: () => Promise.resolve(azure),
      signIn: {
        accounts: () => Promise.resolve([signIn.account]),
        currentAccount: () => signIn.currentAccount(),
        hasChosen: () => true,
        usesBroker: () => false,
        tokenProblem: async (account, tenantId) => {
          try {
            await signIn.token({ account, tenantId, scope: clusterScope(), interaction: 'silent' });
            return undefined;
          } catch (error) {
            assert.ok(error instanceof AksEntraError);
            return error;
          }
        },
      },
      about: [],
    };
  }

  async function run(): Promise<{ readonly rows: readonly CheckRow[]; readonly tookMs: number }> {
    let rows: readonly CheckRow[] = [];
    const startMs = performance.now();
    await setupChecks(ports()).run((told) => (rows = told), new AbortController().signal);
    return { rows, tookMs: performance.now() - startMs };
  }

  it('are all in order on a healthy one', async (context) => {
    const { rows, tookMs } = await run();
    context.diagnostic(`${Math.round(tookMs)} ms`);
    assert.deepEqual(
      rows.filter(({ state }) => state !== 'ok'),
      [],
    );
    const ids = rows.map(({ id }) => id);
    for (const id of ['kubectl', 'kubelogin', 'helm', 'az', 'signIn', 'clusters', 'reach', 'clock']) {
      assert.ok(ids.includes(id), `${id} of ${ids.join()}`);
    }
    assert.deepEqual(arm.simulator.surprises(), []);
  });
});
