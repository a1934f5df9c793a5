import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import type { Locator } from 'playwright-core';
import type { RecordedCall } from '../simulator/ports.ts';
import { ada } from '../simulator/scenarios/people.ts';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { recordedWrites } from './recordedWrites.ts';
import { uiSuite } from './uiSuite.ts';

const options = { limitSeconds: 100, signedInAs: ada.upn };

uiSuite('The Entra posture of all clusters', options, (vscode) => {
  const { started, workbench } = vscode;

  it('has counts first and the riskiest on top, with what mends a risk as a link behind it', async () => {
    const { page, quickPick } = workbench;
    started.simulator.faults.set({ kind: 'forbidden', path: 'managedClusters/vault-prod\\?' });
    await workbench.runCommand('AKS Entra: Show Entra Posture');
    await page.locator('.tab', { hasText: 'Entra Posture' }).waitFor();
    await link('Migrate Legacy Entra Integration…').waitFor();
    await workbench.screenshot('posture');
    const text = await workbench.editorText();
    assert.match(text, /^# Entra posture of \d+ clusters/);
    assert.match(text, /Entra integration: \d+ managed, 1 legacy, 4 none/);
    assert.match(
      text,
      /## legacy-web[^]*\*\*High:\*\* Legacy Entra integration[^]*→ Migrate Legacy Entra Integration…/,
    );
    // The editor draws what is in sight.
    for (let pages = 0; pages < 4 && !(await link('Enable Microsoft Entra…').isVisible()); pages += 1) {
      await page.keyboard.press('PageDown');
      await page.waitForTimeout(200);
    }
    await follow('Enable Microsoft Entra…');
    await quickPick.waitForTitle('Enable Microsoft Entra on');
    await workbench.screenshot('posture-mend');
    await quickPick.cancel();
    await page.keyboard.press('Control+Home');
  });

  it('lists the clusters anew when it is made again', async () => {
    const lists = (): number => started.simulator.record.filter((call) => isListing(call)).length;
    const before = lists();
    await follow('Check Again');
    await workbench.page.locator('.tab', { hasText: 'Entra Posture' }).nth(1).waitFor();
    assert.ok(lists() > before, `${lists()} listings`);
  });

  it('is exported for spreadsheets, with a row for each cluster', async () => {
    const file = path.join(started.vscode.homeFolder, 'posture.csv');
    await follow('Export as CSV…');
    await answerFileDialog(workbench, 'Export the Entra posture as CSV', file);
    await workbench.notifications.waitFor(/The Entra posture of \d+ clusters is in .*posture\.csv\./);
    assert.ok(existsSync(file));
    const rows = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    rmSync(file);
    assert.match(rows[0] ?? '', /^\uFEFF"cluster","resourceGroup"/);
    assert.match(rows[1] ?? '', /^"legacy-web","rg-legacy","Contoso Development"/);
    assert.match(rows.join('\n'), /"payments-prod",.*"yes","managed","kubernetesRbac","on","aks-admins"/);
    assert.match(rows.join('\n'), /"vault-prod",[^\n]*"no: Could not read cluster vault-prod: /);
    await workbench.screenshot('posture-exported');
  });

  it('read everything and wrote nothing', () => {
    assert.deepEqual(recordedWrites(started.simulator), []);
  });

  /** A link in the text of the report that is in front. */
  function link(title: string): Locator {
    return workbench.page.locator('.editor-instance .detected-link', { hasText: title }).first();
  }

  async function follow(title: string): Promise<void> {
    const { keyboard } = workbench.page;
    await link(title).hover();
    await keyboard.down('Control');
    // Until the text is a link for VS Code, a click on it only shows its hover.
    await workbench.page.locator('.detected-link-active', { hasText: title }).first().click();
    await keyboard.up('Control');
  }

  function isListing({ host, method, path: asked }: RecordedCall): boolean {
    return host === 'management.azure.com' && method === 'GET' && /providers\/[^/]+\/managedClusters\?/i.test(asked);
  }

  /** What changes something in Azure; names of groups are asked for with a POST. */
});
