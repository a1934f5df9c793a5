import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { askWindows } from './plugin/askWindows.ts';
import { PluginFailure } from './plugin/pluginFailure.ts';
import { readTypedArguments } from './plugin/typedArguments.ts';

/**
 * `plugin.cjs get-token …`: what launcher.sh does, for Windows and for systems without curl. It runs for every kubectl
 * command: everything that it imports costs each of them.
 */
async function main(): Promise<void> {
  const { args, fallback, takesExecInfoFromInput } = readTypedArguments(process.argv.slice(2), process.platform);
  const execInfo = takesExecInfoFromInput ? readFileSync(0, 'utf8') : (process.env['KUBERNETES_EXEC_INFO'] ?? '');
  // Not __dirname: that is the version's folder behind the link.
  const folder = dirname(process.argv[1] ?? '');
  const dataFolder = dirname(folder);
  const answer = await askWindows(dataFolder, args, execInfo);
  if (answer !== undefined) {
    // process.stdout would take as long as the answer of a window.
    writeFileSync(1, `${answer}\n`);
    process.exit();
  }
  const { runFallback } = await import('./plugin/runFallback.ts');
  runFallback({ folder, dataFolder, args, fallback, execInfo });
}

main().catch((error: unknown) => {
  const message = error instanceof PluginFailure ? error.message : `AKS Entra's plugin failed: ${String(error)}`;
  process.stderr.write(`Error: ${message}\n`);
  process.exitCode = 1;
});
