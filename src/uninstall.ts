import os from 'node:os';
import { personalDataFolder } from './adapters/files/personalDataFolder.ts';
import { thisWindow } from './adapters/credentialPlugin/thisWindow.ts';
import { uninstallPlugin } from './adapters/credentialPlugin/uninstallPlugin.ts';

/**
 * VS Code runs it, without its API, at the first start after the extension was uninstalled
 * (https://code.visualstudio.com/api/references/extension-manifest#extension-uninstall-hook).
 */
const dataFolder = personalDataFolder(process.env, os.homedir(), process.platform);
await uninstallPlugin(dataFolder, thisWindow(dataFolder));
