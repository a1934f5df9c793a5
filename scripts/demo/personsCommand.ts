import path from 'node:path';
import { cloudHosts } from '../../test/simulator/simulator.ts';
import { chromiumCommand, spkiHash } from '../../test/vscode/chromiumCommand.ts';
import type { SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';

/** The command with which a person opens the running VS Code in a Chromium of their own. */
export async function personsCommand({ chromium, simulator, vscode }: SimulatedVsCode): Promise<string> {
  const { tlsPort, proxyPort, caPem } = simulator;
  const certificateHash = await spkiHash({ port: tlsPort, servername: cloudHosts.entra, caPem });
  const profileFolder = path.join(vscode.folder, 'profile-of-a-person');
  return chromiumCommand({ chromium, profileFolder, proxyPort, certificateHash, url: `${vscode.url}&ew=true` });
}
