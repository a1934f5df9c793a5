import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { processesBelow } from '../processWatch.ts';
import type { SimulatedCluster } from '../simulator/scenario.ts';
import { ada } from '../simulator/scenarios/people.ts';
import { development } from '../simulator/scenarios/subscriptions.ts';
import { uiSuite } from './uiSuite.ts';

const progressText = /^Enable Microsoft Entra on static-lab: \d+m? ?\d*s/;
const options = { limitSeconds: 240, signedInAs: ada.upn };

uiSuite('A change of a cluster outlives its window', options, (vscode) => {
  const { started, workbench } = vscode;

  // createCluster.e2e.ts reloads the very window that began.
  it('is shown by windows that were open before and that open later, and taken over when the one that began it is gone', async () => {
    started.simulator.operations.setDuration(null);
    const second = await workbench.openWindow();
    await second.openViewContainer('AKS Entra');
    await second.tree.item('static-lab').waitFor();
    await workbench.page.bringToFront();
    await enable();
    await workbench.tree.row(/^Cluster static-lab, enabling Entra…/).waitFor();
    await workbench.notifications.waitFor(progressText);
    // As long as the first window follows it, the second only shows it in the row.
    await second.tree.row(/^Cluster static-lab, enabling Entra…/).waitFor();
    assert.deepEqual(await second.notifications.texts(), []);
    await second.page.bringToFront();
    await second.page.reload();
    await second.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    // The view that was open is open again by itself.
    await second.tree.row(/^Cluster static-lab, enabling Entra…/).waitFor({ timeout: 60_000 });
    assert.deepEqual(await second.notifications.texts(), []);
    await workbench.page.close();

    const progress = await second.notifications.waitFor(progressText, 60_000);
    assert.doesNotMatch(await progress.text(), /: [0-5]s/);
    await second.screenshot('entra-after-reload');
    // A laptop that slept: all of VS Code stood still, and Azure went on.
    await asleep(8_000, () => {
      started.simulator.operations.end();
    });
    await second.notifications.waitFor(/Microsoft Entra is on for static-lab/, 40_000);
    await second.tree.row(/^Cluster static-lab, Entra managed/).waitFor();
    await second.screenshot('entra-taken-over');
    const puts = started.simulator.record.filter(
      ({ method, host }) => method === 'PUT' && host.startsWith('management'),
    );
    assert.equal(puts.length, 1);
    assert.equal(clusterNamed('static-lab').arm.properties.aadProfile?.managed, true);
  });

  function clusterNamed(name: string): SimulatedCluster {
    const { directory } = started.simulator;
    const cluster = directory.clustersIn(development.subscriptionId).find((one) => one.name === name);
    assert.ok(cluster);
    return cluster;
  }

  async function enable(): Promise<void> {
    const { tree, quickPick } = workbench;
    await tree.contextMenu('static-lab', 'Enable Microsoft Entra on a Cluster…');
    await quickPick.row('aks-admins').click();
    await quickPick.row('Go on with 1 admin group').click();
    await quickPick.choose('Kubernetes RBAC');
    await quickPick.choose('Enable Entra…');
    await workbench.clickInModal('Enable Entra');
  }
});

/** Stops what runs the extension, for so long. Its clock goes on meanwhile, as on a laptop whose lid was closed. */
async function asleep(ms: number, meanwhile: () => void): Promise<void> {
  const hosts = processesBelow(process.pid).filter(({ commandLine }) => commandLine.includes('--type=extensionHost'));
  assert.notDeepEqual(hosts, []);
  for (const { pid } of hosts) {
    process.kill(pid, 'SIGSTOP');
  }
  try {
    meanwhile();
    await delay(ms);
  } finally {
    for (const { pid } of hosts) {
      process.kill(pid, 'SIGCONT');
    }
  }
}
