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

  it('is picked up again after a reload, by one of two windows, with the time that it began', async () => {
    started.simulator.operations.setDuration(null);
    await enable();
    await workbench.tree.row(/^Cluster static-lab, enabling Entra…/).waitFor();
    await workbench.notifications.waitFor(progressText);
    const second = await workbench.openWindow();
    await second.openViewContainer('AKS Entra');
    await second.tree.item('static-lab').waitFor();
    // As long as the first window follows it, the second only shows it in the row.
    await second.tree.row(/^Cluster static-lab, enabling Entra…/).waitFor();
    assert.deepEqual(await second.notifications.texts(), []);
    await second.page.close();

    await workbench.page.bringToFront();
    await workbench.page.reload();
    await workbench.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    // The view that was open is open again by itself.
    const progress = await workbench.notifications.waitFor(progressText, 60_000);
    await workbench.tree.row(/^Cluster static-lab, enabling Entra…/).waitFor();
    await workbench.screenshot('entra-after-reload');
    assert.doesNotMatch(await progress.text(), /: [0-5]s/);
    started.simulator.operations.end();
    await workbench.notifications.waitFor(/Microsoft Entra is on for static-lab/);
    await workbench.tree.row(/^Cluster static-lab, Entra managed/).waitFor();
    const puts = started.simulator.record.filter(
      ({ method, host }) => method === 'PUT' && host.startsWith('management'),
    );
    assert.equal(puts.length, 1);
    assert.equal(clusterNamed('static-lab').arm.properties.aadProfile?.managed, true);
  });

  it('a window that was open before shows it too, and takes it over when the one that began it is gone', async () => {
    const { tree, quickPick } = workbench;
    started.simulator.operations.setDuration(null);
    const second = await workbench.openWindow();
    await second.openViewContainer('AKS Entra');
    await second.tree.item('legacy-web').waitFor();
    await workbench.page.bringToFront();
    await tree.contextMenu('legacy-web', 'Migrate Legacy Entra Integration…');
    await quickPick.row('aks-admins').click();
    await quickPick.row('Go on with 1 admin group').click();
    await quickPick.choose('Kubernetes RBAC');
    await quickPick.choose('Migrate…');
    await workbench.clickInModal('Migrate');
    await tree.row(/^Cluster legacy-web, migrating Entra…/).waitFor();
    await second.tree.row(/^Cluster legacy-web, migrating Entra…/).waitFor();
    assert.deepEqual(await second.notifications.texts(), []);
    await workbench.page.close();

    await second.page.bringToFront();
    await second.notifications.waitFor(/^Migrate legacy-web to AKS-managed Entra: \d+m? ?\d*s/, 40_000);
    // A laptop that slept: all of VS Code stood still, and Azure went on.
    await asleep(8_000, () => {
      started.simulator.operations.end();
    });
    await second.notifications.waitFor(/legacy-web has AKS-managed Entra now/, 40_000);
    await second.tree.row(/^Cluster legacy-web, Entra managed/).waitFor();
    await second.screenshot('entra-taken-over');
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
