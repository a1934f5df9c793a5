import { account, type DemoTools } from './demoStep.ts';
import { personsCommand } from './personsCommand.ts';

/**
 * Until Ctrl-C, or until the person closes the window.
 * @param isShown whether the window is on a display; where it is not, the person gets the command that opens one
 */
export async function stayOpen({ started, workbench, terminal }: DemoTools, isShown: boolean): Promise<void> {
  console.log(`
VS Code stays open against the simulated Azure; its terminal has kubectl set up. Ctrl-C ends it.

kubectl in a terminal of your own, while it is open:
  ${[terminal.pathCommand, ...terminal.setUp].join('\n  ')}

Faults and more: ${started.simulator.controlUrl} (see test/simulator/controlApi.ts)`);
  if (!isShown) {
    console.log(`
There is no window here. To look at this VS Code yourself, run this where you have a display on this
machine (it has a browser profile of its own; sign in there as ${account}):

  ${await personsCommand(started)}`);
  }
  await new Promise<void>((resolve) => {
    workbench.page.once('close', () => {
      resolve();
    });
  });
}
