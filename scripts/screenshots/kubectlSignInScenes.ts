import { current, type Stage } from './stage.ts';

/** kubectl in a terminal, when VS Code would have to ask somebody. Nobody is signed in any more afterwards. */
export async function kubectlSignInScenes({ started, workbench, shoot }: Stage): Promise<void> {
  const { page, notifications } = workbench;
  const { faults } = started.simulator;
  faults.set({ kind: 'shortLivedTokens', seconds: 22 });
  await workbench.tree.contextMenu(current, 'Refresh Token Now');
  await notifications.waitFor(new RegExp(`^The new token for ${current}`));
  await shoot('new-token');
  await notifications.clear();
  faults.clear();
  faults.set({ kind: 'revokedSession' });
  await workbench.tree.inlineAction(current, 'Open Terminal on This Cluster');
  const terminal = page.locator('.terminal-wrapper.active .xterm-rows');
  await terminal.filter({ hasText: /[#$%]\s*$/ }).waitFor();
  await page.keyboard.type('kubectl get nodes\n');
  await notifications.waitFor(/^kubectl needs a sign-in as/);
  await shoot('kubectl-sign-in');
  faults.clear();
}
