import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { current, type Stage } from './stage.ts';

/** A context for the terminals of a workspace, the profile of the terminal's menu, and a terminal on a cluster. */
export async function workspaceScenes({ started, workbench, shoot }: Stage): Promise<void> {
  const { page, quickPick, notifications } = workbench;
  const folder = path.join(started.vscode.homeFolder, 'project');
  await mkdir(folder);
  await page.goto(page.url().replace('ew=true', `folder=${encodeURIComponent(folder)}`));
  await workbench.openViewContainer('AKS Entra');
  await workbench.kubeconfigTree.item(current).waitFor();
  await workbench.tree.item('Contoso Production').waitFor();
  await workbench.runCommand('AKS Entra: Use This Context in This Workspace');
  await quickPick.waitForTitle('Context of this workspace’s terminals');
  await shoot('workspace-choice');
  await quickPick.choose(current);
  await notifications.waitFor(/New terminals in this workspace start with/);
  await workbench.statusBarItem('workspaceContext').waitFor();
  await shoot('workspace-result');
  await notifications.clear();
  await shoot('workspace-hover', { hoverOf: workbench.statusBarItem('workspaceContext') });

  await workbench.runCommand('Create New Terminal (With Profile)');
  await quickPick.row('AKS: choose cluster…').waitFor();
  await shoot('terminal-profiles');
  await quickPick.choose('AKS: choose cluster…');
  await quickPick.waitForTitle('AKS: choose cluster');
  await shoot('terminal-profile');
  await quickPick.choose(current);
  const terminal = page.locator('.terminal-wrapper.active .xterm-rows');
  await terminal.filter({ hasText: /knows no other\./ }).waitFor();
  await shoot('terminal');
  await workbench.runCommand('Terminal: Kill All Terminals');
}
