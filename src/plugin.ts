import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { contextKeyRefusal, isContextKey } from './core/login/contextKey.ts';
import { type ProgramRequest, readPluginInput, seemsToNameCluster } from './core/credentialPlugin/pluginInput.ts';
import { askWindows } from './plugin/askWindows.ts';
import { leaveRefusalMark } from './plugin/leaveRefusalMark.ts';
import { PluginFailure } from './plugin/pluginFailure.ts';
import { readTypedArguments } from './plugin/typedArguments.ts';
import { unnamedFacts } from './plugin/unnamedFacts.ts';

/**
 * `plugin.cjs get-token …`: what launcher.sh does, for Windows and for systems without curl. It runs for every kubectl
 * command: everything that it imports costs each of them.
 */
async function main(): Promise<void> {
  const givenKey = process.env['AKS_ENTRA_CONTEXT'];
  // A secret that no program gets which is started from here.
  delete process.env['AKS_ENTRA_CONTEXT'];
  const { args, fallback, takesExecInfoFromInput } = readTypedArguments(process.argv.slice(2), process.platform);
  const input = takesExecInfoFromInput ? readPluginInput(readFileSync(0)) : undefined;
  const key = input === undefined ? givenKey : input.key;
  // Not __dirname: that is the version's folder behind the link.
  const folder = dirname(process.argv[1] ?? '');
  const dataFolder = dirname(folder);
  if (!isContextKey(key)) {
    leaveRefusalMark(dataFolder);
    throw new PluginFailure(contextKeyRefusal);
  }
  const request = input ?? requestOfEnvironment();
  const { credential, hasOlderWindow } = await askWindows(dataFolder, { ...request, args, key });
  if (credential !== undefined) {
    // process.stdout would take as long as the answer of a window.
    writeFileSync(1, `${credential}\n`);
    process.exit();
  }
  const { runFallback } = await import('./plugin/runFallback.ts');
  runFallback({ ...request, folder, dataFolder, args, fallback, key, hasOlderWindow });
}

function requestOfEnvironment(): ProgramRequest {
  const { KUBERNETES_EXEC_INFO: execInfo = '', KUBECONFIG: kubeconfig, HOME, USERPROFILE } = process.env;
  const home = process.platform === 'win32' && (HOME ?? '') === '' ? USERPROFILE : HOME;
  const isNamed = seemsToNameCluster(execInfo);
  return {
    execInfo,
    unnamed: isNamed ? undefined : unnamedFacts({ kubeconfig, home }, process.platform, process.ppid),
  };
}

main().catch((error: unknown) => {
  const message = error instanceof PluginFailure ? error.message : `AKS Entra's plugin failed: ${String(error)}`;
  process.stderr.write(`Error: ${message}\n`);
  process.exitCode = 1;
});
