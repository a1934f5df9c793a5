import { prepareChromium } from './prepareChromium.ts';
import { prepareDesktop } from './prepareDesktop.ts';
import { describeServer, prepareServer, type PreparedServer } from './prepareServer.ts';
import { prepareShells } from './prepareShells.ts';

export interface ServerAndChromium {
  readonly server: PreparedServer;
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
 * `AKS_ENTRA_VSCODE=desktop` insists on the desktop, `=server` skips the attempt, and so does `=floor`, for the server of
 * the oldest VS Code that the product admits.
 */
export async function prepareForHostTests(): Promise<{ kind: 'desktop'; executable: string } | { kind: 'server' }> {
  const wish = process.env['AKS_ENTRA_VSCODE'] ?? '';
  if (!['', 'desktop', 'server', 'floor'].includes(wish)) {
    throw new Error(`AKS_ENTRA_VSCODE is "${wish}": use desktop, server or floor.`);
  }
  if (['', 'desktop'].includes(wish)) {
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

// What the tests need, and the demo does not, is prepared here only.
if (import.meta.main) {
  await prepareShells();
  const prepared = await prepareForUi();
  console.log(`${describeServer(prepared.server)}: ${prepared.server.folder}\nChromium: ${prepared.chromium}`);
}
