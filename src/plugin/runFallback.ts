import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProgramRequest, renderPluginInput } from '../core/credentialPlugin/pluginInput.ts';
import { ownEntryAt } from './ownEntry.ts';
import { PluginFailure } from './pluginFailure.ts';

/** What a fallback needs of the environment; `plugin-fallback` looks at the values. */
const passedVariables = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'DISPLAY', 'WAYLAND_DISPLAY'];
/** Without these nothing runs on Windows. */
const windowsVariables = ['SystemRoot', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'TEMP', 'PATHEXT', 'ComSpec'];

export interface FallbackRun extends ProgramRequest {
  /** Where cli.js is. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly args: readonly string[];
  /** As typed: `--fallback`. */
  readonly fallback: string | undefined;
  /** The context's key: a secret. */
  readonly key: string;
  readonly hasOlderWindow: boolean;
}

/**
 * Where no window is open: hands over to the command line, which signs in by itself. The exit code is its own.
 *
 * @throws PluginFailure where there is no fallback
 */
export function runFallback(run: FallbackRun): void {
  const { folder, dataFolder, args, fallback } = run;
  const mode = fallback ?? readSetting(join(dataFolder, 'fallback'));
  if (mode !== 'azurecli' && mode !== 'interactive') {
    throw new PluginFailure(
      run.hasOlderWindow
        ? 'A VS Code window with an older AKS Entra is open. Reload it ("Developer: Reload Window"), then try again.'
        : 'No VS Code window is open that could sign kubectl in. Open one, or choose a fallback in the settings of AKS Entra.',
    );
  }
  const names = process.platform === 'win32' ? [...windowsVariables, ...passedVariables] : passedVariables;
  const env: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1' };
  for (const name of names) {
    if (process.env[name] !== undefined) {
      env[name] = process.env[name];
    }
  }
  const child = spawn(process.execPath, [join(folder, 'cli.js'), 'plugin-fallback', mode, ...args], {
    env,
    stdio: ['pipe', 'inherit', 'inherit'],
    windowsHide: true,
  });
  child.on('error', (error) => {
    process.stderr.write(`Error: AKS Entra cannot run its command line: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(renderPluginInput(run.key, run));
}

function readSetting(path: string): string | undefined {
  const entry = ownEntryAt(path);
  return entry?.isFile() === true ? readFileSync(path, 'utf8').trim() : undefined;
}
