import assert from 'node:assert/strict';
import { it } from 'node:test';
import { remedy } from './explainForbidden.ts';
import { createCertificateAuthority } from '../simulator/certificates.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { uiSuite } from './uiSuite.ts';

/** All of its nodes are ready; one of the other’s is not. */
const [healthy, broken] = ['orders-prod', 'payments-prod'];
/** Nobody is its admin. */
const unlucky = 'nogroups-dev';

uiSuite('verifying access', { limitSeconds: 150, signedInAs: 'ada@contoso.com' }, (vscode) => {
  const { workbench, kubeconfig } = vscode;
  const rowThatSays = (text: RegExp) => workbench.tree.row(text);

  it('ticks every step from the result of “Get AKS credentials”, and shows the nodes in the tree', async () => {
    // The checks take half of the side bar, and a row that is not drawn is none to click on.
    await workbench.tree.collapse('Contoso Development');
    await workbench.page.locator('.sidebar .pane-header[aria-label^="Kubeconfig"]').click();
    await getAksCredentials(workbench, { cluster: healthy, format: 'exec', loginMode: 'vscode' });
    await answerFallback(workbench, 'Nothing');
    const told = await workbench.notifications.waitFor(`kubectl now uses the context “${healthy}”`);
    const begun = performance.now();
    await told.press('Verify Access');
    await rowThatSays(/^List the nodes: OK\. 3 nodes · v1\.33\.5/).waitFor();
    const tookMs = performance.now() - begun;
    // Three seconds hold below the UI (verifyAgainstServer.test.ts); drawing on a machine that others use takes longer.
    assert.ok(tookMs < 5000, `${tookMs} ms`);
    for (const row of [
      /^The entry in the kubeconfig: OK\./,
      /^Get the credential: OK\. ada@contoso\.com/,
      /^Reach the API server: OK\./,
      /^Who am I: OK\. ada@contoso\.com/,
      /^What may I do: OK\. everything/,
    ]) {
      await rowThatSays(row).waitFor();
    }
    const checks = workbench.page.locator('.sidebar .pane', { hasText: 'Everything is in order.' });
    assert.equal(await checks.getByRole('treeitem').count(), 6);
    assert.match(
      (await checks.locator('.pane-header').innerText()).replaceAll(/\s+/g, ' '),
      /Verify Access orders-prod/i,
    );
    await workbench.screenshot('verify-healthy');
    await workbench.notifications.clear();
    await workbench.tree.expand(healthy);
    await rowThatSays(/^Connected as ada@contoso\.com\./).waitFor();
    await workbench.tree.expand('Nodes');
    await rowThatSays(/^Node aks-default-\w+-vmss000000: ready, v1\.33\.5$/).waitFor();
    await workbench.screenshot('verify-nodes');
    await workbench.tree.collapse(healthy);
  });

  it('says why a context does not work, and the fix on its row makes it work', async () => {
    kubeconfig.remove();
    await getAksCredentials(workbench, { cluster: broken, format: 'azure' });
    await workbench.notifications.waitFor(broken);
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Verify Access…');
    await workbench.quickPick.waitForTitle('Verify access');
    await workbench.quickPick.choose(broken);
    await rowThatSays(/^Get the credential: error\./).waitFor();
    await rowThatSays(/^Who am I: not checked\. not tried/).waitFor();
    await workbench.page.locator('.sidebar .message', { hasText: /^1 error$/ }).waitFor();
    await workbench.screenshot('verify-broken');
    await remedy(workbench, 'Use VS Code Sign-in…').click();
    await workbench.quickPick.waitForTitle('Use VS Code sign-in');
    await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench.decide('accept');
    await rowThatSays(/^Who am I: OK\. ada@contoso\.com/).waitFor();
    await rowThatSays(/^Get the credential: OK\./).waitFor();
    await rowThatSays(/^List the nodes: note\. 1 of 3 not ready/).waitFor();
    await workbench.screenshot('verify-fixed');
    await workbench.notifications.clear();
  });

  it('leads to the reason where nothing is allowed', async () => {
    const text = kubeconfig.text();
    await getAksCredentials(workbench, { cluster: unlucky, format: 'exec', loginMode: 'vscode' });
    await workbench.notifications.waitFor(`kubectl now uses the context “${unlucky}”`);
    await workbench.notifications.clear();
    await workbench.runCommand('AKS Entra: Verify Access…');
    await workbench.quickPick.waitForTitle('Verify access');
    await workbench.quickPick.choose(unlucky);
    await rowThatSays(/^What may I do: warning\. nothing of this/).waitFor();
    await workbench.screenshot('verify-nothing-allowed');
    await remedy(workbench, 'Why Forbidden?').click();
    await rowThatSays(/^Missing role binding: error\. “cluster-admin”/).waitFor();
    await remedy(workbench, 'Copy the kubectl Lines for a Role That Allows Only This').waitFor();
    await workbench.screenshot('verify-why-forbidden');
    kubeconfig.write(text);
    await workbench.runCommand('AKS Entra: Verify Access…');
    await workbench.quickPick.waitForTitle('Verify access');
    await workbench.quickPick.choose(broken);
    await rowThatSays(/^Who am I: OK\. ada@contoso\.com/).waitFor();
    await workbench.notifications.clear();
  });

  it('leads from a cluster that is another one by now to its credential, fetched again', async () => {
    const { certPem } = await createCertificateAuthority('another cluster');
    const another = Buffer.from(certPem).toString('base64');
    const text = kubeconfig.text();
    kubeconfig.write(text.replace(/(certificate-authority-data: "?)[^"\n]+/, `$1${another}`));
    assert.notEqual(kubeconfig.text(), text);
    await click('Check Again');
    await rowThatSays(/^Get the credential: error\. VS Code does not know the cluster/).waitFor();
    await remedy(workbench, 'Get AKS Credentials Again').click();
    await workbench.decide('overwrite');
    await rowThatSays(/^Who am I: OK\. ada@contoso\.com/).waitFor();
    await workbench.screenshot('verify-fetched-again');
    await workbench.notifications.clear();
    await click('Close');
    await rowThatSays(/^Who am I/).waitFor({ state: 'detached' });
    await workbench.tree.expand('Contoso Development');
  });

  vscode.leavesNothingBehind(({ host, status }) => status === 403 && host.startsWith(unlucky));

  /** What the view can do shows while the mouse is on it. */
  async function click(action: string): Promise<void> {
    const header = workbench.page.locator('.sidebar .pane-header', { hasText: 'Verify Access' });
    await header.hover();
    await header.locator(`.action-label[aria-label^="${action}"]`).click();
  }
});
