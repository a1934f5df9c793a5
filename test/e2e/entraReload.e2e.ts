import assert from 'node:assert/strict';
import { it } from 'node:test';
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
    // As long as the first window follows it, the second does not: it would have looked by then.
    await second.page.waitForTimeout(6_000);
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
    const [lab] = started.simulator.directory
      .clustersIn(development.subscriptionId)
      .filter(({ name }) => name === 'static-lab');
    assert.equal(lab?.arm.properties.aadProfile?.managed, true);
  });

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
