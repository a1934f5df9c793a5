import type { Workbench } from '../../test/vscode/workbench.ts';

export async function statusBarText(workbench: Workbench): Promise<string> {
  const item = workbench.statusBarItem('tokenExpiry');
  await item.waitFor();
  return (await item.innerText()).trim();
}

/** A notification's text and buttons; clears it. */
export async function toldResult(workbench: Workbench, text: RegExp, picture = 'demo-result'): Promise<string> {
  const notification = await workbench.notifications.waitFor(text);
  const buttons = (await notification.buttons()).map((name) => `[${name}]`);
  const told = [await notification.text(), ...buttons].join(' ');
  await workbench.screenshot(picture);
  await workbench.notifications.clear();
  return told;
}

/** Its lines start where the first one does, behind `dialog:       `. */
export async function dialogText(workbench: Workbench): Promise<string> {
  return (await workbench.modalText()).replaceAll('\n', `\n${' '.repeat(14)}`);
}
