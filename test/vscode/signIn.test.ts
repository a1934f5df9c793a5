import assert from 'node:assert/strict';
import path from 'node:path';
import os from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { packTestExtension } from './packTestExtension.ts';
import { startSimulatedVsCode } from './startSimulatedVsCode.ts';

describe('the real Microsoft provider against the simulated Entra', () => {
  it('signs in through the browser, then gets an AKS token silently and reaches the simulated ARM', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'aks-entra-probe-'));
    const probe = await packTestExtension(path.join(import.meta.dirname, 'probeExtension'), folder);
    const started = await startSimulatedVsCode({ vsix: [probe] });
    try {
      const workbench = await started.openFresh();
      await workbench.runCommand('Probe Sign-In');
      await workbench.completeSignIn('ada@contoso.com');
      const toast = await workbench.notifications.waitFor(/^Probe/);
      await workbench.screenshot('launcher-sign-in');
      const seen = await toast.text();
      assert.match(seen, /account ada@contoso\.com, AKS audience 6dae42f8-4368-4678-94ff-3960e28e3630, ARM 200/);
      assert.match(seen, /subscriptions [1-9]/);
      assert.deepEqual(await toast.buttons(), ['Fine']);
      await workbench.notifications.clear();
      assert.deepEqual(await workbench.notifications.texts(), []);
      // The browser asks for the page's icon by itself.
      const surprises = started.simulator.surprises().filter(({ path: asked }) => asked !== '/favicon.ico');
      assert.deepEqual(surprises, []);
    } finally {
      await started.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
