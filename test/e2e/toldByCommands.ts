import type { Workbench } from '../vscode/workbench.ts';

/**
 * The toasts that are shown now, but for the question that comes where a test set the kubeconfig back under our feet: it
 * is another program to the product, and it comes some seconds later, when it may meet the next test.
 */
export async function toldByCommands({ notifications }: Workbench): Promise<string[]> {
  return (await notifications.texts()).filter((text) => !text.includes('another program rewrote the file'));
}
