import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { freshWorkbench } from './sharedVsCode.ts';

describe('signing in', () => {
  let started: SimulatedVsCode;
  let workbench: Workbench;

  before(async () => {
    ({ started, workbench } = await freshWorkbench());
  });

  it('offers it in the view and the status bar while nobody is signed in, without asking the network', async () => {
    await workbench.openViewContainer('AKS Entra');
    await workbench.welcome().getByRole('button', { name: 'Sign In to Azure' }).waitFor();
    await workbench.statusBarItem('tokenExpiry').waitFor();
    assert.deepEqual(started.simulator.record, []);
  });

  it('goes through the Microsoft provider and then lists the clusters', async () => {
    await workbench.signIn('ada@contoso.com');
    await workbench.tree.item('Contoso Production').waitFor();
    await workbench.screenshot('tree');
  });
});
