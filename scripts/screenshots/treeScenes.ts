import { openFurtherChoices } from '../../test/e2e/getAksCredentials.ts';
import { current, type Stage } from './stage.ts';

/** The side bar: states and facts of clusters, contexts of the kubeconfig, the first list of login modes. */
export async function treeScenes({ workbench, shoot }: Stage): Promise<void> {
  const { page, tree, quickPick } = workbench;
  // What is above is folded first: rows further down are not drawn.
  await tree.collapse('Contoso Production');
  await tree.expand('Contoso Development');
  await shoot('states', { sideBar: true });
  await tree.item('legacy-web').click();
  await shoot('states-selected', { sideBar: true });
  // A click opens it too.
  await tree.collapse('legacy-web');
  await tree.collapse('Contoso Development');
  await tree.expand('Contoso Production');
  await tree.expand(current);
  await tree.expand('Admin groups');
  await tree.item('aks-admins').waitFor();
  await shoot('facts', { sideBar: true });
  await tree.item('Tenant').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy ID' }).waitFor();
  await shoot('copy', { mouseStays: true });
  await page.keyboard.press('Escape');
  await tree.collapse(current);
  await shoot('row-hover', { hoverOf: tree.item(current).first() });
  await workbench.kubeconfigTree.expand(current);
  await shoot('kubeconfig', { sideBar: true });
  await workbench.kubeconfigTree.collapse(current);
  await workbench.kubeconfigTree.item('lab').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Use This Context', exact: true }).waitFor();
  await shoot('kubeconfig-menu', { mouseStays: true });
  await page.keyboard.press('Escape');

  await tree.inlineAction('vault-prod', 'Get AKS credentials');
  await quickPick.waitForTitle('Login mode for vault-prod');
  await shoot('login-mode');
  await openFurtherChoices(workbench, 'vault-prod');
  await shoot('login-mode-more');
  await quickPick.cancel();
}
