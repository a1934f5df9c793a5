import os from 'node:os';
import path from 'node:path';
import type { WindowSocketPlace } from './windowSocket.ts';

/** Where this process leaves its socket and its address for the plugin. */
export function thisWindow(dataFolder: string): WindowSocketPlace {
  return {
    env: process.env,
    platform: process.platform,
    windowsFolder: path.join(dataFolder, 'windows'),
    temporaryFolder: os.tmpdir(),
    hostName: os.hostname(),
    pid: process.pid,
  };
}
