import { runAndReport } from '../../ui/errorNotification.ts';
import { isFirstWindow } from '../../ui/firstWindow.ts';
import { type DisableAgainPorts, offerDisableAgain } from './disableAgain.ts';
import { isStillBroken } from './isStillBroken.ts';

/** Windows that VS Code opens together start within seconds. */
const toldForMs = 15_000;

/** Reminds, in one of the windows, of local accounts that are to be turned off again. Never prompts. */
export async function remindOfGlass(ports: DisableAgainPorts): Promise<void> {
  for (const broken of await ports.brokenGlasses.all()) {
    void runAndReport(ports.logger, 'Reminding of break glass', async () => {
      if (
        (await isStillBroken(ports, broken)) &&
        (await isFirstWindow(ports.firstWindow, `breakGlass:${broken.clusterId.toLowerCase()}`, toldForMs))
      ) {
        offerDisableAgain(ports, broken);
      }
    });
  }
}
