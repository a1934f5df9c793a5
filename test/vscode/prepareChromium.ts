import { aptCommand, aptInstall } from './aptInstall.ts';
import { findOnPath, isExecutable } from './findOnPath.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const packages = ['chromium'];

/**
 * Finds a Chromium that Playwright can drive; installs Debian's where we are root.
 * @throws Error with the exact command where neither is possible.
 */
export async function prepareChromium(): Promise<string> {
  const present = findChromium();
  if (present) {
    return present;
  }
  if (await aptInstall(packages)) {
    const installed = findChromium();
    if (installed) {
      return installed;
    }
  }
  throw new Error(`No Chromium found. Install one, for example with: sudo sh -c '${aptCommand(packages)}'`);
}

function findChromium(): string | undefined {
  const chosen = process.env['AKS_ENTRA_CHROMIUM'];
  if (chosen) {
    return chosen;
  }
  for (const name of names) {
    const found = findOnPath(name);
    if (found) {
      return found;
    }
  }
  if (process.platform !== 'darwin') {
    return undefined;
  }
  return macApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`).find(isExecutable);
}
