import type { Workbench } from '../../../test/vscode/workbench.ts';
import { dialogText } from '../whatIsSeen.ts';

export interface ChangeInDemo {
  readonly cluster: string;
  /** The command’s name in the tree’s menu. */
  readonly entry: string;
  /** The button that confirms. */
  readonly accept: string;
  /** How the picture of the preview is called. */
  readonly picture: string;
}

/** From the tree’s menu, with an admin group, to the confirmed change; says what the person is shown before. */
export async function changeEntraOf(
  workbench: Workbench,
  { cluster, entry, accept, picture }: ChangeInDemo,
  chooseGroup: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const { quickPick } = workbench;
  await workbench.tree.contextMenu(cluster, entry);
  await chooseGroup();
  await quickPick.row('Go on with 1 admin group').click();
  await quickPick.choose('Kubernetes RBAC');
  await quickPick.row(`${accept}…`).waitFor();
  await workbench.screenshot(picture);
  say(`preview:      ${await headings(workbench)}`);
  await quickPick.choose(`${accept}…`);
  await workbench.modal().waitFor();
  say(`dialog:       ${await dialogText(workbench)}`);
  await workbench.screenshot(`${picture}-question`);
  await workbench.clickInModal(accept);
}

/** Makes a group in the picker, which ticks it; says what is asked before. */
export async function createGroup(
  workbench: Workbench,
  name: string,
  picture: string,
  say: (line: string) => void,
): Promise<void> {
  const { quickPick } = workbench;
  await quickPick.row('Go on without an admin group').waitFor();
  await quickPick.filter(name);
  await quickPick.row(`Create a group “${name}”…`).waitFor();
  await workbench.screenshot(`${picture}-new-group`);
  await quickPick.row(`Create a group “${name}”…`).click();
  await workbench.modal().waitFor();
  say(`dialog:       ${await dialogText(workbench)}`);
  await workbench.clickInModal('Create Group');
}

/** The first lines of the document that is open: the others are under the picker. */
async function headings(workbench: Workbench): Promise<string> {
  const lines = (await workbench.editorText()).split('\n').map((line) => line.trim());
  return lines.filter((line) => /^(#|[-+] )/.test(line)).join(`\n${' '.repeat(14)}`);
}
