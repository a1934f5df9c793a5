import { mkdir, rm } from 'node:fs/promises';
import { answerCredentialPickers, answerFallback } from '../../test/e2e/getAksCredentials.ts';
import { KubeconfigOnDisk } from '../../test/e2e/kubeconfigOnDisk.ts';
import { fabrikam } from '../../test/simulator/scenarios/people.ts';
import type { SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';
import { decisionScenes } from './decisionScenes.ts';
import { editorScenes } from './editorScenes.ts';
import { kubectlSignInScenes } from './kubectlSignInScenes.ts';
import { resetSideBar, startPictured, windowSize } from './picturedVsCode.ts';
import { resultScenes } from './resultScenes.ts';
import { settingScenes } from './settingScenes.ts';
import { signedOutScenes } from './signedOutScenes.ts';
import { current, handWritten, type Stage } from './stage.ts';
import { installThemeSwitch, shootInThemes, themesFolder, wantedThemes } from './themedPictures.ts';
import { treeScenes } from './treeScenes.ts';
import { workspaceScenes } from './workspaceScenes.ts';

/** In this order: the last two leave another folder, and nobody signed in. */
const scenesOfWhoIsSignedIn = {
  tree: treeScenes,
  decisions: decisionScenes,
  editor: editorScenes,
  results: resultScenes,
  settings: settingScenes,
  kubectl: kubectlSignInScenes,
  workspace: workspaceScenes,
};

const words = ['signed-out', 'needs-sign-in', ...Object.keys(scenesOfWhoIsSignedIn)];

/**
 * What is to be seen of the side bar and the window, in VS Code's four themes: each scene is set once, and the theme
 * changed while it stands.
 *
 * @param asked names of scenes and themes; where there is none of a kind, all of it
 */
export async function themePictures(asked: readonly string[]): Promise<void> {
  const isWanted = (scenes: string): boolean => !words.some((word) => asked.includes(word)) || asked.includes(scenes);
  const themes = wantedThemes(asked);
  if (asked.length === 0) {
    await rm(themesFolder, { recursive: true, force: true });
  }
  await mkdir(themesFolder, { recursive: true });
  const started = await startPictured();
  try {
    addStates(started);
    await installThemeSwitch(started);
    const workbench = await started.openFresh();
    await workbench.page.setViewportSize(windowSize);
    await workbench.openViewContainer('AKS Entra');
    await resetSideBar(workbench);
    const kubeconfig = new KubeconfigOnDisk(started);
    const shoot: Stage['shoot'] = (scene, options) => shootInThemes(started, workbench, themes, scene, options);
    const stage: Stage = { started, workbench, kubeconfig, startText: handWritten, shoot };
    if (isWanted('signed-out')) {
      await signedOutScenes(stage);
    }
    kubeconfig.write(handWritten);
    await signIn(stage, isWanted('needs-sign-in'));
    const signedIn = { ...stage, startText: kubeconfig.text() };
    const failures: unknown[] = [];
    for (const [name, take] of Object.entries(scenesOfWhoIsSignedIn).filter(([each]) => isWanted(each))) {
      try {
        // Rows further down are not drawn.
        await workbench.tree.collapse('Contoso Development');
        await take(signedIn);
      } catch (error) {
        // The others are looked at all the same.
        failures.push(new Error(`The scenes “${name}” were not all taken.`, { cause: error }));
        await shoot(`failed-${name}`);
        await workbench.page.keyboard.press('Escape');
      }
      started.simulator.faults.clear();
      await workbench.dismissAll();
      await workbench.runCommand('View: Close All Editors');
      kubeconfig.write(signedIn.startText);
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, 'Some pictures are missing.');
    }
  } finally {
    await started.close();
  }
}

/** With a tenant that asks for a sign-in of its own, and then for one cluster that kubectl uses. */
async function signIn({ started, workbench, shoot }: Stage, isPictured: boolean): Promise<void> {
  const { tree, notifications } = workbench;
  started.simulator.faults.set({ kind: 'failingTenant', tenantId: fabrikam.tenantId });
  await workbench.signIn('ada@contoso.com');
  await tree.item('Contoso Development').waitFor();
  await workbench.waitUntilIdle();
  // Rows further down are not drawn.
  await tree.collapse('Contoso Development');
  await tree.row(/^Tenant Fabrikam, needs sign-in/).waitFor();
  if (isPictured) {
    await shoot('needs-sign-in', { sideBar: true });
  }
  started.simulator.faults.clear();
  await tree.inlineAction('Fabrikam', 'Sign In to This Tenant');
  await tree.item('store').waitFor();
  await tree.inlineAction(current, 'Get AKS credentials');
  await answerCredentialPickers(workbench, { cluster: current, format: 'exec', loginMode: 'vscode' });
  await answerFallback(workbench, 'Nothing');
  await notifications.waitFor(/kubectl now uses/);
  await notifications.clear();
}

/** So that there is a cluster in each state that has an icon of its own. */
function addStates({ simulator }: SimulatedVsCode): void {
  const states: Readonly<Record<string, string>> = {
    'nogroups-dev': 'Deleting',
    'norbac-lab': 'Creating',
    'autopilot-dev': 'Canceled',
  };
  for (const { name, arm } of simulator.directory.scenario.clusters) {
    const provisioningState = states[name];
    if (provisioningState !== undefined) {
      arm.properties.provisioningState = provisioningState;
    }
  }
}
