import { prepareChromium } from './prepareChromium.ts';
import { prepareDesktop } from './prepareDesktop.ts';
import { describeServer, prepareServer } from './prepareServer.ts';

export interface ServerAndChromium {
  /** The folder of VS Code's server, where `out/server-main.js` is. */
  readonly server: string;
  /** The browser's executable. */
  readonly chromium: string;
}

/** What the UI tests and the demo drive: VS Code's server and web workbench in a Chromium. */
export async function prepareForUi(): Promise<ServerAndChromium> {
  const chromium = await prepareChromium();
  return { server: await prepareServer(), chromium };
}

/**
 * What extension-host tests run in: the desktop where it can be downloaded and shown, otherwise `server`.
 * `AKS_ENTRA_VSCODE=desktop` insists on the desktop, `=server` skips the attempt.
 */
export async function prepareForHostTests(): Promise<{ kind: 'desktop'; executable: string } | { kind: 'server' }> {
  const wish = process.env['AKS_ENTRA_VSCODE'] ?? '';
  if (!['', 'desktop', 'server'].includes(wish)) {
    throw new Error(`AKS_ENTRA_VSCODE is "${wish}": use desktop or server.`);
  }
  if (wish !== 'server') {
    const desktop = await prepareDesktop();
    if ('executable' in desktop) {
      return { kind: 'desktop', executable: desktop.executable };
    }
    if (wish === 'desktop') {
      throw new Error(`AKS_ENTRA_VSCODE=desktop, but ${desktop.reason}.`);
    }
    console.log(`Desktop VS Code: ${desktop.reason}; using VS Code's server and Chromium.`);
  }
  await prepareForUi();
  return { kind: 'server' };
}

if (import.meta.main) {
  const prepared = await prepareForUi();
  console.log(`${describeServer(prepared.server)}: ${prepared.server}\nChromium: ${prepared.chromium}`);
}
