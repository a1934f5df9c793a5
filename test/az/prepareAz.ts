import { join } from 'node:path';
import { prepareOnce } from '../vscode/cacheFolder.ts';
import { findOnPath } from '../vscode/findOnPath.ts';
import { runTool, withProgress } from '../vscode/runTool.ts';

export const azVersion = '2.91.0';
const longestInstallMs = 20 * 60_000;

/** The Azure CLI as a command line: its program, and the arguments before a person’s. */
export interface Az {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The pinned Azure CLI in a virtual environment of the user’s cache folder, installed once.
 *
 * @throws Error where Python is missing, or the package cannot be had
 */
export async function prepareAz(): Promise<Az> {
  if (findOnPath('python3') === undefined) {
    throw new Error('az is a Python package: install Python 3.10 or newer (python3, with venv).');
  }
  const folder = await prepareOnce(`azure-cli-${azVersion}`, (empty) =>
    withProgress(`az ${azVersion}, installed once`, () => install(empty)),
  );
  // The installed script names the folder in which it was made, which has another name by now; Python itself moves along.
  return { command: join(folder, 'bin', 'python'), args: ['-I', '-m', 'azure.cli'] };
}

async function install(folder: string): Promise<void> {
  await runTool('python3', ['-m', 'venv', folder], { timeLimitMs: longestInstallMs });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  await runTool(join(folder, 'bin', 'python'), [...pip, `azure-cli==${azVersion}`], { timeLimitMs: longestInstallMs });
}
