import path from 'node:path';
import { runHostTests, type HostTestResults } from '../vscode/runHostTests.ts';
import { buildHostTests } from './buildHostTests.ts';

const root = path.join(import.meta.dirname, '..', '..');
const logFile = path.join(root, 'out', 'logs', 'integration.log');

/** Runs the extension-host suite on the built extension (dist/). */
export async function runIntegration(timeLimitMs: number): Promise<HostTestResults> {
  const testsModule = await buildHostTests();
  const results = await runHostTests({ extensionFolder: root, testsModule, timeLimitMs, logFile });
  console.log(results.report);
  if (results.problem) {
    console.log(`✖ ${results.problem}; what VS Code printed is in ${path.relative(root, logFile)}`);
  }
  return results;
}
